-- By which rules each mapping's records were read, and which of them have yet to reach what was read before.
CREATE TABLE mapped_rule (
  mapping          VARCHAR(80)  NOT NULL,
  salesforce_field VARCHAR(255) NOT NULL, -- empty of a constant, and of when:
  marketo_field    VARCHAR(255) NOT NULL, -- empty of when:
  form             VARCHAR      NOT NULL,
  standing         VARCHAR(10)  NOT NULL,
  due              VARCHAR(10)  NOT NULL,
  PRIMARY KEY (mapping, marketo_field, salesforce_field)
);

-- How far a mapping's records have been read again for that.
CREATE TABLE backfill (
  mapping       VARCHAR(80) PRIMARY KEY,
  begun         TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  salesforce_id VARCHAR(18) NOT NULL,
  remaining     BIGINT
);
