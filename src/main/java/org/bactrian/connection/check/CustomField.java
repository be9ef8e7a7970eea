package org.bactrian.connection.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.FieldRule.Direction;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.mapping.schema.SalesforceSchema;
import org.bactrian.mapping.schema.SalesforceSchema.Reading;
import org.bactrian.mapping.schema.SalesforceSchema.Writing;

/**
 * A custom field that Salesforce doesn't have yet.
 *
 * @param type Marketo's type of what it is to hold
 * @param isKey whether it is the unique external id of a person
 */
record CustomField(String object, String name, String label, String type, boolean isKey) {

  private static final int KEY_LENGTH = 36;
  private static final List<String> PEOPLE = List.of("Lead", "Contact");

  /** What a mapping names, and the object doesn't have. */
  static List<CustomField> missing(
      Mapping mapping, SalesforceSchema salesforce, MarketoSchema marketo) {
    List<CustomField> missing = new ArrayList<>();
    boolean writes = mapping.rules().stream().anyMatch(r -> r.direction() != Direction.TO_MARKETO);
    String object = mapping.salesforceObject();
    if (writes && PEOPLE.contains(object) && !salesforce.has(Mapping.MARKETO_ID)) {
      missing.add(new CustomField(object, Mapping.MARKETO_ID, "Marketo Id", "string", true));
    }
    for (FieldRule rule : mapping.rules()) {
      String name = rule.salesforce();
      if (!canBeMade(name) || salesforce.has(name)) continue;
      MarketoSchema.Field counterpart = marketo.fields().get(rule.marketo());
      missing.add(named(object, name, counterpart == null ? "string" : counterpart.type()));
    }
    mapping
        .deletion()
        .flag()
        .filter(flag -> canBeMade(flag) && !salesforce.has(flag))
        .ifPresent(flag -> missing.add(named(object, flag, "boolean")));
    return missing;
  }

  private static boolean canBeMade(String name) {
    return name != null && name.endsWith("__c") && !name.contains(".");
  }

  private static CustomField named(String object, String name, String type) {
    String label = name.substring(0, name.length() - "__c".length()).replace('_', ' ');
    return new CustomField(object, name, label, type, false);
  }

  String fullName() {
    return object + "." + name;
  }

  /** What the Tooling API is sent to make it. */
  Map<String, Object> tooling() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("label", label);
    metadata.put("type", salesforceType());
    switch (salesforceType()) {
      case "Text" -> metadata.put("length", isKey ? KEY_LENGTH : 255);
      case "LongTextArea" -> {
        metadata.put("length", 32_768);
        metadata.put("visibleLines", 3);
      }
      case "Number" -> {
        metadata.put("precision", 18);
        metadata.put("scale", type.equals("float") || type.equals("currency") ? 2 : 0);
      }
      case "Checkbox" -> metadata.put("defaultValue", false);
      default -> {}
    }
    if (isKey) {
      metadata.put("externalId", true);
      metadata.put("unique", true);
    }
    return Map.of("FullName", fullName(), "Metadata", metadata);
  }

  /** How it would be described. */
  SalesforceSchema.Field asDescribed() {
    String described =
        switch (salesforceType()) {
          case "Number" -> "double";
          case "Checkbox" -> "boolean";
          case "Date" -> "date";
          case "DateTime" -> "datetime";
          case "Email" -> "email";
          default -> "string";
        };
    return new SalesforceSchema.Field(
        name, label, described, 255, true, Reading.PLAIN, Writing.ANY);
  }

  /** Its type, as Salesforce's own page for a new field names it. */
  String words() {
    return isKey ? "Text(" + KEY_LENGTH + "), External ID, Unique" : salesforceType();
  }

  private String salesforceType() {
    return switch (type) {
      case "integer", "score", "percent", "float", "currency" -> "Number";
      case "boolean" -> "Checkbox";
      case "date" -> "Date";
      case "datetime" -> "DateTime";
      case "email" -> "Email";
      case "phone" -> "Phone";
      case "url" -> "Url";
      case "text" -> "LongTextArea";
      default -> "Text";
    };
  }
}
