package org.bactrian.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.mapping.convert.Converter;

/**
 * What becomes of one field.
 *
 * @param salesforce its Salesforce name, with dots through relationships; null for a constant
 * @param marketo its REST name in Marketo
 * @param converter all converters of the rule, one after the other
 * @param converters how the mapping's file writes them, e.g. {@code e164 country: TW}
 * @param invertible whether a value can be carried back as it is
 * @param blank what a blank on the side it comes from does to the value on the other
 * @param otherwise the value in place of a blank, or null
 * @param required whether a blank is refused
 * @param cut whether a text that is too long is cut
 * @param firstMatch for a boolean, what decides where two records differ that match for the first
 *     time; if absent, a {@code false} that Marketo never recorded as set is no value
 * @param line where it stands in its file
 */
public record FieldRule(
    String salesforce,
    String marketo,
    Direction direction,
    Converter converter,
    List<String> converters,
    boolean invertible,
    Blank blank,
    Object otherwise,
    boolean required,
    boolean cut,
    Optional<Conflict> conflict,
    Optional<Conflict> firstMatch,
    int line) {

  /** Which side owns a field. */
  public enum Direction {
    BOTH_WAYS,
    TO_MARKETO,
    TO_SALESFORCE
  }

  /** The name of its field on the side from which a value comes that goes in a direction. */
  public String source(Direction going) {
    return going == Direction.TO_SALESFORCE ? marketo : salesforce;
  }

  /** What makes one side's value of the other's: rules of the same form bring the same. */
  public String form() {
    return direction + " " + converters + " " + otherwise + (cut ? " cut" : "");
  }

  /** The field's value in a Salesforce record: null where it, or a record on the way, is blank. */
  public Object read(Map<String, Object> record) {
    if (salesforce == null) return null;
    Object value = record;
    int from = 0;
    while (value instanceof Map<?, ?> map) {
      int dot = salesforce.indexOf('.', from);
      value = map.get(dot < 0 ? salesforce.substring(from) : salesforce.substring(from, dot));
      if (dot < 0) return "".equals(value) ? null : value;
      from = dot + 1;
    }
    return null;
  }
}
