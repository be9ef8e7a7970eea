package org.bactrian.sandbox.salesforce.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.rest.wire.CompoundJson;
import org.bactrian.sandbox.salesforce.rest.wire.Json;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.soql.Result;
import org.bactrian.sandbox.salesforce.soql.Selected;

/** Writes records. */
final class RecordJson {
  private static final int MOST_CHILDREN = 2000;

  private final Org org;
  private final Cursors cursors;

  /** Of single records, which have no children. */
  RecordJson(Org org) {
    this(org, null);
  }

  /** Of the results of queries; what has too many children for a page gets a cursor. */
  RecordJson(Org org, Cursors cursors) {
    this.org = org;
    this.cursors = cursors;
  }

  /** Everything there is to select of an object, or what is named in a list with commas. */
  static List<Selected> selected(ObjectType type, String names) {
    if (names == null || names.isBlank()) {
      return type.shown().stream()
          .<Selected>map(field -> new Selected.Own(field.json(), field))
          .toList();
    }
    List<Selected> selected = new ArrayList<>();
    for (String name : names.split(",")) {
      Field field = type.field(name.trim());
      if (field == null) {
        throw Refusal.of(
            "INVALID_FIELD",
            "No such column '%s' on sobject of type %s".formatted(name.trim(), type.name()));
      }
      selected.add(new Selected.Own(field.json(), field));
    }
    Field id = type.known("Id");
    if (selected.stream().noneMatch(one -> one.name().equals(id.json()))) {
      selected.add(new Selected.Own(id.json(), id));
    }
    return selected;
  }

  /** Writes a row of a query's result: a record, or a group of them. */
  void write(JsonGenerator json, String version, Result result, int row) throws IOException {
    if (!result.grouped()) {
      write(json, version, result.table(), row, result.selected());
      return;
    }
    json.writeStartObject();
    json.writeObjectFieldStart("attributes");
    json.writeStringField("type", "AggregateResult");
    json.writeEndObject();
    values(json, version, result.table(), row, result.selected());
    json.writeEndObject();
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
    values(json, version, table, row, selected);
    json.writeEndObject();
  }

  private void values(
      JsonGenerator json, String version, Table table, int row, List<Selected> selected)
      throws IOException {
    for (Selected one : selected) {
      json.writeFieldName(one.name());
      if (one instanceof Selected.Own own) {
        own(json, table, row, own);
      } else if (one instanceof Selected.Computed computed) {
        Json.value(json, computed.type(), computed.value().of(table, row));
      } else if (one instanceof Selected.Children children) {
        children(json, version, table.id(row), children);
      } else if (one instanceof Selected.Kinds kinds) {
        kind(json, version, table, row, kinds);
      } else {
        parent(json, version, table, row, (Selected.Parent) one);
      }
    }
  }

  private static void own(JsonGenerator json, Table table, int row, Selected.Own own)
      throws IOException {
    Field field =
        own.field() == null || table.type().has(own.field())
            ? own.field()
            : table.type().field(own.name().getValue());
    if (own.field() == null) {
      json.writeString(table.type().name());
    } else if (field == null) {
      json.writeNull();
    } else if (field.type() == FieldType.ADDRESS) {
      CompoundJson.address(json, table, row, field);
    } else if (field.type() == FieldType.LOCATION) {
      CompoundJson.location(json, table, row, field);
    } else {
      Json.value(json, field.type(), table.get(row, field.index()));
    }
  }

  private void parent(
      JsonGenerator json, String version, Table table, int row, Selected.Parent parent)
      throws IOException {
    String id = id(table, row, parent.reference());
    Table parents = table(id);
    if (parents == null) {
      json.writeNull();
      return;
    }
    boolean any = parent.reference().referenceTo().size() > 1;
    write(
        json,
        version,
        any ? "Name" : parents.type().name(),
        parents,
        parents.row(id),
        parent.selected());
  }

  private void kind(JsonGenerator json, String version, Table table, int row, Selected.Kinds kinds)
      throws IOException {
    String id = id(table, row, kinds.reference());
    Table parents = table(id);
    List<Selected> selected =
        parents == null
            ? null
            : kinds.byObject().getOrDefault(parents.type().name(), kinds.otherwise());
    if (selected == null) {
      json.writeNull();
    } else {
      write(json, version, parents, parents.row(id), selected);
    }
  }

  private static String id(Table table, int row, Field reference) {
    Field own = table.type().field(reference.name());
    return own == null ? null : (String) table.get(row, own);
  }

  /** The table that has a record of this id, or null. */
  private Table table(String id) {
    ObjectType type = id == null ? null : org.schema().ofId(id);
    return type == null || org.table(type).row(id) < 0 ? null : org.table(type);
  }

  private void children(
      JsonGenerator json, String version, String parent, Selected.Children children)
      throws IOException {
    int[] rows = children.rows().get(parent);
    if (rows == null || rows.length == 0) {
      json.writeNull();
      return;
    }
    int shown = Math.min(rows.length, MOST_CHILDREN);
    json.writeStartObject();
    json.writeNumberField("totalSize", rows.length);
    json.writeBooleanField("done", shown == rows.length);
    if (shown < rows.length) {
      Result all = new Result(children.table(), false, children.selected(), rows, rows.length);
      json.writeStringField(
          "nextRecordsUrl",
          "/services/data/%s/query/%s-%d".formatted(version, cursors.open(all), shown));
    }
    json.writeArrayFieldStart("records");
    for (int i = 0; i < shown; i++) {
      write(json, version, children.table(), rows[i], children.selected());
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
