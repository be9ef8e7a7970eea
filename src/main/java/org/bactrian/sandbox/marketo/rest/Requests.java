package org.bactrian.sandbox.marketo.rest;

import java.util.concurrent.atomic.AtomicLong;

/** The ids of requests, in the form that Marketo gives them. */
final class Requests {
  private static final AtomicLong LAST = new AtomicLong(0x14272d07d78L);

  private Requests() {}

  static String next() {
    long number = LAST.incrementAndGet();
    return Long.toHexString(number & 0xFFFF) + "#" + Long.toHexString(number);
  }
}
