/**
 * The files of mappings: reads them with the line of everything, checks them, and says to editors
 * what may stand in them.
 *
 * <p>All that is wrong in all files is told at once, each finding with its file, its line and what
 * was probably meant; a file with an error is no mapping.
 *
 * <p>It knows YAML and what both systems say of their fields, and neither records nor how they are
 * turned over.
 */
package org.bactrian.mapping.file;
