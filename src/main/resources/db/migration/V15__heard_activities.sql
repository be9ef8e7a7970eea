-- What was read of Marketo's change log since the place that it is read from again.
CREATE TABLE heard_activity (
  stream  VARCHAR(40) NOT NULL,
  guid    VARCHAR NOT NULL,
  read_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (stream, guid)
);
