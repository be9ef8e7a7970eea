package org.bactrian.sandbox.salesforce.rest.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.schema.FieldType;

/** JSON as Salesforce reads and writes it. */
public final class Json {
  private static final long DAY = 86_400_000;
  private static final Pattern FROM =
      Pattern.compile("\\(start marker at \\[Source: .*; line: (\\d+), column: (\\d+)]\\)");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonFactory FACTORY = MAPPER.getFactory();

  private Json() {}

  /** Reads a text; refuses it as Salesforce does. */
  public static JsonNode read(byte[] text) {
    try {
      return text.length == 0 ? null : MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw Refusal.of(
          "JSON_PARSER_ERROR",
          "%s at [line:%d, column:%d]"
              .formatted(
                  FROM.matcher(e.getOriginalMessage()).replaceAll("(from [line:$1, column:$2])"),
                  at == null ? 1 : at.getLineNr(),
                  at == null ? 1 : at.getColumnNr()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a body. */
  public static byte[] bytes(Answer.Body body) {
    ByteArrayBuilder out = new ByteArrayBuilder(16_384);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The body of an answer, read again. */
  public static JsonNode tree(Answer answer) {
    return answer.body() == null ? MAPPER.nullNode() : read(bytes(answer.body()));
  }

  /** Writes a field with a text. */
  public static void text(JsonGenerator json, String name, String value) throws IOException {
    json.writeFieldName(name);
    text(json, value);
  }

  static void text(JsonGenerator json, String value) throws IOException {
    if (hasLoneSurrogate(value)) {
      json.writeRawValue(escaped(value));
    } else {
      json.writeString(value);
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(++i))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.chars().forEach(c -> out.append("\\u%04x".formatted(c)));
    return out.append('"').toString();
  }

  /** Writes a stored value as its type is shown. */
  public static void value(JsonGenerator json, FieldType type, Object value) throws IOException {
    if (value instanceof String text) {
      text(json, text);
    } else if (value instanceof Long millis) {
      instant(json, millis);
    } else if (value instanceof Integer number) {
      if (type == FieldType.DATE) {
        json.writeString(LocalDate.ofEpochDay(number).toString());
      } else {
        json.writeNumber(number);
      }
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else {
      json.writeNull();
    }
  }

  static void instant(JsonGenerator json, long millis) throws IOException {
    char[] text = instant(millis);
    json.writeString(text, 0, text.length);
  }

  /** An instant as Salesforce writes it: {@code 2026-01-31T12:00:00.000+0000}. */
  public static char[] instant(long millis) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(millis, DAY));
    int rest = (int) Math.floorMod(millis, DAY);
    char[] text = "0000-00-00T00:00:00.000+0000".toCharArray();
    digits(text, 0, 4, date.getYear());
    digits(text, 5, 2, date.getMonthValue());
    digits(text, 8, 2, date.getDayOfMonth());
    digits(text, 11, 2, rest / 3_600_000);
    digits(text, 14, 2, rest / 60_000 % 60);
    digits(text, 17, 2, rest / 1000 % 60);
    digits(text, 20, 3, rest % 1000);
    return text;
  }

  private static void digits(char[] text, int at, int count, int value) {
    int rest = value;
    for (int i = at + count - 1; i >= at; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
