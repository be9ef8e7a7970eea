package org.bactrian.sandbox.salesforce.soql;

import java.util.List;

/**
 * A query as it was written.
 *
 * @param count whether it asks for COUNT() alone
 * @param where its condition, or null
 * @param limit the most rows, or Integer.MAX_VALUE
 */
record Query(
    String text,
    Path object,
    List<Path> fields,
    boolean count,
    Condition where,
    List<Order> order,
    int limit,
    int offset) {

  /**
   * A name in a query.
   *
   * @param line from 1
   * @param column from 1
   */
  record Path(String name, int line, int column) {}

  /** One sort key. */
  record Order(Path field, boolean descending, boolean nullsLast) {}
}
