package org.bactrian.sandbox.salesforce.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.rest.Answer;
import org.bactrian.sandbox.salesforce.rest.Call;
import org.bactrian.sandbox.salesforce.rest.Json;

/** The records of a query as CSV, page by page, as they were when it was asked. */
final class QueryJob extends Job {
  private static final Pattern SELECT =
      Pattern.compile(
          "\\s*select\\s+(.*?)\\s+from\\s+(\\w+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final int PAGE = 2_000;

  private final IngestJob.Api api;
  private final String soql;
  private final List<String> columns;
  private JsonNode first;

  QueryJob(String id, String version, ObjectNode asked, long now, IngestJob.Api api) {
    super(id, select(asked).group(2), version, asked, "UploadComplete", now);
    this.api = api;
    this.soql = asked.path("query").asText();
    this.columns = List.of(select(asked).group(1).split(",")).stream().map(String::strip).toList();
    if (!operation.equals("query") && !operation.equals("queryAll")) {
      throw Refusal.of("INVALIDJOB", "InvalidJob : Operation '" + operation + "' is not supported");
    }
    first = page(List.of(operation), Map.of("q", soql));
  }

  private static Matcher select(ObjectNode asked) {
    Matcher select = SELECT.matcher(asked.path("query").asText());
    if (!select.lookingAt()) {
      throw Refusal.of("MALFORMED_QUERY", "unexpected token: " + asked.path("query").asText());
    }
    return select;
  }

  private JsonNode page(List<String> path, Map<String, String> query) {
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
