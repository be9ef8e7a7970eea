/**
 * The commands about people: where their values come from, how their consent stood, and forgetting
 * them.
 *
 * <p>They are apart from the other commands because they are asked for by other people: those who
 * answer for what is kept of a person.
 *
 * <p>They know what the other commands know.
 */
package org.bactrian.cli.people;
