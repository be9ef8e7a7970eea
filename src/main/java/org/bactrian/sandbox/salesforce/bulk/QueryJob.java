package org.bactrian.sandbox.salesforce.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.rest.wire.Answer;
import org.bactrian.sandbox.salesforce.rest.wire.Call;
import org.bactrian.sandbox.salesforce.rest.wire.Json;

/** The records of a query as CSV, page by page, as they were when it was asked. */
final class QueryJob extends Job {
  private static final int PAGE = 2_000;

  private final IngestJob.Api api;
  private final List<String> columns;
  private final JsonNode first;

  private QueryJob(
      String id, String version, ObjectNode asked, long now, IngestJob.Api api, JsonNode metadata) {
    super(id, metadata.path("entityName").asText(), version, asked, "UploadComplete", now);
    this.api = api;
    if (!operation.equals("query") && !operation.equals("queryAll")) {
      throw Refusal.of("INVALIDJOB", "InvalidJob : Operation '" + operation + "' is not supported");
    }
    String soql = asked.path("query").asText();
    columns = BulkColumns.of(soql, metadata);
    first = page(List.of(operation), Map.of("q", soql));
  }

  /** The job that a client asks for; refuses a query that is wrong or that has no CSV. */
  static QueryJob of(String id, String version, ObjectNode asked, long now, IngestJob.Api api) {
    Map<String, String> query = Map.of("q", asked.path("query").asText(), "columns", "true");
    return new QueryJob(id, version, asked, now, api, ask(api, version, List.of("query"), query));
  }

  private JsonNode page(List<String> path, Map<String, String> query) {
    return ask(api, version, path, query);
  }

  private static JsonNode ask(
      IngestJob.Api api, String version, List<String> path, Map<String, String> query) {
    Answer answer =
        api.answer(
            new Call(
                "GET",
                version,
                path,
                query,
                null,
                name -> name.equals("Sforce-Query-Options") ? "batchSize=" + PAGE : null));
    JsonNode said = Json.read(Json.bytes(answer.body()));
    if (answer.status() >= 400) {
      throw Refusal.of(
          said.path(0).path("errorCode").asText(), said.path(0).path("message").asText());
    }
    return said;
  }

  @Override
  void work() {}

  int total() {
    return first.path("totalSize").asInt();
  }

  /** So many records from a place on, with a header. */
  String results(int from, int most) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(columns);
    String next = first.path("nextRecordsUrl").asText("");
    String cursor = next.isEmpty() ? "" : next.substring(next.lastIndexOf('/') + 1).split("-")[0];
    int at = from;
    while (rows.size() <= most && at < total()) {
      JsonNode page =
          at == 0 || cursor.isEmpty()
              ? first
              : page(List.of(operation, cursor + "-" + at), Map.of());
      int skip = cursor.isEmpty() ? at : 0;
      for (JsonNode record : page.path("records")) {
        if (skip-- <= 0 && rows.size() <= most) {
          rows.add(columns.stream().map(column -> text(record, column)).toList());
          at++;
        }
      }
    }
    return csv.write(rows);
  }

  private static String text(JsonNode record, String column) {
    JsonNode value = record;
    for (String step : column.split("\\.")) {
      value = value.path(step);
    }
    return value.isNull() || value.isMissingNode() ? "" : value.asText();
  }

  @Override
  void describe(Map<String, Object> description) {
    description.put("jobType", "V2Query");
    description.put("numberRecordsProcessed", is("JobComplete") ? total() : 0);
    description.put("isPkChunkingSupported", true);
  }
}
