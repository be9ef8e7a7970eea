package org.bactrian.marketo.client;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The day's calls (607) or exported bytes (1029) are used up; there are new ones at midnight in
 * Chicago.
 */
public final class DailyQuotaExhausted extends MarketoException {

  private static final long serialVersionUID = 1L;
  private static final ZoneId QUOTA_ZONE = ZoneId.of("America/Chicago");
  private final Instant until;

  /**
   * A quota of the day that this clock shows.
   *
   * @param what what it is that is used up
   */
  public DailyQuotaExhausted(String endpoint, String what, Clock clock) {
    this(endpoint, what, nextMidnight(clock));
  }

  private DailyQuotaExhausted(String endpoint, String what, Instant until) {
    super(endpoint + ": Marketo's daily quota of " + what + " is used up until " + until, null);
    this.until = until;
  }

  /** When Marketo counts from nought again. */
  public Instant until() {
    return until;
  }

  private static Instant nextMidnight(Clock clock) {
    return clock
        .instant()
        .atZone(QUOTA_ZONE)
        .toLocalDate()
        .plusDays(1)
        .atStartOfDay(QUOTA_ZONE)
        .toInstant();
  }
}
