package org.bactrian.sync;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bactrian.mapping.CompactRecord;
import org.bactrian.sync.merge.Sameness;

/** What differs between two states of a record; an absent value and a blank one are the same. */
final class Difference {

  private Difference() {}

  /** The values that differ from the base, in their order. */
  static Map<String, Object> between(
      Map<String, Object> base, Map<String, Object> values, Target target) {
    Map<String, Object> changed = new LinkedHashMap<>();
    values.forEach(
        (field, value) -> {
          if (!target.sameness(field).same(base.get(field), value)) changed.put(field, value);
        });
    return changed;
  }

  /** The base with these values over it. */
  static Map<String, Object> applied(Map<String, Object> base, Map<String, Object> values) {
    Map<String, Object> agreed = new LinkedHashMap<>(base);
    values.forEach(
        (field, value) -> {
          if (Sameness.isBlank(value)) agreed.remove(field);
          else agreed.put(field, value);
        });
    return CompactRecord.of(agreed);
  }

  /** The values without their blanks: a first write never clears. */
  static Map<String, Object> filled(Map<String, Object> values) {
    return CompactRecord.without(values, Sameness::isBlank);
  }
}
