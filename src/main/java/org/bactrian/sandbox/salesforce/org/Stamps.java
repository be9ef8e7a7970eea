package org.bactrian.sandbox.salesforce.org;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The org's clock: milliseconds that never go back, and that a test may advance. */
public final class Stamps {
  private final Clock clock;
  private long ahead;
  private long last;

  Stamps(Clock clock) {
    this.clock = clock;
  }

  /** Now, in milliseconds since 1970, UTC. */
  public long now() {
    last = Math.max(last, clock.millis() + ahead);
    return last;
  }

  /** Now, but later than the given instant. */
  long after(long earlier) {
    last = Math.max(now(), earlier + 1);
    return last;
  }

  /** The same time as a clock, for what else goes by it. */
  public Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(now());
      }
    };
  }

  /** Moves the clock ahead. */
  public void advance(long millis) {
    ahead += millis;
  }
}
