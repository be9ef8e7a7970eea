/**
 * The verbs of finding people who were in Marketo before its log was read, and are to become
 * Salesforce records: the members of a static list, or everybody of whom a flag is true.
 *
 * <p>Marketo can't be asked for people by a boolean field, so that a flag costs an extract of
 * everybody; it is made once, month by month, and goes on where a crash left it.
 *
 * <p>It hands them to the verbs of arriving, or for a plan follows these up to where they would
 * write, and knows no SQL and no HTTP.
 */
package org.bactrian.people.sweep;
