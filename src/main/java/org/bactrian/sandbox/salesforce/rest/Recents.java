package org.bactrian.sandbox.salesforce.rest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.rest.wire.Answer;
import org.bactrian.sandbox.salesforce.rest.wire.Call;
import org.bactrian.sandbox.salesforce.rest.wire.Json;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.ObjectType;

/** The records that were looked at last: those of queries that say FOR VIEW or FOR REFERENCE. */
final class Recents {
  private static final int MOST = 200;
  private static final Pattern FOR =
      Pattern.compile("\\s+FOR\\s+(?:VIEW|REFERENCE)(?=\\s|$)", Pattern.CASE_INSENSITIVE);

  private final Org org;
  private final Deque<String> ids = new ArrayDeque<>();

  Recents(Org org) {
    this.org = org;
  }

  /** Whether a query is for somebody who looks at its records. */
  static boolean isFor(String soql) {
    return FOR.matcher(soql).find();
  }

  /** The query without saying so. */
  static String without(String soql) {
    return FOR.matcher(soql).replaceFirst("");
  }

  /** From now on these were looked at last, the first of them last of all. */
  void see(Table table, int... rows) {
    for (int i = Math.min(rows.length, MOST) - 1; i >= 0; i--) {
      ids.remove(table.id(rows[i]));
      ids.addFirst(table.id(rows[i]));
      org.see(table, rows[i]);
    }
    while (ids.size() > MOST) {
      ids.removeLast();
    }
  }

  Answer answer(Call call) {
    if (!call.method().equals("GET")) {
      throw call.methodNotAllowed("GET,HEAD");
    }
    String limit = call.query().getOrDefault("limit", String.valueOf(MOST));
    if (!limit.matches("\\d{1,4}") || Integer.parseInt(limit) == 0) {
      throw Refusal.of("INVALID_QUERY_PARAMETER", "limit must be a number above 0: " + limit);
    }
    return Answer.ok(body(call, type -> true, Integer.parseInt(limit)));
  }

  /** Those of one object. */
  Answer.Body body(Call call, ObjectType type) {
    return body(call, type::equals, MOST);
  }

  private Answer.Body body(Call call, Predicate<ObjectType> wanted, int most) {
    List<String> shown =
        ids.stream()
            .filter(id -> wanted.test(org.schema().ofId(id)))
            .filter(id -> !table(id).isDeleted(table(id).row(id)))
            .limit(most)
            .toList();
    return json -> {
      json.writeStartArray();
      for (String id : shown) {
        Table table = table(id);
        String type = table.type().name();
        json.writeStartObject();
        json.writeObjectFieldStart("attributes");
        json.writeStringField("type", type);
        json.writeStringField(
            "url", "/services/data/%s/sobjects/%s/%s".formatted(call.version(), type, id));
        json.writeEndObject();
        json.writeStringField("Id", id);
        json.writeFieldName("Name");
        Json.value(json, null, name(table, id));
        json.writeEndObject();
      }
      json.writeEndArray();
    };
  }

  private Table table(String id) {
    return org.table(org.schema().ofId(id));
  }

  private static Object name(Table table, String id) {
    return table.type().fields().stream()
        .filter(Field::nameField)
        .findFirst()
        .map(field -> table.get(table.row(id), field))
        .orElse(null);
  }
}
