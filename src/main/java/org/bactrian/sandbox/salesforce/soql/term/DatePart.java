package org.bactrian.sandbox.salesforce.soql.term;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.bactrian.sandbox.salesforce.soql.syntax.Function;

/** The parts of dates and instants, in UTC; the fiscal year is the calendar's. */
final class DatePart {
  private static final long DAY = 86_400_000;

  private DatePart() {}

  /**
   * A part of a date.
   *
   * @param value days since 1970, or milliseconds
   * @return a number, or the days since 1970 for DAY_ONLY
   */
  static Integer of(Function function, Object value) {
    long millis = value instanceof Integer day ? day * DAY : (Long) value;
    LocalDateTime at = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    return switch (function) {
      case CALENDAR_YEAR, FISCAL_YEAR -> at.getYear();
      case CALENDAR_QUARTER, FISCAL_QUARTER -> (at.getMonthValue() + 2) / 3;
      case CALENDAR_MONTH, FISCAL_MONTH -> at.getMonthValue();
      case DAY_IN_MONTH -> at.getDayOfMonth();
      case DAY_IN_WEEK -> at.getDayOfWeek().getValue() % 7 + 1;
      case DAY_IN_YEAR -> at.getDayOfYear();
      case HOUR_IN_DAY -> at.getHour();
      case WEEK_IN_MONTH -> (at.getDayOfMonth() + 6) / 7;
      case WEEK_IN_YEAR -> (at.getDayOfYear() + 6) / 7;
      case DAY_ONLY -> (int) Math.floorDiv(millis, DAY);
      default -> throw new IllegalArgumentException(function + " is no part of a date");
    };
  }
}
