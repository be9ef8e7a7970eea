package org.bactrian.sandbox.salesforce.schema;

import java.util.List;
import java.util.Map;

/**
 * What a field has to choose from.
 *
 * @param values in order
 * @param preset the value of a new record, or null
 * @param controller the field whose value decides which of them are offered, or null
 * @param validFor the controller's values for which each of the values is offered
 */
public record Picklist(
    List<String> values, String preset, String controller, Map<String, List<String>> validFor) {

  /** No values to choose from. */
  static final Picklist NONE = of(List.of(), null);

  /** The list with closed values. */
  public Picklist {
    values = List.copyOf(values);
    validFor = Map.copyOf(validFor);
  }

  /** Values that are always offered. */
  public static Picklist of(List<String> values, String preset) {
    return new Picklist(values, preset, null, Map.of());
  }

  /**
   * A bit for each of the controller's values, the first one highest, where a value is offered.
   *
   * @param controlling the controller's values in order
   */
  public byte[] validFor(String value, List<String> controlling) {
    byte[] bits = new byte[(controlling.size() + 7) / 8];
    List<String> with = validFor.getOrDefault(value, List.of());
    for (int i = 0; i < controlling.size(); i++) {
      if (with.contains(controlling.get(i))) {
        bits[i / 8] |= (byte) (0x80 >> i % 8);
      }
    }
    return bits;
  }
}
