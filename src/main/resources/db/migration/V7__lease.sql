-- Who may work: one process a name, for as long as it renews. The epoch grows with each holder; a commit checks it.
CREATE TABLE lease (
  name    VARCHAR(80) PRIMARY KEY,
  epoch   BIGINT NOT NULL,
  holder  VARCHAR(36),
  host    VARCHAR(255),
  pid     BIGINT,
  process VARCHAR(500),
  busy    BOOLEAN NOT NULL,
  since   TIMESTAMP(3) WITH TIME ZONE,
  renewed TIMESTAMP(3) WITH TIME ZONE,
  expires TIMESTAMP(3) WITH TIME ZONE
);
INSERT INTO lease (name, epoch, busy) VALUES ('sync', 0, FALSE);
INSERT INTO lease (name, epoch, busy) VALUES ('salesforce-login', 0, FALSE);
DROP TABLE cycle_lock;
