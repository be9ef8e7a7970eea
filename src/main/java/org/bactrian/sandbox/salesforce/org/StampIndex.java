package org.bactrian.sandbox.salesforce.org;

import java.util.Arrays;

/**
 * Rows in the order of (SystemModstamp, Id).
 *
 * <p>A stamp and a row share one long. Stamps grow, so a write nearly always appends; the entry it
 * makes stale stays until there are as many stale as live ones.
 */
final class StampIndex {
  private static final int ROW_BITS = 24;
  private static final int ROW_MASK = (1 << ROW_BITS) - 1;

  private final long base;
  private long[] keys = new long[64];
  private int size;

  StampIndex(long base) {
    this.base = base;
  }

  /** Replaces everything. */
  void load(long[] stamps, int rows) {
    keys = new long[Math.max(64, rows + (rows >> 3))];
    for (int row = 0; row < rows; row++) {
      keys[row] = key(stamps[row], row);
    }
    Arrays.parallelSort(keys, 0, rows);
    size = rows;
  }

  void add(int row, long stamp) {
    long key = key(stamp, row);
    int at = Arrays.binarySearch(keys, 0, size, key);
    if (at >= 0) {
      return;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size + (size >> 1));
    }
    int place = -at - 1;
    System.arraycopy(keys, place, keys, place + 1, size - place);
    keys[place] = key;
    size++;
  }

  int size() {
    return size;
  }

  /** The first position whose stamp is not earlier. */
  int from(long stamp) {
    if (stamp <= base) {
      return 0;
    }
    if (stamp >= base + (1L << 38)) {
      return size;
    }
    int at = Arrays.binarySearch(keys, 0, size, key(stamp, 0));
    return at >= 0 ? at : -at - 1;
  }

  int row(int position) {
    return (int) keys[position] & ROW_MASK;
  }

  long stamp(int position) {
    return base + (keys[position] >> ROW_BITS);
  }

  private long key(long stamp, int row) {
    return Math.max(0, stamp - base) << ROW_BITS | row;
  }
}
