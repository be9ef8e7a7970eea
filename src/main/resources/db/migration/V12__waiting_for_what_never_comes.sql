-- A change without a parent goes as soon as what is under way is settled. No record waits for itself.
ALTER TABLE waiting_change ALTER COLUMN parent_object DROP NOT NULL;
ALTER TABLE waiting_change ALTER COLUMN parent_key DROP NOT NULL;
ALTER TABLE waiting_change ADD COLUMN marketo_object VARCHAR(80);

-- Whether it was delivered without its parent, and goes again if that comes after all.
ALTER TABLE waiting_change ADD COLUMN alone BOOLEAN DEFAULT FALSE NOT NULL;

UPDATE waiting_change SET parent_object = NULL, parent_key = NULL
  WHERE parent_object = 'lead' AND parent_key = salesforce_id;
ALTER TABLE waiting_change ADD CONSTRAINT waits_for_another
  CHECK (parent_key <> salesforce_id OR parent_object <> marketo_object);
