/**
 * The pages about one person: where the values come from, and the journal of consent.
 *
 * <p>They show what is remembered, by any id that is or was the person's.
 *
 * <p>They ask neither system, and change nothing.
 */
package org.bactrian.console.people;
