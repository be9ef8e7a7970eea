package org.bactrian.quota;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bactrian.marketo.wire.SharedWindow;
import org.bactrian.state.quota.RecentCalls;

/**
 * The calls to Marketo in 20 s, of this process, of others, and of the one before it: some calls at
 * a time are announced in the database before they leave, and leave within a second or not at all.
 */
public final class MarketoWindow implements SharedWindow {

  private static final int AT_ONCE = 10;
  private static final Duration TO_LEAVE = Duration.ofSeconds(1);

  /** Marketo's 20 s, a second to leave, and a second on the way. */
  private static final Duration COUNTS = Duration.ofSeconds(22);

  private final RecentCalls recent;
  private final Clock clock;
  private int announced;
  private Instant until = Instant.EPOCH;

  public MarketoWindow(RecentCalls recent, Clock clock) {
    this.recent = recent;
    this.clock = clock;
  }

  @Override
  public synchronized boolean admits(int ours, int most) {
    Instant now = clock.instant();
    if (announced == 0 || !now.isBefore(until)) {
      announced = recent.announce(Math.min(AT_ONCE, most), ours, most, COUNTS, now);
      until = now.plus(TO_LEAVE);
    }
    if (announced == 0) return false;
    announced--;
    return true;
  }
}
