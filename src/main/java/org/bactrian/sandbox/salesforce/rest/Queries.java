package org.bactrian.sandbox.salesforce.rest;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.rest.describe.ColumnsJson;
import org.bactrian.sandbox.salesforce.rest.wire.Answer;
import org.bactrian.sandbox.salesforce.rest.wire.Call;
import org.bactrian.sandbox.salesforce.service.Service;
import org.bactrian.sandbox.salesforce.soql.Result;
import org.bactrian.sandbox.salesforce.soql.Selected;
import org.bactrian.sandbox.salesforce.soql.Soql;

/** The query resources. */
final class Queries {
  private static final int OTHER_WIDTH = 20;
  private static final Pattern BATCH_SIZE = Pattern.compile("batchSize\\s*=\\s*(\\d+)");

  private final Soql soql;
  private final RecordJson records;
  private final Service service;
  private final Cursors cursors;
  private final Recents recents;

  Queries(Org org, Service service, Recents recents) {
    this.service = service;
    this.recents = recents;
    soql = new Soql(org);
    cursors = new Cursors(org, service);
    records = new RecordJson(org, cursors);
  }

  Answer answer(Call call, boolean all) {
    if (!call.method().equals("GET")) {
      throw call.methodNotAllowed("HEAD,GET");
    }
    if (call.path().size() > 1) {
      return more(call);
    }
    if (call.query().containsKey("explain")) {
      throw Refusal.of("MALFORMED_QUERY", "Sandbox: plans of queries are not simulated.");
    }
    String text = call.query().get("q");
    if (text == null || text.isBlank()) {
      throw Refusal.of("MALFORMED_QUERY", "A query string has to be specified");
    }
    return first(call, text, all);
  }

  /** The first page of a query. */
  Answer first(Call call, String text, boolean all) {
    boolean seen = Recents.isFor(text);
    Result result = soql.query(seen ? Recents.without(text) : text, all);
    if (seen) {
      recents.see(result.table(), result.rows());
    }
    if (Boolean.parseBoolean(call.query().get("columns"))) {
      return Answer.ok(json -> ColumnsJson.write(json, result));
    }
    int size = batchSize(call, result);
    String cursor = result.rows().length > size ? cursors.open(result) : null;
    return page(call, result, cursor, 0, size);
  }

  private Answer more(Call call) {
    String[] locator = call.step(1).split("-", 2);
    Result result = cursors.result(locator[0]);
    if (result == null || locator.length < 2 || !locator[1].matches("\\d{1,9}")) {
      throw Refusal.of("INVALID_QUERY_LOCATOR", "invalid query locator");
    }
    int from = Integer.parseInt(locator[1]);
    if (from >= result.rows().length) {
      throw Refusal.of("INVALID_QUERY_LOCATOR", "invalid query locator");
    }
    return page(call, result, locator[0], from, batchSize(call, result));
  }

  private Answer page(Call call, Result result, String cursor, int from, int size) {
    int to = Math.min(result.rows().length, from + size);
    boolean done = to == result.rows().length;
    String step = call.step(0).equals("queryAll") ? "queryAll" : "query";
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
