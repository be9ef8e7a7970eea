package org.bactrian.mapping.convert;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The converters of words. */
final class Texts {

  private Texts() {}

  static Object bool(Object value) {
    return Reading.flag(value)
        .orElseThrow(() -> Converter.Inconvertible.of(value, "is neither true nor false"));
  }

  static Object multiPicklist(Object value) {
    String joined =
        Arrays.stream(value.toString().split(";"))
            .map(String::strip)
            .filter(v -> !v.isEmpty())
            .collect(Collectors.joining(";"));
    return joined.isEmpty() ? null : joined;
  }

  static Converter truncate(Object options) {
    if (!(options instanceof Number limit) || limit.intValue() < 1) {
      throw new IllegalArgumentException("it needs a number of characters, such as truncate: 40");
    }
    return (value, record) -> cut(value.toString(), limit.intValue());
  }

  /** The first characters, none of them half of a surrogate pair. */
  static String cut(String text, int limit) {
    if (text.length() <= limit) return text;
    int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return text.substring(0, end);
  }

  static Converter picklist(Object options) {
    if (!(options instanceof Map<?, ?> given) || !(given.get("map") instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("it needs { map: { value: word } }");
    }
    Map<String, Object> words = new LinkedHashMap<>();
    map.forEach((from, to) -> words.put(String.valueOf(from), to));
    boolean reject = Boolean.TRUE.equals(given.get("reject"));
    return (value, record) -> {
      Object word = words.get(value.toString());
      if (word == null && !words.containsKey(value.toString())) {
        if (reject) {
          throw Converter.Inconvertible.of(value, "is none of " + words.keySet());
        }
        return value;
      }
      return word;
    };
  }
}
