package org.bactrian.sandbox.salesforce.org;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.schema.RecordId;

/** Turns JSON values into stored ones, and says what Salesforce says of those it won't have. */
public final class Values {
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@,;:()<>\\[\\]\"\\\\]+@[^\\s@,;:()<>\\[\\]\"\\\\]+\\.[^\\s@.]+");
  private static final DateTimeFormatter INSTANT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX]")
          .toFormatter(Locale.ROOT);

  /** Describe tells of eight digits. */
  private static final int LARGEST_INT = 99_999_999;

  private Values() {}

  /** The stored form of a JSON value, which passes no check but that of its type. */
  public static Object read(Field field, JsonNode json) {
    if (json.isNull()) {
      return null;
    }
    return switch (field.type()) {
      case BOOLEAN -> bool(field, json);
      case INT -> whole(field, number(field, json));
      case DOUBLE, CURRENCY, PERCENT -> rounded(field, number(field, json));
      case DATE -> date(field, json);
      case DATETIME -> instant(field, json);
      case TIME -> time(field, json);
      case ADDRESS, LOCATION -> throw unfit(field, json);
      default -> text(field, json);
    };
  }

  /** What a stored value becomes when its field changes; null if nothing of it fits. */
  static Object fitted(Field old, Field fresh, Object value) {
    if (value == null) {
      return null;
    }
    if (old.type().isText() && fresh.type().isText()) {
      String text = (String) value;
      int length = fresh.length();
      return length > 0 && text.length() > length ? text.substring(0, length) : text;
    }
    if (old.type() == fresh.type()) {
      return value;
    }
    try {
      return read(fresh, TextNode.valueOf(printed(old, value)));
    } catch (Refusal refusal) {
      return null;
    }
  }

  private static String printed(Field field, Object value) {
    return switch (field.type()) {
      case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
      case DATETIME -> Instant.ofEpochMilli((Long) value).toString();
      case DOUBLE, CURRENCY, PERCENT ->
          BigDecimal.valueOf((Double) value).stripTrailingZeros().toPlainString();
      default -> value.toString();
    };
  }

  /** Refuses a value that Salesforce would refuse. */
  static void check(Field field, Object value) {
    if (!(value instanceof String text)) {
      checkNumber(field, value);
      return;
    }
    switch (field.type()) {
      case REFERENCE, ID -> {
        if (!RecordId.wellFormed(text)) {
          throw Refusal.of(
              "MALFORMED_ID",
              "%s: id value of incorrect type: %s".formatted(field.label(), text),
              field.name());
        }
      }
      case EMAIL -> {
        if (!EMAIL.matcher(text).matches()) {
          throw Refusal.of(
              "INVALID_EMAIL_ADDRESS",
              "%s: invalid email address: %s".formatted(field.label(), text),
              field.name());
        }
      }
      default -> {}
    }
    checkChoice(field, text);
    if (field.length() > 0 && text.length() > field.length()) {
      throw Refusal.of(
          "STRING_TOO_LONG",
          "%s: data value too large: %s (max length=%d)"
              .formatted(field.label(), text, field.length()),
          field.name());
    }
  }

  private static void checkChoice(Field field, String text) {
    boolean several = field.type() == FieldType.MULTIPICKLIST;
    for (String choice : several ? text.split(";") : new String[] {text}) {
      if (field.restricted() && !field.values().contains(choice)) {
        throw Refusal.of(
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            "%s: bad value for restricted picklist field: %s".formatted(field.label(), choice),
            field.name());
      }
    }
  }

  private static void checkNumber(Field field, Object value) {
    boolean large =
        value instanceof Double number
            ? field.precision() > 0
                && Math.abs(number) >= Math.pow(10, field.precision() - field.scale())
            : value instanceof Integer whole
                && field.type() == FieldType.INT
                && Math.abs((long) whole) > LARGEST_INT;
    if (large) {
      throw outside(field, ((Number) value).doubleValue());
    }
  }

  private static Refusal outside(Field field, double number) {
    return Refusal.of(
        "NUMBER_OUTSIDE_VALID_RANGE",
        "%s: value outside of valid range on numeric field: %s"
            .formatted(
                field.label(), BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()),
        field.name());
  }

  private static String text(Field field, JsonNode json) {
    if (!json.isTextual()) {
      throw unfit(field, json);
    }
    String text = json.textValue().strip();
    if (field.type().isId() && text.length() == 15 && RecordId.wellFormed(text)) {
      return RecordId.long18(text);
    }
    return text.isEmpty() ? null : text;
  }

  private static Boolean bool(Field field, JsonNode json) {
    if (json.isIntegralNumber()) {
      return json.longValue() != 0;
    }
    return switch (json.asText()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw unfit(field, json);
    };
  }

  private static double number(Field field, JsonNode json) {
    try {
      return json.isNumber() ? json.doubleValue() : Double.parseDouble(json.textValue());
    } catch (NumberFormatException | NullPointerException e) {
      throw unfit(field, json);
    }
  }

  private static Integer whole(Field field, double number) {
    if (Math.abs(number) > Integer.MAX_VALUE) {
      throw outside(field, number);
    }
    return (int) Math.round(number);
  }

  private static Double rounded(Field field, double number) {
    return Double.isFinite(number)
        ? BigDecimal.valueOf(number).setScale(field.scale(), RoundingMode.HALF_UP).doubleValue()
        : number;
  }

  private static Integer date(Field field, JsonNode json) {
    String text = json.asText();
    try {
      return (int) LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text).toEpochDay();
    } catch (DateTimeException e) {
      throw unfit(field, json);
    }
  }

  /** A time of day as Salesforce writes it: {@code 10:30:00.000Z}. */
  private static String time(Field field, JsonNode json) {
    try {
      LocalTime time = LocalTime.parse(json.asText().replaceFirst("Z$", ""));
      return time.format(DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'", Locale.ROOT));
    } catch (DateTimeException e) {
      throw unfit(field, json);
    }
  }

  private static Long instant(Field field, JsonNode json) {
    try {
      return millis(json.asText());
    } catch (DateTimeException e) {
      throw unfit(field, json);
    }
  }

  /** The instant of an ISO text; without an offset it is UTC, without a time it is midnight. */
  public static long millis(String text) {
    if (text.length() == 10) {
      return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }
    var parsed = INSTANT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return parsed instanceof OffsetDateTime at
        ? at.toInstant().toEpochMilli()
        : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static Refusal unfit(Field field, JsonNode json) {
    String token =
        switch (json.getNodeType()) {
          case NUMBER -> json.isIntegralNumber() ? "VALUE_NUMBER_INT" : "VALUE_NUMBER_FLOAT";
          case BOOLEAN -> json.booleanValue() ? "VALUE_TRUE" : "VALUE_FALSE";
          case OBJECT -> "START_OBJECT";
          case ARRAY -> "START_ARRAY";
          default -> "VALUE_STRING";
        };
    String type = field.type().soapType().substring(4).toLowerCase(Locale.ROOT);
    return Refusal.of(
        "JSON_PARSER_ERROR",
        "Cannot deserialize instance of %s from %s value %s or request may be missing a required field at [line:1, column:1]"
            .formatted(type, token, json.isValueNode() ? json.asText() : ""));
  }
}
