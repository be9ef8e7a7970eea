package org.bactrian.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.rest.wire.Answer;
import org.bactrian.sandbox.salesforce.rest.wire.Call;
import org.bactrian.sandbox.salesforce.rest.wire.Edition;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.schema.RecordId;

/** Single records: created, and found by their id or by a field that tells records apart. */
final class Records {
  private final Org org;
  private final RecordJson json;
  private final Relationships relationships;

  Records(Org org, Relationships relationships) {
    this.org = org;
    this.json = new RecordJson(org);
    this.relationships = relationships;
  }

  /** Answers a call of a record, {@code {id}} or {@code {key}/{value}}, or of what is below it. */
  Answer answer(Call call, Table table) {
    String step = call.step(2);
    if (RecordId.wellFormed(step) && step.startsWith(table.type().prefix())) {
      return below(call, 3, table, existing(table, step));
    }
    Field key = table.type().field(step);
    if (key == null || !key.idLookup()) {
      throw noKey(step);
    }
    String value = call.step(3);
    if (key.name().equals("Id")) {
      return value.isEmpty() && call.method().equals("POST")
          ? create(call, table)
          : below(call, 4, table, existing(table, value));
    }
    return value.isEmpty() ? missing() : byKey(call, table, key, value);
  }

  private static Answer missing() {
    throw Refusal.notFound();
  }

  private static Refusal noKey(String name) {
    return new Refusal(
        404,
        "NOT_FOUND",
        "Provided external ID field does not exist or is not accessible: " + name);
  }

  private Answer below(Call call, int next, Table table, int row) {
    return call.path().size() == next
        ? one(call, table, row)
        : relationships.answer(call, next, table, row, this::one);
  }

  private Answer one(Call call, Table table, int row) {
    return switch (call.method()) {
      case "GET" -> get(call, table, row);
      case "PATCH" -> {
        Edition.of(table, row).requireFor(call);
        org.update(table, row, call.object());
        yield Answer.nothing();
      }
      case "DELETE" -> {
        org.delete(table, row);
        yield Answer.nothing();
      }
      default -> throw call.methodNotAllowed("DELETE,GET,HEAD,PATCH");
    };
  }

  private Answer get(Call call, Table table, int row) {
    if (table.isDeleted(row)) {
      throw Refusal.notFound();
    }
    var selected = RecordJson.selected(table.type(), call.query().get("fields"));
    return Edition.of(table, row)
        .answer(
            call, () -> Answer.ok(out -> json.write(out, call.version(), table, row, selected)));
  }

  Answer create(Call call, Table table) {
    int row = insert(call, table, call.object());
    return saved(call, table, row, null);
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

  private static Answer saved(Call call, Table table, int row, Boolean created) {
    boolean fresh = !Boolean.FALSE.equals(created);
    Map<String, String> headers =
        fresh ? Map.of("Location", url(call, table.type(), table.id(row))) : Map.of();
    Answer.Body body =
        out -> {
          out.writeStartObject();
          out.writeStringField("id", table.id(row));
          out.writeBooleanField("success", true);
          out.writeArrayFieldStart("errors");
          out.writeEndArray();
          if (created != null) {
            out.writeBooleanField("created", created);
          }
          out.writeEndObject();
        };
    return new Answer(fresh ? 201 : 200, body, headers);
  }

  /** The row of an id of this object that stands in a body, however it was deleted. */
  static int row(Table table, String id) {
    if (!RecordId.wellFormed(id) || !id.startsWith(table.type().prefix())) {
      throw Refusal.of(
          "MALFORMED_ID",
          "%s ID: id value of incorrect type: %s".formatted(table.type().label(), id),
          "Id");
    }
    int row = table.row(id);
    if (row < 0) {
      throw Refusal.of("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
    }
    return row;
  }

  private static int existing(Table table, String id) {
    int row = RecordId.wellFormed(id) ? table.row(id) : -1;
    if (row < 0) {
      throw Refusal.notFound();
    }
    return row;
  }

  private Answer byKey(Call call, Table table, Field key, String value) {
    int[] rows = table.rowsWith(key, value);
    if (rows.length > 1) {
      return choices(call, table, rows);
    }
    if (call.method().equals("PATCH") && call.path().size() == 4) {
      return upsert(call, table, key, value, call.object());
    }
    if (rows.length == 0) {
      throw Refusal.notFound();
    }
    return below(call, 4, table, rows[0]);
  }

  private static Answer choices(Call call, Table table, int... rows) {
    List<String> urls = new ArrayList<>();
    IntStream.of(rows).forEach(row -> urls.add(url(call, table.type(), table.id(row))));
    return new Answer(300, out -> out.writePOJO(urls), Map.of());
  }

  private static String url(Call call, ObjectType type, String id) {
    return "/services/data/%s/sobjects/%s/%s".formatted(call.version(), type.name(), id);
  }

  /** Creates or changes the record with this value in a field that tells records apart. */
  Answer upsert(Call call, Table table, Field key, String value, ObjectNode body) {
    if (body.has(key.name())) {
      throw Refusal.of(
          "INVALID_FIELD",
          "The %s field should not be specified in the sobject data.".formatted(key.name()));
    }
    int[] rows = table.rowsWith(key, value);
    if (rows.length > 1) {
      throw new Refusal(
          300,
          "MULTIPLE_CHOICES",
          "%s: more than one record found for external id field: [%s]"
              .formatted(key.name(), value));
    }
    if (rows.length == 1) {
      org.update(table, rows[0], body);
      return saved(call, table, rows[0], false);
    }
    if ("true".equalsIgnoreCase(call.query().get("updateOnly"))) {
      throw Refusal.notFound();
    }
    ObjectNode whole = body.deepCopy();
    whole.put(key.name(), value);
    int row = insert(call, table, whole);
    return saved(call, table, row, true);
  }
}
