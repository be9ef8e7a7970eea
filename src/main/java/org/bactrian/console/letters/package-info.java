/**
 * The pages of dead letters: the list by cause, one letter with its record, and what is done with
 * them: edit, replay, discard, export.
 *
 * <p>There may be 100,000, so none of it holds more than a page of them: lists and the CSV are read
 * page by page, and a replay goes in batches in the background.
 *
 * <p>It knows dead letters, flows and mappings, and no SQL and neither system.
 */
package org.bactrian.console.letters;
