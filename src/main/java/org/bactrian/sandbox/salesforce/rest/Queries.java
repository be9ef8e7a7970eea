package org.bactrian.sandbox.salesforce.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.schema.RecordId;
import org.bactrian.sandbox.salesforce.service.Service;
import org.bactrian.sandbox.salesforce.soql.Result;
import org.bactrian.sandbox.salesforce.soql.Selected;
import org.bactrian.sandbox.salesforce.soql.Soql;

/** The query resources, and the cursors that lead from page to page. */
final class Queries {
  private static final int OPEN_CURSORS = 60;
  private static final int OTHER_WIDTH = 20;
  private static final Pattern BATCH_SIZE = Pattern.compile("batchSize\\s*=\\s*(\\d+)");

  private final Soql soql;
  private final RecordJson records;
  private final Org org;
  private final Service service;
  private final Map<String, Cursor> cursors = new LinkedHashMap<>();
  private int opened;

  private record Cursor(Result result, long since, int generation) {}

  Queries(Org org, Service service) {
    this.org = org;
    this.service = service;
    soql = new Soql(org);
    records = new RecordJson(org);
  }

  Answer answer(Call call, boolean all) {
    if (!call.method().equals("GET")) {
      throw call.methodNotAllowed("HEAD,GET");
    }
    return call.path().size() > 1 ? more(call) : first(call, all);
  }

  private Answer first(Call call, boolean all) {
    String text = call.query().get("q");
    if (text == null || text.isBlank()) {
      throw Refusal.of("MALFORMED_QUERY", "A query string has to be specified");
    }
    Result result = soql.query(text, all);
    if (Boolean.parseBoolean(call.query().get("columns"))) {
      return Answer.ok(json -> ColumnsJson.write(json, result));
    }
    int size = batchSize(call, result);
    String cursor = null;
    if (result.rows().length > size) {
      cursor = RecordId.of("01g", opened++);
      cursors.put(cursor, new Cursor(result, org.stamps().now(), service.locators()));
      if (cursors.size() > OPEN_CURSORS) {
        cursors.remove(cursors.keySet().iterator().next());
      }
    }
    return page(call, result, cursor, 0, size);
  }

  private Answer more(Call call) {
    String locator = call.step(1);
    int dash = locator.indexOf('-');
    Result result = dash < 0 ? null : good(cursors.get(locator.substring(0, dash)));
    if (result == null || !locator.substring(dash + 1).matches("\\d{1,9}")) {
      throw Refusal.of("INVALID_QUERY_LOCATOR", "invalid query locator");
    }
    int from = Integer.parseInt(locator.substring(dash + 1));
    return page(call, result, locator.substring(0, dash), from, batchSize(call, result));
  }

  private Answer page(Call call, Result result, String cursor, int from, int size) {
    int to = Math.min(result.rows().length, from + size);
    boolean done = to == result.rows().length;
    String step = call.step(0);
    return Answer.ok(
        json -> {
          json.writeStartObject();
          json.writeNumberField("totalSize", result.total());
          json.writeBooleanField("done", done);
          if (!done) {
            json.writeStringField(
                "nextRecordsUrl",
                "/services/data/%s/%s/%s-%d".formatted(call.version(), step, cursor, to));
          }
          json.writeArrayFieldStart("records");
          for (int i = from; i < to; i++) {
            records.write(json, call.version(), result, result.rows()[i]);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private Result good(Cursor cursor) {
    boolean good =
        cursor != null
            && cursor.generation == service.locators()
            && org.stamps().now() - cursor.since <= service.answers().locatorSeconds() * 1000;
    return good ? cursor.result : null;
  }

  private static int width(List<Selected> selected) {
    return selected.stream().mapToInt(Queries::width).sum();
  }

  private static int width(Selected one) {
    if (one instanceof Selected.Parent parent) {
      return width(parent.selected());
    }
    return one instanceof Selected.Own own && own.field() != null && own.field().length() > 0
        ? own.field().length()
        : OTHER_WIDTH;
  }

  private int batchSize(Call call, Result result) {
    return service.answers().pageSize(batchSize(call), width(result.selected()));
  }

  private static int batchSize(Call call) {
    Matcher matcher = BATCH_SIZE.matcher(call.header("Sforce-Query-Options", ""));
    return matcher.find()
        ? Math.max(200, Math.min(2000, Integer.parseInt(matcher.group(1))))
        : 2000;
  }
}
