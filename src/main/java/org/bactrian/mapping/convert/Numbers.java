package org.bactrian.mapping.convert;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** The converters of numbers. */
final class Numbers {

  // The smallest double has this many decimals; written out, 1e-999999999 would fill the memory.
  private static final int SCALE = 1_100;

  private Numbers() {}

  static Object integer(Object value) {
    try {
      return decimal(value).longValueExact();
    } catch (ArithmeticException e) {
      throw Converter.Inconvertible.of(value, "is not a whole number");
    }
  }

  static BigDecimal decimal(Object value) {
    try {
      BigDecimal number = new BigDecimal(value.toString().strip());
      if (Double.isFinite(number.doubleValue()) && number.scale() <= SCALE) return number;
      throw Converter.Inconvertible.of(value, "is beyond the numbers that both systems hold");
    } catch (NumberFormatException e) {
      throw Converter.Inconvertible.of(value, "is not a number");
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
