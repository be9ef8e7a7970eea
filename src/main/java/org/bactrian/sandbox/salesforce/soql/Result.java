package org.bactrian.sandbox.salesforce.soql;

import java.util.List;
import org.bactrian.sandbox.salesforce.org.Table;

/**
 * The rows a query found, as they were when it was asked.
 *
 * @param grouped whether rows are groups of records
 * @param rows row numbers in order; empty for COUNT()
 * @param total how many were found
 */
public record Result(
    Table table, boolean grouped, List<Selected> selected, int[] rows, int total) {}
