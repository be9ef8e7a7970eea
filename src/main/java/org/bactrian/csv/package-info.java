/**
 * Tables as CSV that people open in a spreadsheet: written page by page, every cell made inert.
 *
 * <p>Whatever Bactrian exports for people goes through {@link org.bactrian.csv.PagedCsv}, so that
 * no export can forget what a cell may do on the desk where the file is opened. Marketo's own
 * files, which programs read, are not its business.
 *
 * <p>It knows nothing of what the tables hold.
 */
package org.bactrian.csv;
