/**
 * The commands about people: where their values come from, how their consent stood, forgetting
 * them, and who did what with Bactrian.
 *
 * <p>They are apart from the other commands because they are asked for by other people: those who
 * answer for what is kept of a person, and what is done to it.
 *
 * <p>They know what the other commands know.
 */
package org.bactrian.cli.people;
