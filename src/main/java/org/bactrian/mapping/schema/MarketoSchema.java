package org.bactrian.mapping.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.mapping.convert.Reading;

/**
 * The fields of a Marketo object.
 *
 * @param fields by REST name
 * @param keys the fields that Marketo keeps unique together; none of people
 */
public record MarketoSchema(String object, Map<String, Field> fields, List<String> keys) {

  /** Of an object that has no key. */
  public MarketoSchema(String object, Map<String, Field> fields) {
    this(object, fields, List.of());
  }

  /** Whether a field alone is the key. */
  public boolean isKeyedBy(String field) {
    return keys.equals(List.of(field));
  }

  /**
   * One field.
   *
   * @param type as Marketo names it: string, email, integer, date, datetime, boolean ...
   * @param length in characters (in bytes of UTF-8 for text); 0 where Marketo names none
   */
  public record Field(String name, String label, String type, int length, boolean readOnly) {}

  /**
   * Reads the {@code result} of a describe, in either of its forms: the leads' list of fields with
   * {@code rest} names, or the other objects' single entry with {@code fields}. A person's company
   * fields are read only here, since Marketo refuses them although it says that they are not.
   */
  @SuppressWarnings("unchecked")
  public static MarketoSchema of(String object, List<Map<String, Object>> result) {
    Map<String, Field> fields = new HashMap<>();
    List<String> keys = new ArrayList<>();
    for (Map<String, Object> entry : result) {
      if (entry.get("fields") instanceof List<?> list) {
        for (Map<String, Object> field : (List<Map<String, Object>>) list) {
          put(fields, field, field.get("name"), is(false, field.get("updateable")));
        }
        if (entry.get("dedupeFields") instanceof List<?> dedupe)
          dedupe.forEach(key -> keys.add(String.valueOf(key)));
        keys.forEach(key -> writable(fields, key));
      } else if (entry.get("rest") instanceof Map<?, ?> rest) {
        boolean taken =
            MarketoObject.named(object).stream()
                .allMatch(o -> o.takes(String.valueOf(rest.get("name"))));
        put(fields, entry, rest.get("name"), !taken || is(true, rest.get("readOnly")));
      }
    }
    if (fields.isEmpty()) throw new IllegalArgumentException("Marketo's describe has no fields");
    return new MarketoSchema(object, Map.copyOf(fields), List.copyOf(keys));
  }

  private static void put(
      Map<String, Field> fields, Map<String, Object> field, Object name, boolean readOnly) {
    int length = field.get("length") instanceof Number n ? n.intValue() : 0;
    String label = String.valueOf(field.getOrDefault("displayName", name));
    String type = String.valueOf(field.get("dataType"));
    fields.put(
        String.valueOf(name), new Field(String.valueOf(name), label, type, length, readOnly));
  }

  private static boolean is(boolean wanted, Object told) {
    return told != null && Reading.flag(told).filter(flag -> flag == wanted).isPresent();
  }

  private static void writable(Map<String, Field> fields, String key) {
    fields.computeIfPresent(key, (n, f) -> new Field(n, f.label(), f.type(), f.length(), false));
  }
}
