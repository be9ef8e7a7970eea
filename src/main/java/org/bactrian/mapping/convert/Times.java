package org.bactrian.mapping.convert;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The converters of dates and instants. A date without a time never passes a time zone. */
final class Times {

  private static final DateTimeFormatter INSTANT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Times() {}

  static Object date(Object value) {
    String text = value.toString().strip();
    try {
      return text.length() == 10
          ? fourDigits(LocalDate.parse(text)).toString()
          : utc(text).toLocalDate().toString();
    } catch (DateTimeException e) {
      throw Converter.Inconvertible.of(value, "is not a date");
    }
  }

  static Object datetime(Object value) {
    try {
      return DateTimeFormatter.ISO_INSTANT.format(
          utc(value.toString().strip()).truncatedTo(ChronoUnit.SECONDS));
    } catch (DateTimeException e) {
      throw Converter.Inconvertible.of(value, "is not a date with a time");
    }
  }

  private static OffsetDateTime utc(String text) {
    OffsetDateTime utc = OffsetDateTime.parse(text, INSTANT).withOffsetSameInstant(ZoneOffset.UTC);
    fourDigits(utc.toLocalDate());
    return utc;
  }

  private static LocalDate fourDigits(LocalDate day) {
    if (day.getYear() >= 1 && day.getYear() <= 9999) return day;
    throw new DateTimeException("the year " + day.getYear());
  }
}
