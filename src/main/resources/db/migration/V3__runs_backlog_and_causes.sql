-- What was left over at the end of a run, which the console plots; unknown of the runs before.
ALTER TABLE run ADD COLUMN waiting_left BIGINT;
ALTER TABLE run ADD COLUMN dead_letters_left BIGINT;
CREATE INDEX run_by_end ON run (finished);

-- The dead letters of one cause, page by page.
CREATE INDEX dead_letter_by_code ON dead_letter (code, id);
