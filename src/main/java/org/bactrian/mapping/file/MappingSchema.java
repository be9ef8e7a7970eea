package org.bactrian.mapping.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.bactrian.mapping.Blank;
import org.bactrian.mapping.Conflict;
import org.bactrian.mapping.CreationRule.Duplicates;
import org.bactrian.mapping.DeclaredField;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.mapping.OnDeletion;
import org.bactrian.mapping.convert.ConverterFactory;
import org.bactrian.mapping.convert.Converters;

/** The JSON schema of a mapping's file, from which editors complete and check as one types. */
public final class MappingSchema {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEXT = "{'type': 'string', 'pattern': '[^ ]'}";
  private static final String SCALAR = "{'type': ['string', 'number', 'boolean']}";
  private static final String RULES =
      """
      {'type': 'object', 'additionalProperties': {'anyOf': [
        {'$ref': '#/$defs/rule'}, {'type': 'array', 'items': {'$ref': '#/$defs/rule'}}]}}
      """;

  private MappingSchema() {}

  /** The schema (JSON Schema, draft 2020-12), ending with a line feed. */
  public static String json() {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "A Bactrian mapping");
    schema.put("description", "A Salesforce object, a Marketo object, their fields.");
    schema.put("type", "object");
    ObjectNode keys = schema.putObject("properties");
    MappingReader.KEYS.forEach(key -> keys.set(key, key(key)));
    schema.putArray("required").add("salesforce").add("marketo").add("match");
    schema.put("additionalProperties", false);
    schema.setAll(
        read(
            """
            {'if': {
                'properties': {
                  'deleted-in-marketo': {'description': 'It names its field.', 'const': 'flag'}},
                'required': ['deleted-in-marketo']},
              'then': {'required': ['deleted-flag']},
              'else': {'not': {'required': ['deleted-flag']}}}
            """));
    ObjectNode definitions = schema.putObject("$defs");
    definitions.set("pair", pair());
    definitions.set("rule", rule());
    definitions.set("converter", converter());
    try {
      return JSON.writerWithDefaultPrettyPrinter()
              .writeValueAsString(schema)
              .replace(System.lineSeparator(), "\n")
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing the schema of mappings", e);
    }
  }

  private static ObjectNode key(String key) {
    return switch (key) {
      case "salesforce" -> described("The API name of the Salesforce object, e.g. Lead.", TEXT);
      case "marketo" ->
          described(
              "The Marketo object: a standard one, or customobjects/ and a custom one's API name.",
              "{'anyOf': [{'enum': %s}, {'type': 'string', 'pattern': '^customobjects/.+$'}]}"
                  .formatted(list(MarketoObject.words())));
      case "match" ->
          described(
              "Pairs of fields that find a record, best first; the first one's left is Id.",
              """
              {'type': 'array', 'minItems': 1,
                'prefixItems': [{'$ref': '#/$defs/pair', 'required': ['Id']}],
                'items': {'$ref': '#/$defs/pair'}}
              """);
      case "when" ->
          described(
              "Which records sync, in Camel's simple language, e.g. ${body[Status]} == 'Open'.",
              TEXT);
      case "reads" ->
          described(
              "Salesforce fields that 'when' looks at in other ways than ${body[Field]}.",
              "{'type': 'array', 'items': %s}".formatted(TEXT));
      case "conflict" ->
          conflict("Which side wins when both changed a field: newest-wins if none.");
      case "fields" ->
          described(
              "Custom fields that must be in Marketo, by REST name; the field sync makes them.",
              """
              {'type': 'object', 'additionalProperties': {
                'type': 'object', 'additionalProperties': false, 'properties': {
                  'type': {'description': 'Marketo type: string if none.', 'enum': %s},
                  'label': {'description': 'What people see.', 'type': 'string', 'pattern': '[^ ]'}}}}
              """
                  .formatted(list(DeclaredField.TYPES)));
      case "constants" ->
          described(
              "Marketo fields that always have the same value.",
              "{'type': 'object', 'additionalProperties': %s}".formatted(SCALAR));
      case "both-ways" -> described("Fields that people edit on both sides.", RULES);
      case "to-marketo" -> described("Fields that Salesforce owns.", RULES);
      case "to-salesforce" -> described("Fields that Marketo owns.", RULES);
      case "create-in-salesforce" -> creation();
      case "deleted-in-salesforce" ->
          deletion(
              "What happens in Marketo when a record is deleted in Salesforce: flag if none, by the rule of IsDeleted.");
      case "deleted-in-marketo" ->
          deletion(
              "What happens in Salesforce when a person is deleted in Marketo: ignore if none.");
      case "deleted-flag" ->
          described("The boolean Salesforce field for deleted-in-marketo: flag.", TEXT);
      default -> throw new IllegalStateException("the key '" + key + "' is not described here");
    };
  }

  private static ObjectNode creation() {
    ObjectNode creation =
        described(
            "Which people of Marketo become Salesforce records; none if absent.",
            """
            {'type': 'object', 'additionalProperties': false,
              'anyOf': [{'required': ['flag']}, {'required': ['list']}],
              'not': {'required': ['owner', 'assignment-rule']}}
            """);
    ObjectNode keys = creation.putObject("properties");
    CreationReader.KEYS.forEach(key -> keys.set(key, creationKey(key)));
    return creation;
  }

  private static ObjectNode creationKey(String key) {
    return switch (key) {
      case "flag" -> described("A boolean Marketo field: people of whom it is true.", TEXT);
      case "list" ->
          described(
              "A static list, by name or id: its members.",
              "{'anyOf': [%s, {'type': 'integer'}]}".formatted(TEXT));
      case "defaults" ->
          described(
              "Salesforce values where the mapping gives none.",
              "{'type': 'object', 'additionalProperties': %s}".formatted(SCALAR));
      case "owner" ->
          described(
              "The id of the user who owns the new records, or of a queue for leads.",
              "{'type': 'string', 'pattern': '%s'}".formatted(CreationReader.OWNER));
      case "assignment-rule" ->
          described(
              "The assignment rule that chooses the owner: default for the active one, or an id; none if absent.",
              "{'type': 'string', 'pattern': '%s'}".formatted(CreationReader.ASSIGNMENT_RULE));
      case "duplicates" ->
          described(
              "What happens when a duplicate rule of Salesforce finds the record: park if none.",
              "{'enum': %s}".formatted(list(YamlNode.words(Duplicates.class))));
      default -> throw new IllegalStateException("the key '" + key + "' is not described here");
    };
  }

  private static ObjectNode deletion(String description) {
    return described(description, "{'enum': %s}".formatted(list(YamlNode.words(OnDeletion.class))));
  }

  private static ObjectNode pair() {
    return described(
        "Fields that carry the same key: Salesforce's on the left, Marketo's on the right.",
        """
        {'type': 'object', 'minProperties': 1, 'maxProperties': 1, 'additionalProperties': %s}
        """
            .formatted(TEXT));
  }

  private static ObjectNode rule() {
    ObjectNode rule = read("{'anyOf': [%s, {'type': 'object'}]}".formatted(TEXT));
    rule.put("description", "A Marketo field, or what becomes of the value on its way to one.");
    ObjectNode written = (ObjectNode) rule.at("/anyOf/1");
    ObjectNode keys = written.putObject("properties");
    RuleReader.KEYS.forEach(key -> keys.set(key, ruleKey(key)));
    written.putArray("required").add("marketo");
    written.put("additionalProperties", false);
    return rule;
  }

  private static ObjectNode ruleKey(String key) {
    return switch (key) {
      case "marketo" -> described("The field's REST name in Marketo.", TEXT);
      case "convert" ->
          described(
              "A converter, or several, one after the other.",
              """
              {'anyOf': [
                {'$ref': '#/$defs/converter'},
                {'type': 'array', 'items': {'$ref': '#/$defs/converter'}}]}
              """);
      case "blank" ->
          described(
              "What a blank on one side does to the other's value: clear if none.",
              "{'enum': %s}".formatted(list(YamlNode.words(Blank.class))));
      case "default" -> described("The value in place of a blank.", SCALAR);
      case "required" -> described("Whether a blank is parked.", "{'type': 'boolean'}");
      case "truncate" ->
          described("Whether a text that is too long is cut, not parked.", "{'type': 'boolean'}");
      case "conflict" -> conflict("Which side wins when both changed this field.");
      case "first-match" ->
          conflict(
              "Which side wins where two records differ that match for the first time; for booleans.");
      default -> throw new IllegalStateException("the key '" + key + "' is not described here");
    };
  }

  private static ObjectNode conflict(String description) {
    List<String> words = YamlNode.words(Conflict.class);
    return described(description, "{'enum': %s}".formatted(list(words)));
  }

  private static ObjectNode converter() {
    ObjectNode byName = read("{'type': 'object', 'additionalProperties': false}");
    ObjectNode properties = byName.putObject("properties");
    ObjectNode both = read("{'anyOf': []}");
    for (ConverterFactory converter : Converters.all()) {
      if (takesNoOptions(converter)) {
        both.withArray("anyOf")
            .add(described(converter.description(), "{}").put("const", converter.name()));
      }
      ObjectNode option = described(says(converter), "{}");
      option.putArray("allOf").add(readAny(converter.optionsSchema()));
      properties.set(converter.name(), option);
    }
    both.withArray("anyOf").add(byName);
    return both;
  }

  private static boolean takesNoOptions(ConverterFactory converter) {
    try {
      converter.with(null);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String says(ConverterFactory converter) {
    return converter.options().isEmpty()
        ? converter.description()
        : converter.description() + " E.g. " + converter.name() + ": " + converter.options();
  }

  private static ObjectNode described(String description, String schema) {
    ObjectNode described = JSON.createObjectNode().put("description", description);
    return described.setAll(read(schema));
  }

  private static ObjectNode read(String schema) {
    return (ObjectNode) readAny(schema.replace('\'', '"'));
  }

  private static JsonNode readAny(String schema) {
    try {
      return JSON.readTree(schema);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("reading a part of the schema of mappings: " + schema, e);
    }
  }

  private static String list(List<String> words) {
    return JSON.valueToTree(words).toString();
  }
}
