-- What was written to Marketo, and what had been found there, until Marketo's log tells of it.
CREATE TABLE unheard_write (
  marketo_object VARCHAR(80) NOT NULL,
  marketo_id     VARCHAR(36) NOT NULL,
  writes         VARCHAR NOT NULL,
  PRIMARY KEY (marketo_object, marketo_id)
);
