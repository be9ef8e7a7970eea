package org.bactrian.sandbox.marketo.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Marketo's field types, and how a JSON value becomes a stored one. */
public enum DataType {
  STRING,
  TEXT,
  EMAIL,
  PHONE,
  URL,
  REFERENCE,
  LINK,
  INTEGER,
  SCORE,
  PERCENT,
  FLOAT,
  CURRENCY,
  BOOLEAN,
  DATE,
  DATETIME;

  /** Marketo's code for a value that is not of its field's type. */
  public static final String WRONG_TYPE = "1001";

  private static final int MOST_TEXT_BYTES = 30_000;

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT);

  /** The type of this name as the API spells it, or a refusal. */
  public static DataType named(String name) throws Refusal {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new Refusal("1003", "Invalid value '" + name + "' for dataType");
    }
  }

  /** The name the API gives this type. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How a stored value is held: text, whole number (also a datetime's seconds), fraction, flag. */
  public Class<?> held() {
    return switch (this) {
      case INTEGER, SCORE, PERCENT, DATETIME -> Long.class;
      case FLOAT, CURRENCY -> Double.class;
      case BOOLEAN -> Boolean.class;
      default -> String.class;
    };
  }

  /** The length that Describe tells of a new field of this type; 0 where it tells none. */
  public int length() {
    return switch (this) {
      case STRING, EMAIL, PHONE, URL, REFERENCE -> 255;
      default -> 0;
    };
  }

  /** The stored form of a JSON value; null and "" are null. */
  public Object read(JsonNode json, Field field) throws Refusal {
    if (json == null || json.isNull()) {
      return null;
    }
    if (json.isContainerNode()) {
      throw wrong(json.toString(), field);
    }
    String text = json.asText();
    return text.isEmpty() ? null : parse(text, field);
  }

  /** The stored form of a value written as text. */
  public Object parse(String text, Field field) throws Refusal {
    try {
      return switch (this) {
        case INTEGER, SCORE, PERCENT -> Long.valueOf(text.strip());
        case FLOAT, CURRENCY -> finite(Double.valueOf(text.strip()), text, field);
        case BOOLEAN -> flag(text, field);
        case DATE -> LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text).toString();
        case DATETIME -> instant(text);
        case EMAIL -> email(text, field);
        default -> fitting(text, field);
      };
    } catch (NumberFormatException | DateTimeException e) {
      throw wrong(text, field);
    }
  }

  /** Whether its values are any text. */
  public boolean isFreeText() {
    return switch (this) {
      case STRING, TEXT, PHONE, URL -> true;
      default -> false;
    };
  }

  /** As much of a text as a field takes. */
  public static String fitted(String text, Field field) {
    int limit = limit(field);
    int end = 0;
    int size = 0;
    while (limit > 0 && end < text.length()) {
      int character = text.codePointAt(end);
      int units = Character.charCount(character);
      size +=
          field.type() == TEXT
              ? Character.toString(character).getBytes(StandardCharsets.UTF_8).length
              : units;
      if (size > limit) {
        return text.substring(0, end);
      }
      end += units;
    }
    return text;
  }

  private static int limit(Field field) {
    return field.type() == TEXT && field.length() == 0 ? MOST_TEXT_BYTES : field.length();
  }

  /** A stored value as the API prints it: text, number or boolean. */
  public Object print(Object stored) {
    return this == DATETIME && stored != null ? printInstant((Long) stored) : stored;
  }

  /** Seconds since 1970 of a datetime in any of the forms Marketo reads. */
  public static Long instant(String text) {
    String plain = text.strip().replace(' ', 'T').replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
    if (plain.length() == 10) {
      return LocalDate.parse(plain).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
    boolean zoned = plain.endsWith("Z") || plain.matches(".*T.*[+-]\\d\\d:\\d\\d");
    return zoned
        ? OffsetDateTime.parse(plain).toEpochSecond()
        : LocalDateTime.parse(plain).toEpochSecond(ZoneOffset.UTC);
  }

  /** A datetime as leads show it, {@code 2016-05-17T22:11:45Z}. */
  public static String printInstant(long seconds) {
    return SECONDS.format(Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC));
  }

  private static Double finite(Double number, String text, Field field) throws Refusal {
    if (!Double.isFinite(number)) {
      throw field.type().wrong(text, field);
    }
    return number;
  }

  private static Boolean flag(String text, Field field) throws Refusal {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes" -> Boolean.TRUE;
      case "false", "0", "no" -> Boolean.FALSE;
      default -> throw BOOLEAN.wrong(text, field);
    };
  }

  private static String email(String text, Field field) throws Refusal {
    int at = text.indexOf('@');
    boolean ascii = text.chars().allMatch(c -> c > 32 && c < 127);
    if (!ascii || at < 1 || at != text.lastIndexOf('@') || text.indexOf('.', at) < at + 2) {
      throw EMAIL.wrong(text, field);
    }
    return fitting(text, field);
  }

  private static String fitting(String text, Field field) throws Refusal {
    boolean bytes = field.type() == TEXT;
    int limit = limit(field);
    int size =
        bytes && text.length() * 3L > limit
            ? text.getBytes(StandardCharsets.UTF_8).length
            : text.length();
    if (limit > 0 && size > limit) {
      throw new Refusal(
          "1003",
          "Value for field '" + field.name() + "' is too long: " + size + ", maximum " + limit);
    }
    return text;
  }

  private Refusal wrong(String text, Field field) {
    String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return new Refusal(
        WRONG_TYPE,
        "Invalid value '"
            + shown
            + "' for field '"
            + field.name()
            + "'. Required of type '"
            + apiName()
            + "'");
  }
}
