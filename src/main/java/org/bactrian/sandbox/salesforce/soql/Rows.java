package org.bactrian.sandbox.salesforce.soql;

import java.util.Arrays;

/** A growing list of row numbers, or only their count. */
final class Rows {
  private final boolean countOnly;
  private int[] rows = new int[64];
  private int size;

  Rows(boolean countOnly) {
    this.countOnly = countOnly;
  }

  void add(int row) {
    if (!countOnly) {
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, size * 2);
      }
      rows[size] = row;
    }
    size++;
  }

  boolean countOnly() {
    return countOnly;
  }

  int size() {
    return size;
  }

  int[] toArray() {
    return countOnly ? new int[0] : Arrays.copyOf(rows, size);
  }
}
