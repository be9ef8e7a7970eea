package org.bactrian.mapping.schema;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.bactrian.mapping.convert.Characters;
import org.bactrian.mapping.convert.Converter;
import org.bactrian.mapping.convert.Converters;

/** What Marketo's types take, and how a value is made to fit or refused. */
public final class Kinds {

  private static final int STRING = 255;
  private static final int TEXT = 30_000;
  private static final Pattern EMAIL =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
              + "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+");
  static final Converter DATE = plain("date");
  static final Converter DATETIME = plain("datetime");
  static final Converter INTEGER = plain("integer");
  private static final Converter DECIMAL = plain("decimal");
  static final Converter BOOLEAN = plain("boolean");

  private Kinds() {}

  /** Why a value does not fit. */
  public static final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;

    Misfit(String code, String message) {
      super(message, null, false, false);
      this.code = code;
    }

    /**
     * {@code too-long}, {@code invalid-email}, {@code wrong-type} or {@code invalid-unicode}; of
     * Salesforce's fields also {@code not-in-picklist} or {@code missing-required}.
     */
    public String code() {
      return code;
    }
  }

  /**
   * A value as a Marketo field takes it.
   *
   * @param cut whether a text that is too long is cut instead of refused
   * @throws Misfit if it does not fit
   */
  public static Object fit(Object value, MarketoSchema.Field field, boolean cut) {
    try {
      return switch (field.type()) {
        case "integer", "score", "percent" -> range(INTEGER.convert(value, Map.of()));
        case "float", "currency" -> plainNumber(value);
        case "boolean" -> BOOLEAN.convert(value, Map.of());
        case "date" -> DATE.convert(value, Map.of());
        case "datetime" -> DATETIME.convert(value, Map.of());
        case "email" -> email(text(value, field, cut), "Marketo");
        default -> text(value, field, cut);
      };
    } catch (Converter.Inconvertible e) {
      throw new Misfit("wrong-type", e.getMessage() + ", and Marketo wants " + field.type());
    }
  }

  private static Object range(Object number) {
    long value = (Long) number;
    if (value != (int) value) {
      throw new Misfit("wrong-type", value + " is more than Marketo's integers hold");
    }
    return value;
  }

  static Object plainNumber(Object value) {
    Object number = DECIMAL.convert(value, Map.of());
    return value instanceof Number ? value : number;
  }

  static String email(String text, String system) {
    String address = text.strip();
    if (EMAIL.matcher(address).matches()) return address;
    throw new Misfit(
        "invalid-email",
        Converter.quoted(address)
            + " is not an e-mail address that "
            + system
            + " takes (ASCII, one @, a domain)");
  }

  private static String text(Object value, MarketoSchema.Field field, boolean cut) {
    String text = clean(written(value));
    boolean bytes = field.type().equals("text");
    int limit = field.length() > 0 ? field.length() : bytes ? TEXT : STRING;
    int length = bytes ? text.getBytes(StandardCharsets.UTF_8).length : text.length();
    if (length <= limit) return text;
    if (cut) return shortened(text, limit, bytes);
    throw tooLong(length, bytes ? "bytes" : "characters", "Marketo", limit);
  }

  static Misfit tooLong(int length, String unit, String system, int limit) {
    return new Misfit(
        "too-long", "it is %,d %s long, and %s holds %,d".formatted(length, unit, system, limit));
  }

  /** The text without control characters, unless half of a character is in it. */
  static String clean(String text) {
    int lone = loneSurrogate(text);
    if (lone < 0) return Characters.cleaned(text);
    throw new Misfit(
        "invalid-unicode",
        "character %d is half of a character (a lone surrogate)".formatted(lone + 1));
  }

  static String written(Object value) {
    if (value instanceof Map<?, ?> || value instanceof Collection<?>) {
      throw new Misfit("wrong-type", "it is made of several values; map each of its parts");
    }
    if (value instanceof BigDecimal d) return d.toPlainString();
    if (!(value instanceof Double || value instanceof Float)) return value.toString();
    // 12345678.0 is 12345678 to people, and not 1.2345678E7.
    return ((BigDecimal) DECIMAL.convert(value, Map.of())).stripTrailingZeros().toPlainString();
  }

  static String shortened(String text, int limit, boolean bytes) {
    int end = 0;
    int length = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      length += bytes ? utf8(character) : Character.charCount(character);
      if (length > limit) break;
      end += Character.charCount(character);
    }
    return text.substring(0, end);
  }

  private static int utf8(int character) {
    return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  }

  private static int loneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) continue;
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (!pair) return i;
      i++;
    }
    return -1;
  }

  private static Converter plain(String name) {
    return Converters.named(name).orElseThrow().with(null);
  }
}
