package org.bactrian.people;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.marketo.people.Activity;
import org.bactrian.sync.merge.Overwritten.Step;

/** What the log told of one person. */
final class Heard {

  private static final String NEW = "New Value";
  private static final String OLD = "Old Value";
  private static final String SOURCE = "Source";

  private static final String REASON = "Reason";

  /** The source of what any program wrote; the reason, where no source is told. */
  private static final String API = "Web service API";

  private final String id;
  private final Map<String, Instant> fields = new HashMap<>();
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, List<Step>> steps = new HashMap<>();
  private Instant at = Instant.EPOCH;
  private boolean unclear;

  Heard(String id) {
    this.id = id;
  }

  /** The same of the person whose this one is part of now; their values are to be looked at. */
  Heard as(String survivor) {
    if (survivor.equals(id)) return this;
    Heard same = new Heard(survivor);
    same.at = at;
    same.unclear = true;
    same.fields.putAll(fields);
    same.values.putAll(values);
    same.steps.putAll(steps);
    return same;
  }

  /** This and what was told of another who is the same person now. */
  Heard and(Heard other) {
    Heard both = new Heard(id);
    both.at = at.isAfter(other.at) ? at : other.at;
    both.unclear = unclear || other.unclear;
    for (Heard each : List.of(this, other)) {
      each.steps.forEach(
          (field, some) -> both.steps.computeIfAbsent(field, f -> new ArrayList<>()).addAll(some));
      each.fields.forEach(
          (field, when) -> {
            Instant before = both.fields.get(field);
            if (before != null && before.isAfter(when)) return;
            both.fields.put(field, when);
            both.values.put(field, each.values.get(field));
          });
    }
    both.steps.values().forEach(all -> all.sort(Comparator.comparing(Step::at)));
    return both;
  }

  /** Whether something was told of which it is not clear what it changed. */
  boolean isUnclear() {
    return unclear;
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

  /** What was told of each field, by REST name, in the order of the log. */
  Map<String, List<Step>> steps() {
    return steps;
  }

  /**
   * Takes an activity.
   *
   * @param ofValue whether it tells of a value's change, whichever it be
   */
  void of(Activity row, Map<String, MarketoSchema.Field> described, boolean ofValue) {
    if (row.at().isAfter(at)) at = row.at();
    for (Activity.FieldChange change : row.changes()) {
      changed(named(change.name(), described), change.after(), change.before(), row);
    }
    boolean isValue = row.attributes().containsKey(NEW) || row.attributes().containsKey(OLD);
    if (row.changes().isEmpty() && (isValue || ofValue)) {
      changed(named(row.primary(), described), row.attribute(NEW), row.attribute(OLD), row);
    }
  }

  /** A change of which neither value is told may be any. */
  private void changed(String field, String value, String before, Activity row) {
    if (field == null || value == null && before == null) unclear = true;
    if (field == null) return;
    // What is told later was done later.
    fields.put(field, row.at());
    values.put(field, value);
    String source = row.attribute(SOURCE);
    boolean byApi = API.equalsIgnoreCase(source == null ? row.attribute(REASON) : source);
    steps
        .computeIfAbsent(field, f -> new ArrayList<>())
        .add(new Step(before, value, row.at(), byApi));
  }

  /**
   * The field that a change is of, which is told by its REST name or its label; null if neither.
   */
  private static String named(String name, Map<String, MarketoSchema.Field> described) {
    if (name == null || described.containsKey(name)) return name;
    return described.values().stream()
        .filter(field -> field.label().equals(name))
        .map(MarketoSchema.Field::name)
        .findFirst()
        .orElse(null);
  }
}
