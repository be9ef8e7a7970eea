package org.bactrian.mapping.convert;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * What a written boolean, number, date or instant means, however either system writes it in its
 * records, logs, extracts and describes: the one place that reads them. Empty where it is none.
 */
public final class Reading {

  // The smallest double has this many decimals; written out, 1e-999999999 would fill the memory.
  private static final int MOST_DECIMALS = 1_100;
  private static final int A_DATE = 10;

  /** {@code 2026-01-31T12:00:00} and {@code Z}, {@code +0000}, {@code +00:00} or {@code +00}. */
  private static final DateTimeFormatter INSTANT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Reading() {}

  /** Of {@code true}, {@code yes} and {@code 1}, {@code false}, {@code no} and {@code 0}. */
  public static Optional<Boolean> flag(Object value) {
    return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> Optional.of(true);
      case "false", "no", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** Of a number that both systems could hold, as any double is. */
  public static Optional<BigDecimal> number(Object value) {
    try {
      BigDecimal number = new BigDecimal(value.toString().strip());
      boolean held = Double.isFinite(number.doubleValue()) && number.scale() <= MOST_DECIMALS;
      return held ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Of a date, or of an instant its day in UTC; a date without a time passes no time zone. */
  public static Optional<LocalDate> day(Object value) {
    String text = value.toString().strip();
    if (text.length() != A_DATE) {
      return instant(text).map(instant -> LocalDate.ofInstant(instant, ZoneOffset.UTC));
    }
    try {
      return Optional.of(LocalDate.parse(text)).filter(Reading::hasFourDigits);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Of a date with a time and its zone: {@code Z}, {@code +0000}, {@code +00:00} or, as Marketo's
   * log writes it, {@code Z+0000}.
   */
  public static Optional<Instant> instant(Object value) {
    String text = value.toString().strip().replaceFirst("Z\\+0000$", "Z");
    try {
      OffsetDateTime utc =
          OffsetDateTime.parse(text, INSTANT).withOffsetSameInstant(ZoneOffset.UTC);
      return hasFourDigits(utc.toLocalDate()) ? Optional.of(utc.toInstant()) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean hasFourDigits(LocalDate day) {
    return day.getYear() >= 1 && day.getYear() <= 9999;
  }
}
