package org.bactrian.sandbox.salesforce.soap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.org.Values;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.schema.RecordId;

/** Reads records: of which object, which one, and what its fields shall be. */
final class RecordReader {
  private static final Set<String> NO_FIELDS = Set.of("type", "Id", "fieldsToNull");

  private final Org org;

  /**
   * A record as it was sent.
   *
   * @param id null if it has none
   */
  record Sent(Table table, String id, ObjectNode values) {}

  RecordReader(Org org) {
    this.org = org;
  }

  Sent read(Dialect dialect, Element element) {
    String name =
        dialect == Dialect.ENTERPRISE && !element.type().isEmpty()
            ? element.type()
            : element.text("type");
    if (name == null) {
      throw Fault.of(
          "INVALID_TYPE",
          "Missing entity type information.  sObject requires a separate 'type' field be sent.");
    }
    ObjectType type = org.schema().object(name);
    if (type == null) {
      throw Fault.of("INVALID_TYPE", "sObject type '%s' is not supported.".formatted(name));
    }
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (Element field : element.children()) {
      // Salesforce takes an empty element for none at all: emptying has a list of its own.
      if (!NO_FIELDS.contains(field.name()) && !field.text().isEmpty()) {
        Field known = field(type, field.name());
        String text = plain(known, field.text());
        check(known, text);
        values.put(known.name(), text);
      }
    }
    for (String field : element.texts("fieldsToNull")) {
      values.putNull(field(type, field).name());
    }
    String id = element.text("Id");
    return new Sent(org.table(type), id == null ? null : id(id), values);
  }

  /** XML writes a boolean as a digit, too. */
  private static String plain(Field field, String text) {
    if (field.type() == FieldType.BOOLEAN) {
      return text.equals("1") ? "true" : text.equals("0") ? "false" : text;
    }
    return text;
  }

  private static void check(Field field, String text) {
    try {
      Values.read(field, TextNode.valueOf(text));
    } catch (Refusal refusal) {
      throw Fault.client(
          "'%s' is not a valid value for the type %s".formatted(text, field.type().soapType()));
    }
  }

  private static Field field(ObjectType type, String name) {
    Field field = type.field(name);
    if (field == null) {
      throw Fault.of(
          "INVALID_FIELD",
          "No such column '%s' on entity '%s'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names."
              .formatted(name, type.name()));
    }
    return field;
  }

  /** An id that has the form of one. */
  static String id(String text) {
    if (!RecordId.wellFormed(text)) {
      throw Fault.of("MALFORMED_ID", "malformed id " + text);
    }
    return RecordId.long18(text);
  }
}
