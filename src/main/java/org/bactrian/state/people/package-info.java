/**
 * What is remembered of people on top of their links: how far Marketo's change log was read, what
 * was decided of a field and why, what became of an id, who opted in or out.
 *
 * <p>What belongs to an outcome is written in its transaction, as an entry that is handed to {@link
 * org.bactrian.state.Settlement}.
 *
 * <p>It knows SQL, and neither systems nor routes.
 */
package org.bactrian.state.people;
