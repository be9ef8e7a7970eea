/**
 * The H2 file itself: who may read it, and that what was deleted leaves it.
 *
 * <p>A database only marks rows as gone; an address that was forgotten would lie in the file until
 * it happens to be overwritten, and a file made under the usual umask could be read by every user
 * of the machine.
 *
 * <p>It knows H2's file systems and JDBC URLs, and no table.
 */
package org.bactrian.state.file;
