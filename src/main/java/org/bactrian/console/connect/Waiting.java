package org.bactrian.console.connect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long somebody has been at Salesforce's pages without coming back. */
public final class Waiting {

  private static final Duration ALARMING = Duration.ofSeconds(40);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Clock clock;
  private volatile Instant since;

  Waiting(Clock clock) {
    this.clock = clock;
  }

  /** How the waiting is. */
  public enum Stage {
    /** Nobody is at Salesforce's pages, or nobody will come back. */
    NOBODY,
    SHORT,
    /** So long that Salesforce may have said no on a page of its own. */
    LONG
  }

  void begin() {
    since = clock.instant();
  }

  void end() {
    since = null;
  }

  Stage stage() {
    Instant begun = since;
    if (begun == null) return Stage.NOBODY;
    Duration waited = Duration.between(begun, clock.instant());
    if (waited.compareTo(LONGEST) > 0) return Stage.NOBODY;
    return waited.compareTo(ALARMING) > 0 ? Stage.LONG : Stage.SHORT;
  }
}
