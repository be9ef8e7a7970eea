package org.bactrian.mapping.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a Salesforce object.
 *
 * @param updateable whether the user may change its records
 * @param fields by API name
 */
public record SalesforceSchema(String object, boolean updateable, Map<String, Field> fields) {

  /**
   * One field.
   *
   * @param type as Salesforce names it: string, picklist, email, double, reference ...
   * @param relationship the name by which fields of the record that it refers to are read, or null
   */
  public record Field(
      String name,
      String label,
      String type,
      int length,
      boolean updateable,
      String relationship) {}

  /** Reads {@code /sobjects/X/describe}. */
  @SuppressWarnings("unchecked")
  public static SalesforceSchema of(Map<String, Object> describe) {
    if (!(describe.get("fields") instanceof List<?> described)) {
      throw new IllegalArgumentException("Salesforce's describe has no fields");
    }
    Map<String, Field> fields = new HashMap<>();
    for (Map<String, Object> field : (List<Map<String, Object>>) described) {
      String name = (String) field.get("name");
      fields.put(
          name,
          new Field(
              name,
              String.valueOf(field.getOrDefault("label", name)),
              String.valueOf(field.get("type")),
              field.get("length") instanceof Number n ? n.intValue() : 0,
              Boolean.TRUE.equals(field.get("updateable")),
              (String) field.get("relationshipName")));
    }
    return new SalesforceSchema(
        String.valueOf(describe.get("name")),
        Boolean.TRUE.equals(describe.get("updateable")),
        Map.copyOf(fields));
  }

  /** The same with one field more. */
  public SalesforceSchema with(Field field) {
    Map<String, Field> more = new HashMap<>(fields);
    more.put(field.name(), field);
    return new SalesforceSchema(object, updateable, Map.copyOf(more));
  }

  /** Whether a field can be read; of a path through a relationship only its first step is known. */
  public boolean has(String path) {
    int dot = path.indexOf('.');
    if (dot < 0) return fields.containsKey(path);
    String relationship = path.substring(0, dot);
    return fields.values().stream().anyMatch(f -> relationship.equals(f.relationship()));
  }

  /** What a person calls a field. */
  public String label(String path) {
    Field field = fields.get(path);
    return field == null ? path : field.label();
  }
}
