package org.bactrian.sandbox.marketo.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.bactrian.sandbox.marketo.instance.ObjectType;
import org.bactrian.sandbox.marketo.store.Field;

/** How Describe is printed. */
public final class Descriptions {
  private Descriptions() {}

  /** What Describe says of an object; custom ones have a state, and are shown in a version. */
  public static void object(JsonGenerator out, ObjectType type, String state, String version)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("name", type.name());
    out.writeStringField("apiName", type.name());
    out.writeStringField("displayName", type.displayName());
    out.writeStringField("pluralName", type.pluralName());
    out.writeStringField("description", type.description() == null ? "" : type.description());
    out.writeStringField("idField", type.idField());
    out.writeStringField("createdAt", "2024-01-01T00:00:00Z");
    out.writeStringField("updatedAt", "2024-01-01T00:00:00Z");
    out.writeStringField("state", state);
    out.writeStringField("version", version);
    texts(out, "dedupeFields", type.dedupeFields());
    out.writeArrayFieldStart("searchableFields");
    for (List<String> fields : type.searchable()) {
      out.writeStartArray();
      for (String field : fields) {
        out.writeString(field);
      }
      out.writeEndArray();
    }
    out.writeEndArray();
    relationships(out, type);
    out.writeArrayFieldStart("fields");
    for (Field field : type.schema().fields()) {
      if (field.usable()) {
        field(out, field);
      }
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void relationships(JsonGenerator out, ObjectType type) throws IOException {
    out.writeArrayFieldStart("relationships");
    for (var link : type.links().entrySet()) {
      out.writeStartObject();
      out.writeStringField("field", link.getKey());
      out.writeStringField("type", "child");
      out.writeObjectFieldStart("relatedTo");
      out.writeStringField("name", link.getValue().get(0));
      out.writeStringField("field", link.getValue().get(1));
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** What Describe says of one field of an object. */
  public static void field(JsonGenerator out, Field field) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", field.name());
    out.writeStringField("displayName", field.displayName());
    out.writeStringField("dataType", field.describedType());
    if (field.length() > 0) {
      out.writeNumberField("length", field.length());
    }
    out.writeBooleanField("updateable", !field.readOnly());
    out.writeBooleanField("crmManaged", false);
    out.writeEndObject();
  }

  /** A field by which records are found alone. */
  public static void alone(JsonGenerator out, String field) throws IOException {
    out.writeStartArray();
    out.writeString(field);
    out.writeEndArray();
  }

  /** Texts under a name. */
  public static void texts(JsonGenerator out, String name, List<String> texts) throws IOException {
    out.writeArrayFieldStart(name);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }
}
