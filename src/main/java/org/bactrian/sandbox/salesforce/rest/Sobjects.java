package org.bactrian.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.org.Values;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.schema.RecordId;

/** The sobjects resources: describes and single records. */
final class Sobjects {
  private final Org org;
  private final DescribeJson describes;
  private final RecordJson records;

  Sobjects(Org org) {
    this.org = org;
    describes = new DescribeJson(org.schema());
    records = new RecordJson(org);
  }

  Answer answer(Call call) {
    if (call.path().size() == 1) {
      return Answer.ok(json -> describes.global(json, call.version()));
    }
    Table table = table(call.step(1));
    return switch (call.path().size()) {
      case 2 -> object(call, table);
      case 3 -> third(call, table);
      case 4 -> byExternalId(call, table);
      default -> throw Refusal.notFound();
    };
  }

  Table table(String name) {
    ObjectType type = org.schema().object(name);
    if (type == null) {
      throw Refusal.notFound();
    }
    return org.table(type);
  }

  private Answer object(Call call, Table table) {
    return switch (call.method()) {
      case "POST" -> create(call, table);
      case "GET" ->
          Answer.ok(
              json -> {
                json.writeStartObject();
                json.writeObjectFieldStart("objectDescribe");
                describes.summary(json, call.version(), table.type());
                json.writeEndObject();
                json.writeArrayFieldStart("recentItems");
                json.writeEndArray();
                json.writeEndObject();
              });
      default -> throw call.methodNotAllowed("HEAD,GET,POST");
    };
  }

  private Answer third(Call call, Table table) {
    return switch (call.step(2)) {
      case "describe" -> Answer.ok(json -> describes.describe(json, call.version(), table.type()));
      case "updated" -> updated(call, table);
      case "deleted" -> deleted(call, table);
      default -> record(call, table, row(table, call.step(2)));
    };
  }

  private Answer create(Call call, Table table) {
    return created(table, insert(call, table, call.object()));
  }

  /** Creates a record; an assignment rule chooses its owner, unless the call forbids it. */
  int insert(Call call, Table table, ObjectNode fields) {
    String owner = org.rules().owner(table.type(), call.header("Sforce-Auto-Assign", "TRUE"));
    ObjectNode given = fields;
    if (owner != null) {
      given = fields.deepCopy();
      given.put("OwnerId", owner);
    }
    return org.create(table, given, allowsDuplicates(call));
  }

  private static boolean allowsDuplicates(Call call) {
    return call.header("Sforce-Duplicate-Rule-Header", "")
        .toLowerCase(Locale.ROOT)
        .replace(" ", "")
        .contains("allowsave=true");
  }

  private static Answer created(Table table, int row) {
    return new Answer(201, saved(table, row, null), Map.of());
  }

  private static Answer.Body saved(Table table, int row, Boolean created) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("id", table.id(row));
      json.writeBooleanField("success", true);
      json.writeArrayFieldStart("errors");
      json.writeEndArray();
      if (created != null) {
        json.writeBooleanField("created", created);
      }
      json.writeEndObject();
    };
  }

  private Answer record(Call call, Table table, int row) {
    switch (call.method()) {
      case "GET" -> {
        org.present(table, row);
        var selected = RecordJson.selected(table.type(), call.query().get("fields"));
        return Answer.ok(json -> records.write(json, call.version(), table, row, selected));
      }
      case "PATCH" -> org.update(table, row, call.object());
      case "DELETE" -> org.delete(table, row);
      default -> throw call.methodNotAllowed("HEAD,GET,PATCH,DELETE");
    }
    return Answer.nothing();
  }

  /** The row of an id, however it was deleted. */
  static int row(Table table, String id) {
    if (!RecordId.wellFormed(id) || !id.startsWith(table.type().prefix())) {
      throw Refusal.of(
          "MALFORMED_ID",
          "%s ID: id value of incorrect type: %s".formatted(table.type().label(), id),
          "Id");
    }
    int row = table.row(id);
    if (row < 0) {
      throw Refusal.notFound();
    }
    return row;
  }

  private Answer byExternalId(Call call, Table table) {
    Field field = table.type().field(call.step(2));
    if (field != null && field.name().equals("Id")) {
      return record(call, table, row(table, call.step(3)));
    }
    if (field == null || !field.externalId()) {
      int row = RecordId.wellFormed(call.step(2)) ? table.row(call.step(2)) : -1;
      Field wanted = table.type().field(call.step(3));
      if (row >= 0 && wanted != null) {
        return Answer.ok(json -> Json.value(json, wanted.type(), table.get(row, wanted)));
      }
      throw new Refusal(
          404,
          "NOT_FOUND",
          "Provided external ID field does not exist or is not accessible: " + call.step(2));
    }
    int[] rows = table.rowsWith(field, call.step(3));
    if (rows.length > 1) {
      return choices(call, table, rows);
    }
    if (call.method().equals("PATCH")) {
      return upsert(call, table, field, call.step(3), call.object());
    }
    if (rows.length == 0) {
      throw Refusal.notFound();
    }
    return record(call, table, rows[0]);
  }

  private static Answer choices(Call call, Table table, int... rows) {
    List<String> urls = new ArrayList<>();
    IntStream.of(rows)
        .forEach(
            r ->
                urls.add(
                    "/services/data/%s/sobjects/%s/%s"
                        .formatted(call.version(), table.type().name(), table.id(r))));
    return new Answer(300, json -> json.writePOJO(urls), Map.of());
  }

  /** Creates or changes the record with this value in its external id field. */
  Answer upsert(Call call, Table table, Field field, String value, ObjectNode body) {
    if (body.has(field.name())) {
      throw Refusal.of(
          "INVALID_FIELD",
          "The %s field should not be specified in the sobject data.".formatted(field.name()));
    }
    int[] rows = table.rowsWith(field, value);
    if (rows.length > 1) {
      throw new Refusal(
          300,
          "MULTIPLE_CHOICES",
          "%s: more than one record found for external id field: [%s]"
              .formatted(field.name(), value));
    }
    if (rows.length == 1) {
      org.update(table, rows[0], body);
      return Answer.ok(saved(table, rows[0], false));
    }
    ObjectNode whole = body.deepCopy();
    whole.put(field.name(), value);
    int row = insert(call, table, whole);
    return Answer.created(saved(table, row, true));
  }

  private Answer updated(Call call, Table table) {
    long[] span = span(call);
    List<String> ids = new ArrayList<>();
    table.inStampOrder(
        span[0],
        span[1],
        row -> {
          if (!table.isDeleted(row)) {
            ids.add(table.id(row));
          }
          return true;
        });
    return Answer.ok(Map.of("ids", ids, "latestDateCovered", new String(Json.instant(span[1]))));
  }

  private Answer deleted(Call call, Table table) {
    long[] span = span(call);
    List<Map<String, String>> gone = new ArrayList<>();
    if (span[0] < table.deletionsFrom()) {
      throw Refusal.of("INVALID_REPLICATION_DATE", "startDate before org replication enabled date");
    }
    table.inOrderOfDeletion(
        span[0],
        span[1],
        row ->
            gone.add(
                Map.of(
                    "id",
                    table.id(row),
                    "deletedDate",
                    new String(Json.instant(table.stamp(row))))));
    return Answer.ok(
        Map.of(
            "deletedRecords", gone,
            "earliestDateAvailable", new String(Json.instant(table.deletionsFrom())),
            "latestDateCovered", new String(Json.instant(span[1]))));
  }

  private static long[] span(Call call) {
    try {
      long start = Values.millis(call.query().getOrDefault("start", "").replace(' ', '+'));
      long end = Values.millis(call.query().getOrDefault("end", "").replace(' ', '+'));
      if (end <= start) {
        throw Refusal.of("INVALID_REPLICATION_DATE", "startDate after endDate");
      }
      return new long[] {start, end};
    } catch (DateTimeException e) {
      throw Refusal.of("INVALID_REPLICATION_DATE", "Invalid date: " + call.query());
    }
  }
}
