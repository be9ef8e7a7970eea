package org.bactrian.sandbox.marketo.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that the control door can put forward. */
public final class MovableClock extends Clock {
  private final Clock base;
  private Duration ahead = Duration.ZERO;

  /** A clock that shows what {@code base} shows until it is advanced. */
  public MovableClock(Clock base) {
    this.base = base;
  }

  /** Puts the clock forward. */
  public void advance(Duration time) {
    ahead = ahead.plus(time);
  }

  /** The whole seconds since 1970. */
  public long seconds() {
    return instant().getEpochSecond();
  }

  @Override
  public Instant instant() {
    return base.instant().plus(ahead);
  }

  @Override
  public long millis() {
    return instant().toEpochMilli();
  }

  @Override
  public ZoneId getZone() {
    return base.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
