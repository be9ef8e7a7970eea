package org.bactrian.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;

/** Records as the text that their columns hold. */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final ObjectReader READER = MAPPER.readerForMapOf(Object.class);
  private static final ObjectWriter WRITER = MAPPER.writer();
  private static final Pattern HALF = Pattern.compile("\\p{Cs}");
  private static final Pattern UNKEEPABLE = Pattern.compile("[\\x00\\p{Cs}]");

  private Json() {}

  static String text(Map<String, Object> record) {
    try {
      return WRITER.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a record that may hold halves of characters, which PostgreSQL takes only escaped. */
  public static String escaped(Map<String, Object> record) {
    return HALF.matcher(text(record))
        .replaceAll(half -> "\\\\u%04x".formatted((int) half.group().charAt(0)));
  }

  /** A message without what PostgreSQL refuses: zero and halves of characters. */
  public static String keepable(String message) {
    return UNKEEPABLE.matcher(message).replaceAll("\uFFFD");
  }

  /** The record of such a text. */
  public static Map<String, Object> record(String text) {
    try {
      return READER.readValue(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
