-- Which org and which instance the database belongs to: all that is remembered is about these two.
CREATE TABLE origin (
  side     VARCHAR(10) PRIMARY KEY,
  identity VARCHAR(255) NOT NULL,
  sandbox  VARCHAR(80),
  bound_at TIMESTAMP(3) WITH TIME ZONE NOT NULL
);
INSERT INTO origin (side, identity, bound_at)
  SELECT 'SALESFORCE', entry, CURRENT_TIMESTAMP FROM connection_entry WHERE name = 'salesforce.confirmed-org';
INSERT INTO origin (side, identity, bound_at)
  SELECT 'MARKETO', entry, CURRENT_TIMESTAMP FROM connection_entry WHERE name = 'marketo.confirmed-instance';
DELETE FROM connection_entry WHERE name IN ('salesforce.confirmed-org', 'marketo.confirmed-instance');
