package org.bactrian.people;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.marketo.people.Activity;

/** What the log told of one person. */
final class Heard {

  private final String id;
  private final Map<String, Instant> fields = new HashMap<>();
  private final Map<String, String> values = new HashMap<>();
  private Instant at = Instant.EPOCH;

  Heard(String id) {
    this.id = id;
  }

  /** The same of the person whose this one is part of now; their values are to be looked at. */
  Heard as(String survivor) {
    Heard same = new Heard(survivor);
    same.at = at;
    fields.forEach((field, when) -> same.fields.put(field, when));
    values.forEach((field, value) -> same.values.put(field, value));
    return same;
  }

  String id() {
    return id;
  }

  /** When something was last told of them. */
  Instant at() {
    return at;
  }

  /** When each field was last changed, by REST name. */
  Map<String, Instant> fields() {
    return fields;
  }

  /** What each field was last changed to, by REST name, as text; null where it was cleared. */
  Map<String, String> values() {
    return values;
  }

  void of(Activity row, Map<String, MarketoSchema.Field> described) {
    if (row.at().isAfter(at)) at = row.at();
    for (Activity.FieldChange change : row.changes()) changed(change.name(), change.after(), row);
    String field = row.changes().isEmpty() ? named(row.primary(), described) : null;
    if (field != null) changed(field, row.attribute("New Value"), row);
  }

  private void changed(String field, String value, Activity row) {
    // What is told later was done later.
    fields.put(field, row.at());
    values.put(field, value);
  }

  /** The field that a changed value's activity is about, which names it in one way or the other. */
  private static String named(String name, Map<String, MarketoSchema.Field> described) {
    if (name == null || described.containsKey(name)) return name;
    return described.values().stream()
        .filter(field -> field.label().equals(name))
        .map(MarketoSchema.Field::name)
        .findFirst()
        .orElse(null);
  }
}
