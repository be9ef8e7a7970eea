package org.bactrian.sandbox.marketo.instance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Schema;

/**
 * What Describe says of an object that is not a lead: its names, its keys and what its records can
 * be found by; {@code links} lead from a field to the object and field that it names.
 */
public record ObjectType(
    String name,
    String displayName,
    String pluralName,
    String description,
    Schema schema,
    List<List<String>> searchable,
    Map<String, List<String>> links) {

  /** The field that Marketo numbers. */
  public String idField() {
    return schema.field(0).name();
  }

  /** The fields by which the caller knows a record. */
  public List<String> dedupeFields() {
    return schema.fields().stream()
        .filter(field -> field.flags().contains("key"))
        .map(Field::name)
        .toList();
  }

  /** What a read returns when no fields are named. */
  public List<String> defaultFields() {
    List<String> names = new ArrayList<>(List.of(idField(), "createdAt", "updatedAt"));
    names.addAll(dedupeFields());
    return names;
  }
}
