package org.bactrian.mapping.convert;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** The converters of numbers. */
final class Numbers {

  private Numbers() {}

  static Object integer(Object value) {
    try {
      return decimal(value).longValueExact();
    } catch (ArithmeticException e) {
      throw Converter.Inconvertible.of(value, "is not a whole number");
    }
  }

  static BigDecimal decimal(Object value) {
    return Reading.number(value).orElseThrow(() -> Converter.Inconvertible.of(value, wrong(value)));
  }

  private static String wrong(Object value) {
    try {
      new BigDecimal(value.toString().strip());
      return "is beyond the numbers that both systems hold";
    } catch (NumberFormatException e) {
      return "is not a number";
    }
  }

  static Converter bands(Object options) {
    if (!(options instanceof Map<?, ?> map) || map.isEmpty()) {
      throw new IllegalArgumentException("it needs bands such as { 0: small, 50: large }");
    }
    TreeMap<BigDecimal, Object> bands = new TreeMap<>();
    try {
      map.forEach((from, word) -> bands.put(new BigDecimal(from.toString()), word));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("each band begins with a number");
    }
    return (value, record) -> {
      Map.Entry<BigDecimal, Object> band = bands.floorEntry(decimal(value));
      return band == null ? null : band.getValue();
    };
  }
}
