package org.bactrian.sandbox.salesforce.population;

import java.util.List;

/** Chance that can be asked again: the same row and purpose always give the same throw. */
record Dice(long seed) {

  long raw(long row, int purpose) {
    long z = seed * 0x9E3779B97F4A7C15L + row * 0xBF58476D1CE4E5B9L + purpose * 0x94D049BB133111EBL;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  int below(int bound, long row, int purpose) {
    return (int) Long.remainderUnsigned(raw(row, purpose), bound);
  }

  boolean percent(double share, long row, int purpose) {
    return below(100_000, row, purpose) < share * 1000;
  }

  /** From 0 to 1. */
  double fraction(long row, int purpose) {
    return (raw(row, purpose) >>> 11) * 0x1.0p-53;
  }

  <T> T pick(List<T> pool, long row, int purpose) {
    return pool.get(below(pool.size(), row, purpose));
  }

  /** One of the pool, or null for this share of rows. */
  <T> T maybe(double nulls, List<T> pool, long row, int purpose) {
    return percent(nulls, row, purpose + 5000) ? null : pick(pool, row, purpose);
  }

  String digits(String pattern, long row, int purpose) {
    long rest = raw(row, purpose) >>> 1;
    StringBuilder text = new StringBuilder(pattern);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '#') {
        text.setCharAt(i, (char) ('0' + rest % 10));
        rest /= 10;
      }
    }
    return text.toString();
  }
}
