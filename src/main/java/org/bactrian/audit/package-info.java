/**
 * The audit trail: who changed what, when, and from where.
 *
 * <p>An {@link org.bactrian.audit.Actor} is handed explicitly to every method that changes
 * something on a person's word, so that no change can be made without naming who asked for it; the
 * event is written in the transaction of the change, where there is one.
 *
 * <p>It is pure: the rows are {@code state.audit}'s. No event holds a secret, nor more of a person
 * than record ids.
 */
package org.bactrian.audit;
