-- What is known of the connection to both systems. Secrets are only here as ciphertext.
CREATE TABLE connection_entry (
  name   VARCHAR(80) PRIMARY KEY,
  entry  VARCHAR(30000) NOT NULL,
  sealed BOOLEAN NOT NULL
);

-- Logins begun and not yet forgotten; the state that Salesforce sends back is here only as its hash.
CREATE TABLE pending_login (
  state_hash   VARCHAR(64) PRIMARY KEY,
  session_hash VARCHAR(64),
  verifier     VARCHAR(1000) NOT NULL,
  begun_at     TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  used_at      TIMESTAMP(3) WITH TIME ZONE
);

-- Whoever holds this row's lock asks Salesforce for a new token; others wait and take it over.
INSERT INTO cycle_lock (name) VALUES ('salesforce-login');
