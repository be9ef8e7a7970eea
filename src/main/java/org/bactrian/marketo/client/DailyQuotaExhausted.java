package org.bactrian.marketo.client;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The day's calls are used up (607); there are new ones at midnight in Chicago. */
public final class DailyQuotaExhausted extends MarketoException {

  private static final long serialVersionUID = 1L;
  private static final ZoneId QUOTA_ZONE = ZoneId.of("America/Chicago");
  private final Instant until;

  DailyQuotaExhausted(String endpoint, Clock clock) {
    this(endpoint, nextMidnight(clock));
  }

  private DailyQuotaExhausted(String endpoint, Instant until) {
    super(endpoint + ": Marketo's daily quota of calls is used up until " + until, null);
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
