/**
 * Whether both systems agree, by their public APIs alone.
 *
 * <p>What the shipped mappings promise is written down here once more, plainly, and what the users
 * did is remembered, so that a mistake of the program's own translation or memory shows. It knows
 * neither Bactrian's database nor its classes.
 */
package org.bactrian.histories.comparison;
