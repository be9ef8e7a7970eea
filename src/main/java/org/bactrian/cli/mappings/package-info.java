/**
 * Commands about mappings.
 *
 * <p>They ask for what the next run does: what is read again is noted in the database, where the
 * process that runs finds it.
 *
 * <p>They know no SQL and neither system.
 */
package org.bactrian.cli.mappings;
