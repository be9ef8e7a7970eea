/**
 * What becomes of Marketo's people beyond writing and reading them: what happened to them, which
 * lists they are on, who was merged into whom, and all of them at once.
 *
 * <p>It is apart from the client since these calls have shapes of their own: a change log with
 * paging tokens, an answer that says nothing, a job that writes a file. What each call means when
 * its answer is lost is said by {@code Repeat}, as everywhere.
 *
 * <p>It knows the client and how calls are written, no Camel, and nothing of this application.
 */
package org.bactrian.marketo.people;
