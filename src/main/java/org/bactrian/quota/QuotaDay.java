package org.bactrian.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** When the day begins over which a system counts calls. */
public enum QuotaDay {

  /** Marketo's: from midnight to midnight, US Central time, daylight saving included. */
  CENTRAL {
    @Override
    public Instant since(Instant now) {
      return date(now).atStartOfDay(ZONE).toInstant();
    }

    @Override
    public Instant next(Instant now, Instant oldest) {
      return date(now).plusDays(1).atStartOfDay(ZONE).toInstant();
    }
  },

  /** Salesforce's: the last 24 hours. They are counted by the hour here, and so up to 25. */
  ROLLING {
    @Override
    public Instant since(Instant now) {
      return now.truncatedTo(ChronoUnit.HOURS).minus(DAY);
    }

    @Override
    public Instant next(Instant now, Instant oldest) {
      return oldest.plus(DAY).plus(Duration.ofHours(1));
    }
  };

  private static final ZoneId ZONE = ZoneId.of("America/Chicago");
  private static final Duration DAY = Duration.ofDays(1);

  /** The beginning of the hour from which on calls count. */
  public abstract Instant since(Instant now);

  /**
   * When there are calls again, once all are used.
   *
   * @param oldest the hour of the oldest of those that count
   */
  public abstract Instant next(Instant now, Instant oldest);

  private static LocalDate date(Instant now) {
    return now.atZone(ZONE).toLocalDate();
  }
}
