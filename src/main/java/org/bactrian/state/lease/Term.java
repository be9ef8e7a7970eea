package org.bactrian.state.lease;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * How long a lease lasts as its holder may count on it: from before the renewal was sent, by the
 * clock that went on further. The monotonic clock stands still while a machine is suspended; the
 * wall clock may be put back.
 */
final class Term {

  /** The two clocks. */
  record Clocks(LongSupplier nanos, InstantSource wall) {
    static final Clocks SYSTEM = new Clocks(System::nanoTime, InstantSource.system());
  }

  private final Clocks clocks;
  private final Duration length;
  private final long nanosAtBegin;
  private final long millisAtBegin;

  private Term(Clocks clocks, Duration length) {
    this.clocks = clocks;
    this.length = length;
    this.nanosAtBegin = clocks.nanos().getAsLong();
    this.millisAtBegin = clocks.wall().millis();
  }

  /** A term that begins now. */
  static Term begin(Clocks clocks, Duration length) {
    return new Term(clocks, length);
  }

  /** What is left of it; negative when it is over. */
  Duration left() {
    Duration monotonic = Duration.ofNanos(clocks.nanos().getAsLong() - nanosAtBegin);
    Duration wall = Duration.ofMillis(clocks.wall().millis() - millisAtBegin);
    return length.minus(monotonic.compareTo(wall) > 0 ? monotonic : wall);
  }
}
