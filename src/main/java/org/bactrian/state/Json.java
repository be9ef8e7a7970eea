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

  private Json() {}

  /**
   * A record as JSON; zero and halves of characters, which PostgreSQL does not take, are escaped.
   */
  public static String text(Map<String, Object> record) {
    try {
      String text = WRITER.writeValueAsString(record);
      return unkeepable(text, 0) < 0
          ? text
          : HALF.matcher(text)
              .replaceAll(half -> "\\\\u%04x".formatted((int) half.group().charAt(0)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A text as every column takes it: what PostgreSQL refuses, zero and halves of characters,
   * becomes U+FFFD. {@link Database} does so with whatever is bound.
   */
  static String keepable(String text) {
    int at = text == null ? -1 : unkeepable(text, 0);
    if (at < 0) return text;
    StringBuilder kept = new StringBuilder(text);
    for (; at >= 0; at = unkeepable(text, at + 1)) kept.setCharAt(at, '\uFFFD');
    return kept.toString();
  }

  /** Where the next such character is, from a place on; -1 if there is none. */
  private static int unkeepable(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) return i;
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

  /** The record of such a text. */
  public static Map<String, Object> record(String text) {
    try {
      return READER.readValue(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
