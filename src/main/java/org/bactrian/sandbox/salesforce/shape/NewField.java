package org.bactrian.sandbox.salesforce.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.schema.Picklist;

/** Adds fields to objects, as an administrator does. */
public final class NewField {
  /** What a field may be, beside its type; each is true or false. */
  public static final List<String> FLAGS =
      List.of("encrypted", "external", "unique", "required", "restricted", "readonly");

  private static final Set<String> OF_VALUES = Set.of("default", "controller", "validFor");
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "label",
          "type",
          "values",
          "default",
          "controller",
          "validFor",
          "formula",
          "rollUp");

  private final Org org;
  private final Table table;

  /** Fields of an object. */
  public NewField(Org org, Table table) {
    this.org = org;
    this.table = table;
  }

  /**
   * Adds a field.
   *
   * @param wish name, label, type (as {@code string 80}), the flags; values, default, controller
   *     and validFor of a picklist; formula; rollUp with of, operation and field
   */
  public void add(JsonNode wish) {
    requireKnown(wish, KEYS);
    String name = wish.path("name").asText("");
    if (!name.matches("[A-Za-z]\\w*")) {
      throw Refusal.of("FIELD_INTEGRITY_EXCEPTION", "Invalid name of a field: " + name, "name");
    }
    if (table.type().find(name) != null) {
      throw Refusal.of(
          "DUPLICATE_DEVELOPER_NAME",
          "There is already a field named %s on %s.".formatted(name, table.type().label()),
          "DeveloperName");
    }
    String label = wish.path("label").asText(name.replaceFirst("__c$", "").replace('_', ' '));
    Field field =
        org.setup().addField(table, name, label, wish.path("type").asText(""), flags(wish));
    complete(field, wish);
  }

  private void complete(Field field, JsonNode wish) {
    if (wish.path("type").asText().equals("location")) {
      location(field.name(), field.label());
    }
    if (wish.has("values")) {
      org.schema().replaceField(table.type(), field, listing(table, field, wish));
    }
    if (wish.has("formula")) {
      new Formula(org).define(table, field, wish.path("formula").asText());
    }
    JsonNode rollUp = wish.path("rollUp");
    if (rollUp.isObject()) {
      String operation = rollUp.path("operation").asText("COUNT").toUpperCase(Locale.ROOT);
      String of = rollUp.path("of").asText();
      RollUp.define(org, table, field, of, operation, rollUp.path("field").textValue());
    }
  }

  /** Refuses what is neither one of these keys nor a flag, and what holds something else. */
  public static void requireKnown(JsonNode wish, Set<String> keys) {
    for (Map.Entry<String, JsonNode> each : wish.properties()) {
      if (!keys.contains(each.getKey()) && !FLAGS.contains(each.getKey())) {
        throw Refusal.of(
            "INVALID_FIELD",
            "A field has no '%s'; it has %s and %s"
                .formatted(
                    each.getKey(),
                    String.join(", ", new TreeSet<>(keys)),
                    String.join(", ", FLAGS)),
            each.getKey());
      }
      boolean alone = OF_VALUES.contains(each.getKey()) && !wish.has("values");
      if (alone || !holds(each.getKey(), each.getValue())) {
        throw Refusal.of(
            "INVALID_FIELD",
            "'%s' of a field can't be %s%s"
                .formatted(each.getKey(), each.getValue(), alone ? " without values" : ""),
            each.getKey());
      }
    }
  }

  private static boolean holds(String key, JsonNode value) {
    return value.isNull()
        || switch (key) {
          case "values" -> value.isArray();
          case "validFor", "rollUp" -> value.isObject();
          case "length" -> value.canConvertToInt() && value.asInt() > 0;
          case "name", "label", "type", "default", "controller", "formula" -> value.isTextual();
          default -> value.isBoolean() || value.asText().matches("true|false");
        };
  }

  private static String flags(JsonNode wish) {
    return FLAGS.stream()
        .filter(flag -> wish.path(flag).asBoolean(false))
        .collect(Collectors.joining(" "));
  }

  /** A location is two numbers and a field that shows both. */
  private void location(String name, String label) {
    String stem = name.replaceFirst("__c$", "");
    for (String part : List.of("Latitude", "Longitude")) {
      org.setup()
          .addField(
              table, stem + "__" + part + "__s", label + " (" + part + ")", "double 18 15", "");
    }
  }

  /** The field with the values of a picklist that are wished for. */
  public static Field listing(Table table, Field field, JsonNode wish) {
    Picklist picklist = picklist(wish);
    String controller = picklist.controller();
    boolean chosen = field.type() == FieldType.PICKLIST || field.type() == FieldType.MULTIPICKLIST;
    boolean controlled = controller == null || table.type().find(controller) != null;
    boolean preset = !wish.hasNonNull("default") || picklist.preset() != null;
    if (!chosen
        || !controlled
        || !preset
        || !picklist.values().containsAll(picklist.validFor().keySet())) {
      throw Refusal.of(
          "INVALID_FIELD",
          "Values are of picklists; the default and those of validFor are among them, and a controller is a field: "
              + field.name(),
          field.name());
    }
    return field.listing(picklist);
  }

  private static Picklist picklist(JsonNode wish) {
    List<String> values = texts(wish.path("values")).toList();
    String preset = wish.path("default").textValue();
    Map<String, List<String>> validFor = new LinkedHashMap<>();
    wish.path("validFor")
        .properties()
        .forEach(each -> validFor.put(each.getKey(), texts(each.getValue()).toList()));
    return new Picklist(
        values,
        values.contains(preset) ? preset : null,
        wish.path("controller").textValue(),
        validFor);
  }

  private static Stream<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
  }
}
