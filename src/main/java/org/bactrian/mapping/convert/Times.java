package org.bactrian.mapping.convert;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/** The converters of dates and instants. A date without a time never passes a time zone. */
final class Times {

  private static final DateTimeFormatter INSTANT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter();

  private Times() {}

  static Object date(Object value) {
    String text = value.toString().strip();
    try {
      return text.length() == 10
          ? LocalDate.parse(text).toString()
          : utc(text).toLocalDate().toString();
    } catch (DateTimeException e) {
      throw new Converter.Inconvertible("'" + value + "' is not a date");
    }
  }

  static Object datetime(Object value) {
    try {
      return DateTimeFormatter.ISO_INSTANT.format(
          utc(value.toString().strip()).truncatedTo(ChronoUnit.SECONDS));
    } catch (DateTimeException e) {
      throw new Converter.Inconvertible("'" + value + "' is not a date with a time");
    }
  }

  private static OffsetDateTime utc(String text) {
    return OffsetDateTime.parse(text, INSTANT).withOffsetSameInstant(ZoneOffset.UTC);
  }
}
