package org.bactrian.sandbox.salesforce.soql.term;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.bactrian.sandbox.salesforce.schema.FieldType;

/** Values as FORMAT shows them to a user whose locale is en_US and whose time zone is UTC. */
final class Display {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("M/d/uuuu", Locale.US);
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("M/d/uuuu, h:mm a", Locale.US).withZone(ZoneOffset.UTC);

  private Display() {}

  /**
   * A value as a text.
   *
   * @param scale how many digits a number has after its point
   */
  static Object of(FieldType type, int scale, Object value) {
    return switch (type) {
      case DATE -> DATE.format(LocalDate.ofEpochDay((Integer) value));
      case DATETIME -> INSTANT.format(Instant.ofEpochMilli((Long) value));
      case CURRENCY -> number(NumberFormat.getCurrencyInstance(Locale.US), scale, value);
      case PERCENT -> number(NumberFormat.getNumberInstance(Locale.US), scale, value) + "%";
      case INT, DOUBLE -> number(NumberFormat.getNumberInstance(Locale.US), scale, value);
      default -> value;
    };
  }

  private static String number(NumberFormat format, int scale, Object value) {
    format.setMinimumFractionDigits(scale);
    format.setMaximumFractionDigits(scale);
    return format.format(value);
  }
}
