/**
 * What becomes of one field that people edit on both sides: a three-way merge with what was last
 * agreed.
 *
 * <p>Values are compared as they mean, not as they are written, because either system writes a
 * phone number, a day or a rounded amount in a way of its own; what Bactrian wrote and finds again
 * so is no edit. A blank is carried only where it is known to be somebody's deed.
 *
 * <p>It is pure: it knows values, instants and the words of a rule, and neither records nor
 * systems.
 */
package org.bactrian.sync.merge;
