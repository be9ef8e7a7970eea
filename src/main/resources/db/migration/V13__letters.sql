-- A letter is of a record, a direction, a cause and fields, by their names where they come from: a
-- record may have several. The constraint is as PostgreSQL and as H2 named it.
ALTER TABLE dead_letter DROP CONSTRAINT IF EXISTS dead_letter_salesforce_id_mapping_key;
ALTER TABLE dead_letter DROP CONSTRAINT IF EXISTS CONSTRAINT_C8;
ALTER TABLE dead_letter ADD COLUMN direction VARCHAR(20) DEFAULT 'TO_MARKETO' NOT NULL;
ALTER TABLE dead_letter ADD COLUMN fields VARCHAR DEFAULT '' NOT NULL;
CREATE INDEX dead_letter_by_salesforce_id ON dead_letter (salesforce_id, mapping);
