package org.bactrian.sandbox.salesforce.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.rest.wire.Answer;
import org.bactrian.sandbox.salesforce.rest.wire.Call;
import org.bactrian.sandbox.salesforce.rest.wire.Json;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.ObjectType;

/** Records from a CSV file, each written as if it came alone. */
final class IngestJob extends Job {
  private static final Set<String> OPERATIONS =
      Set.of("insert", "update", "upsert", "delete", "hardDelete");
  private static final int CHUNK = 200;
  private static final String CLEARED = "#N/A";
  private static final List<String> COLLECTIONS = List.of("composite", "sobjects");

  private final Api api;
  private final ObjectType type;
  private final String key;
  private final String assignmentRule;
  private final StringBuilder upload = new StringBuilder();
  private List<String> columns = List.of();
  private boolean tried;
  private final List<List<String>> successful = new ArrayList<>();
  private final List<List<String>> failed = new ArrayList<>();

  /** What answers the calls that a row becomes. */
  interface Api {
    Answer answer(Call call);

    /** Takes a deleted record out of the recycle bin. */
    void purge(String id);

    /** Writes so many records of an object in one transaction. */
    void together(ObjectType type, int size, Runnable writes);
  }

  IngestJob(String id, ObjectType type, String version, ObjectNode asked, long now, Api api) {
    super(id, type.name(), version, asked, "Open", now);
    this.api = api;
    this.type = type;
    this.key = asked.path("externalIdFieldName").asText("");
    this.assignmentRule = asked.path("assignmentRuleId").asText("FALSE");
    if (!OPERATIONS.contains(operation)) {
      throw Refusal.of("INVALIDJOB", "InvalidJob : Operation '" + operation + "' is not supported");
    }
    String content = asked.path("contentType").asText("CSV");
    if (!content.equals("CSV")) {
      throw Refusal.of("INVALIDJOB", "InvalidJob : Unsupported contentType " + content);
    }
    if (operation.equals("upsert") && (type.field(key) == null || !type.field(key).idLookup())) {
      throw Refusal.of(
          "INVALIDJOB",
          "InvalidJob : Field name provided, %s does not match an External ID, Salesforce Id, or indexed field for %s"
              .formatted(key, object));
    }
  }

  void upload(JsonNode text) {
    need("Open");
    upload.append(text == null ? "" : text.asText());
  }

  @Override
  void work() {
    List<List<String>> rows = csv.read(upload.toString());
    if (rows.isEmpty()) {
      return;
    }
    columns = rows.get(0);
    for (String column : columns) {
      if (type.field(column) == null && !column.contains(".")) {
        throw Refusal.of("INVALIDBATCH", "InvalidBatch : Field name not found : " + column);
      }
    }
    tried = true;
    for (int from = 1; from < rows.size(); from += CHUNK) {
      List<List<String>> chunk = rows.subList(from, Math.min(from + CHUNK, rows.size()));
      Set<String> twice = twice(chunk);
      api.together(type, chunk.size(), () -> chunk.forEach(row -> write(row, twice)));
    }
  }

  /** The values of the key, in lower case, that more than one row of a chunk has. */
  private Set<String> twice(List<List<String>> chunk) {
    int at = operation.equals("upsert") && !key.equals("Id") ? columns.indexOf(key) : -1;
    Set<String> once = new HashSet<>();
    return chunk.stream()
        .filter(row -> at >= 0 && at < row.size() && !row.get(at).isEmpty())
        .map(row -> row.get(at).toLowerCase(Locale.ROOT))
        .filter(value -> !once.add(value))
        .collect(Collectors.toSet());
  }

  private void write(List<String> row, Set<String> twice) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    String id = null;
    for (int i = 0; i < columns.size() && i < row.size(); i++) {
      String column = columns.get(i);
      boolean names = column.equals(operation.equals("upsert") ? key : "Id");
      if (names && !operation.equals("insert")) {
        id = row.get(i);
      } else if (!row.get(i).isEmpty()) {
        put(body, column, row.get(i));
      }
    }
    if (id == null && !operation.equals("insert")) {
      fail(row, "", "MISSING_ARGUMENT:Id not specified:--");
      return;
    }
    if (id != null && twice.contains(id.toLowerCase(Locale.ROOT))) {
      fail(row, "", "DUPLICATE_VALUE:Duplicate external id specified: %s:%s --".formatted(id, key));
      return;
    }
    JsonNode said = Json.read(Json.bytes(api.answer(call(id, body)).body())).path(0);
    if (said.path("success").asBoolean()) {
      if (operation.equals("hardDelete")) {
        api.purge(id);
      }
      boolean created = said.path("created").asBoolean(operation.equals("insert"));
      successful.add(line(row, said.path("id").asText(), String.valueOf(created)));
    } else {
      JsonNode error = said.has("errors") ? said.path("errors").path(0) : said;
      fail(row, operation.equals("upsert") || id == null ? "" : id, error(error));
    }
  }

  /** The call for a collection of one record: an id in a row is no address. */
  private Call call(String id, ObjectNode record) {
    if (operation.equals("delete") || operation.equals("hardDelete")) {
      return new Call("DELETE", version, COLLECTIONS, Map.of("ids", id), null, name -> null);
    }
    record.putObject("attributes").put("type", object);
    if (id != null) {
      record.put(operation.equals("upsert") ? key : "Id", id);
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("records").add(record);
    boolean upsert = operation.equals("upsert");
    List<String> path =
        upsert ? List.of(COLLECTIONS.get(0), COLLECTIONS.get(1), object, key) : COLLECTIONS;
    String method = operation.equals("insert") ? "POST" : "PATCH";
    // Salesforce assigns the records of a job only if the job names a rule.
    return new Call(
        method,
        version,
        path,
        Map.of(),
        body,
        name -> name.equals("Sforce-Auto-Assign") ? assignmentRule : null);
  }

  private void put(ObjectNode body, String column, String text) {
    Field field = type.field(column);
    if (text.equals(CLEARED)) {
      body.putNull(column);
    } else if (field == null) {
      String[] steps = column.split("\\.", 2);
      body.withObjectProperty(steps[0]).put(steps[1], text);
    } else if (field.type().isNumber() && text.matches("[+-]?\\d+(\\.\\d+)?")) {
      body.put(column, new BigDecimal(text));
    } else if (field.type().apiName().equals("boolean") && text.matches("(?i)true|false|1|0")) {
      body.put(column, text.equalsIgnoreCase("true") || text.equals("1"));
    } else {
      body.put(column, text);
    }
  }

  private static String error(JsonNode error) {
    StringBuilder fields = new StringBuilder();
    for (JsonNode field : error.path("fields")) {
      fields.append(fields.isEmpty() ? "" : ", ").append(field.asText());
    }
    return error.path("statusCode").asText(error.path("errorCode").asText())
        + ":"
        + error.path("message").asText()
        + ":"
        + (fields.isEmpty() ? "" : fields + " ")
        + "--";
  }

  private void fail(List<String> row, String id, String error) {
    failed.add(line(row, id, error));
  }

  private static List<String> line(List<String> row, String first, String second) {
    return Stream.concat(Stream.of(first, second), row.stream()).toList();
  }

  /** One of the three files of results. */
  String results(String which) {
    return switch (which) {
      case "successfulResults" -> file("sf__Created", successful);
      case "failedResults" -> file("sf__Error", failed);
      case "unprocessedrecords" -> unprocessed();
      default -> throw Refusal.notFound();
    };
  }

  /** What was uploaded and not tried, and the header, as they were uploaded. */
  private String unprocessed() {
    String text = upload.toString();
    return tried ? text.lines().limit(1).collect(Collectors.joining("", "", "\n")) : text;
  }

  private String file(String second, List<List<String>> rows) {
    return csv.write(joined(line(columns, "sf__Id", second), rows));
  }

  private static List<List<String>> joined(List<String> header, List<List<String>> rows) {
    return Stream.concat(Stream.of(header), rows.stream()).toList();
  }

  @Override
  void describe(Map<String, Object> description) {
    description.put("jobType", "V2Ingest");
    description.put("contentUrl", "services/data/%s/jobs/ingest/%s/batches".formatted(version, id));
    if (!key.isEmpty()) {
      description.put("externalIdFieldName", key);
    }
    if (!assignmentRule.equals("FALSE")) {
      description.put("assignmentRuleId", assignmentRule);
    }
    description.put("numberRecordsProcessed", successful.size() + failed.size());
    description.put("numberRecordsFailed", failed.size());
    description.put("apiActiveProcessingTime", 0);
    description.put("apexProcessingTime", 0);
  }
}
