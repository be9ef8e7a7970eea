package org.bactrian.sandbox.salesforce.rest.describe;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.soql.Result;
import org.bactrian.sandbox.salesforce.soql.Selected;

/** Writes what a query selects instead of its records: the answer to {@code columns=true}. */
public final class ColumnsJson {
  private ColumnsJson() {}

  /** Writes what the columns of a query are. */
  public static void write(JsonGenerator json, Result result) throws IOException {
    json.writeStartObject();
    list(json, "columnMetadata", result.selected());
    json.writeStringField("entityName", result.table().type().name());
    json.writeBooleanField("groupBy", result.grouped());
    json.writeBooleanField(
        "idSelected",
        !result.grouped()
            && result.selected().stream().anyMatch(one -> one.name().getValue().equals("Id")));
    json.writeStringField("keyPrefix", result.table().type().prefix());
    json.writeEndObject();
  }

  private static void list(JsonGenerator json, String name, List<Selected> columns)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Selected column : columns) {
      column(json, column);
    }
    json.writeEndArray();
  }

  private static void column(JsonGenerator json, Selected column) throws IOException {
    String name = column.name().getValue();
    if (column instanceof Selected.Own own) {
      FieldType type = own.field() == null ? FieldType.STRING : own.field().type();
      column(json, name, name, type, own.field(), false, null, List.of());
    } else if (column instanceof Selected.Computed computed) {
      boolean aggregate = computed.aggregate();
      String shown = aggregate ? computed.shown() : name;
      Field field = aggregate ? null : computed.field();
      column(json, name, shown, computed.type(), field, aggregate, null, List.of());
    } else if (column instanceof Selected.Children children) {
      column(json, name, name, null, null, true, null, children.selected());
    } else if (column instanceof Selected.Parent parent) {
      column(json, name, name, null, null, false, parent.reference(), parent.selected());
    } else {
      Selected.Kinds kinds = (Selected.Kinds) column;
      List<Selected> joined =
          kinds.byObject().values().stream().flatMap(List::stream).distinct().toList();
      column(json, name, name, null, null, false, kinds.reference(), joined);
    }
  }

  private static void column(
      JsonGenerator json,
      String name,
      String shown,
      FieldType type,
      Field field,
      boolean aggregate,
      Field reference,
      List<Selected> joined)
      throws IOException {
    json.writeStartObject();
    json.writeBooleanField("aggregate", aggregate);
    json.writeStringField("apexType", type == null || aggregate ? null : apexType(type));
    json.writeBooleanField("booleanType", type == FieldType.BOOLEAN);
    json.writeStringField("columnName", name);
    json.writeBooleanField("custom", field != null && field.custom());
    json.writeStringField("displayName", shown);
    json.writeStringField("foreignKeyName", reference == null ? null : reference.name());
    json.writeBooleanField("insertable", field != null && field.createable());
    list(json, "joinColumns", joined);
    json.writeBooleanField("numberType", type != null && type.isNumber());
    json.writeBooleanField("textType", type != null && type.isText() && !type.isId());
    json.writeBooleanField("updatable", field != null && field.updateable());
    json.writeEndObject();
  }

  private static String apexType(FieldType type) {
    return switch (type) {
      case ID, REFERENCE -> "Id";
      case BOOLEAN -> "Boolean";
      case INT -> "Integer";
      case DOUBLE, CURRENCY, PERCENT -> "Decimal";
      case DATE -> "Date";
      case DATETIME -> "Datetime";
      case ADDRESS -> "Address";
      default -> "String";
    };
  }
}
