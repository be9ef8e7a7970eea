package org.bactrian.mapping.convert;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The converters of dates and instants. A date without a time never passes a time zone. */
final class Times {

  private Times() {}

  static Object date(Object value) {
    return Reading.day(value)
        .orElseThrow(() -> Converter.Inconvertible.of(value, "is not a date"))
        .toString();
  }

  static Object datetime(Object value) {
    Instant instant =
        Reading.instant(value)
            .orElseThrow(() -> Converter.Inconvertible.of(value, "is not a date with a time"));
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }
}
