/**
 * What Bactrian remembers: checkpoints, links, waiting changes, dead letters and runs, in one
 * database (an H2 file or PostgreSQL, the same migrations).
 *
 * <p>Everything that one slice of changes brought about is written in one transaction, the
 * checkpoint last, so that a crash replays changes and never loses them. Records about to be
 * created in Marketo are noted first ({@code creation_intent}): after a crash they are looked for
 * by their Salesforce id before anything is created, even if their e-mail address changed
 * meanwhile.
 *
 * <p>It knows the nouns of {@code sync} and SQL, and neither Camel nor HTTP nor either system.
 */
package org.bactrian.state;
