package org.bactrian.sandbox.salesforce.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.soql.Selected;

/** Writes records. */
final class RecordJson {
  private static final List<String> PARTS =
      List.of(
          "City",
          "Country",
          "GeocodeAccuracy",
          "Latitude",
          "Longitude",
          "PostalCode",
          "State",
          "Street");

  private final Org org;

  RecordJson(Org org) {
    this.org = org;
  }

  /** Everything there is to select of an object, or what is named in a list with commas. */
  static List<Selected> selected(ObjectType type, String names) {
    if (names == null || names.isBlank()) {
      return type.shown().stream().map(f -> new Selected(f.json(), f, null)).toList();
    }
    List<Selected> selected = new ArrayList<>();
    for (String name : names.split(",")) {
      Field field = type.field(name.trim());
      if (field == null) {
        throw Refusal.of(
            "INVALID_FIELD",
            "No such column '%s' on sobject of type %s".formatted(name.trim(), type.name()));
      }
      selected.add(new Selected(field.json(), field, null));
    }
    Field id = type.known("Id");
    if (selected.stream().noneMatch(s -> s.field() == id)) {
      selected.add(new Selected(id.json(), id, null));
    }
    return selected;
  }

  void write(JsonGenerator json, String version, Table table, int row, List<Selected> selected)
      throws IOException {
    write(json, version, table.type().name(), table, row, selected);
  }

  private void write(
      JsonGenerator json,
      String version,
      String shownType,
      Table table,
      int row,
      List<Selected> selected)
      throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("attributes");
    json.writeStringField("type", shownType);
    json.writeStringField(
        "url",
        "/services/data/" + version + "/sobjects/" + table.type().name() + "/" + table.id(row));
    json.writeEndObject();
    for (Selected one : selected) {
      json.writeFieldName(one.name());
      if (one.ofParent() != null) {
        parent(json, version, table, row, one);
      } else {
        Field field =
            one.field() == null || table.type().has(one.field())
                ? one.field()
                : table.type().field(one.name().getValue());
        if (field == null) {
          typeOrNothing(json, table, one);
        } else if (field.type() == FieldType.ADDRESS) {
          address(json, table, row, field);
        } else {
          Json.value(json, field.type(), table.get(row, field.index()));
        }
      }
    }
    json.writeEndObject();
  }

  private static void typeOrNothing(JsonGenerator json, Table table, Selected one)
      throws IOException {
    if (one.field() == null) {
      json.writeString(table.type().name());
    } else {
      json.writeNull();
    }
  }

  private void parent(JsonGenerator json, String version, Table table, int row, Selected one)
      throws IOException {
    Field reference = table.type().field(one.field().name());
    Object id = reference == null ? null : table.get(row, reference.index());
    ObjectType type = id == null ? null : org.schema().ofId((String) id);
    int parentRow = type == null ? -1 : org.table(type).row((String) id);
    if (parentRow < 0) {
      json.writeNull();
    } else {
      String shown = one.field().referenceTo().size() > 1 ? "Name" : type.name();
      write(json, version, shown, org.table(type), parentRow, one.ofParent());
    }
  }

  private static void address(JsonGenerator json, Table table, int row, Field field)
      throws IOException {
    String prefix = field.name().substring(0, field.name().length() - "Address".length());
    boolean blank = PARTS.stream().allMatch(p -> table.get(row, prefix + p) == null);
    if (blank) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    for (String part : PARTS) {
      Field own = table.type().known(prefix + part);
      json.writeFieldName(Character.toLowerCase(part.charAt(0)) + part.substring(1));
      Json.value(json, own.type(), table.get(row, own));
    }
    json.writeEndObject();
  }
}
