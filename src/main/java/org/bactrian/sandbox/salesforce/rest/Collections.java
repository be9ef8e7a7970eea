package org.bactrian.sandbox.salesforce.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.rest.wire.Answer;
import org.bactrian.sandbox.salesforce.rest.wire.Call;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.ObjectType;

/** The composite/sobjects resources: up to 200 records in one call, each with its own result. */
final class Collections {
  private static final int MOST = 200;
  private static final int MOST_READ = 2000;
  private static final int MOST_READ_BY_URL = 800;

  private final Org org;
  private final Sobjects sobjects;
  private final Records records;
  private final RecordJson json;

  Collections(Org org, Sobjects sobjects, Records records) {
    this.org = org;
    this.sobjects = sobjects;
    this.records = records;
    json = new RecordJson(org);
  }

  private record Saved(String id, Boolean created, Refusal refusal) {
    void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      if (id != null) {
        json.writeStringField("id", id);
      }
      json.writeBooleanField("success", refusal == null);
      json.writeArrayFieldStart("errors");
      if (refusal != null) {
        Answer.error(json, "statusCode", refusal);
      }
      json.writeEndArray();
      if (created != null) {
        json.writeBooleanField("created", created);
      }
      json.writeEndObject();
    }
  }

  private static final class RolledBack extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  Answer answer(Call call) {
    if (call.path().size() == 2) {
      return switch (call.method()) {
        case "POST" -> together(rows(call), call.object(), record -> create(call, record));
        case "PATCH" -> together(rows(call), call.object(), this::update);
        case "DELETE" -> delete(call);
        default -> throw call.methodNotAllowed("POST,PATCH,DELETE");
      };
    }
    Table table = sobjects.table(call.step(2));
    if (call.path().size() == 4) {
      Field key = table.type().field(call.step(3));
      if (key == null || !key.idLookup()) {
        throw Refusal.of("INVALID_FIELD", "Invalid external id field: " + call.step(3));
      }
      List<ObjectNode> rows = rows(call);
      Set<String> twice = twice(rows, key);
      return together(rows, call.object(), record -> upsert(call, table, key, record, twice));
    }
    return retrieve(call, table);
  }

  private static List<ObjectNode> rows(Call call) {
    JsonNode list = call.object().path("records");
    if (!list.isArray() || list.isEmpty()) {
      throw Refusal.of("REQUIRED_FIELD_MISSING", "The records field is required");
    }
    if (list.size() > MOST) {
      throw tooMany(MOST);
    }
    for (JsonNode record : list) {
      if (!record.isObject()) {
        throw Refusal.of(
            "JSON_PARSER_ERROR",
            "Unexpected value '%s' where a record is expected".formatted(record.asText()));
      }
    }
    return StreamSupport.stream(list.spliterator(), false).map(n -> (ObjectNode) n).toList();
  }

  private static Refusal tooMany(int most) {
    return Refusal.of(
        "EXCEEDED_ID_LIMIT",
        "record limit reached. cannot submit more than %d records in one operation"
            .formatted(most));
  }

  private <T> Answer each(List<T> records, JsonNode body, Function<T, Saved> deed) {
    List<Saved> results = new ArrayList<>();
    boolean allOrNone = body.path("allOrNone").asBoolean(false);
    try {
      org.atomically(
          () -> {
            for (T record : records) {
              try {
                results.add(org.atomically(() -> deed.apply(record)));
              } catch (Refusal refusal) {
                results.add(new Saved(null, null, ofOneRecord(refusal)));
              }
            }
            if (allOrNone && results.stream().anyMatch(r -> r.refusal != null)) {
              throw new RolledBack();
            }
            return null;
          });
    } catch (RolledBack e) {
      results.replaceAll(Collections::rolledBack);
    }
    return Answer.ok(
        json -> {
          json.writeStartArray();
          for (Saved result : results) {
            result.write(json);
          }
          json.writeEndArray();
        });
  }

  /** A value that can't be read refuses the whole call: the body is read before it is obeyed. */
  private static Refusal ofOneRecord(Refusal refusal) {
    if (refusal.isOfBody()) {
      throw refusal;
    }
    return refusal;
  }

  private Answer together(
      List<ObjectNode> records, JsonNode body, Function<ObjectNode, Saved> deed) {
    Map<ObjectType, Integer> sizes = new HashMap<>();
    for (ObjectNode record : records) {
      String name = record.path("attributes").path("type").asText("");
      sizes.merge(org.schema().find(name), 1, Integer::sum);
    }
    return org.rules().triggers().together(sizes, () -> each(records, body, deed));
  }

  private static Saved rolledBack(Saved result) {
    return result.refusal != null
        ? result
        : new Saved(
            null,
            null,
            Refusal.of(
                "ALL_OR_NONE_OPERATION_ROLLED_BACK",
                "Record rolled back because not all records were valid and the request was using"
                    + " AllOrNone header"));
  }

  private Saved create(Call call, ObjectNode record) {
    Table table = tableOf(record);
    return new Saved(table.id(records.insert(call, table, record)), null, null);
  }

  private Table tableOf(ObjectNode record) {
    String name = record.path("attributes").path("type").asText("");
    ObjectType type = org.schema().object(name);
    if (type == null) {
      throw Refusal.of("INVALID_TYPE", "sObject type '%s' is not supported.".formatted(name));
    }
    return org.table(type);
  }

  private Saved update(ObjectNode record) {
    Table table = tableOf(record);
    ObjectNode fields = without(record, "Id");
    JsonNode id = given(record, "Id");
    if (id.isMissingNode()) {
      throw Refusal.of("MISSING_ARGUMENT", "Id not specified in an update call");
    }
    int row = Records.row(table, id.asText());
    org.update(table, row, fields);
    return new Saved(table.id(row), null, null);
  }

  /** The values of a key, in lower case, that more than one record has. */
  private static Set<String> twice(List<ObjectNode> records, Field key) {
    Set<String> once = new HashSet<>();
    Set<String> twice = new HashSet<>();
    for (ObjectNode record : records) {
      String value = given(record, key.name()).asText("").toLowerCase(Locale.ROOT);
      if (!value.isEmpty() && !once.add(value)) {
        twice.add(value);
      }
    }
    return twice;
  }

  /** A record's value of a field, whose name may be in any case. */
  private static JsonNode given(ObjectNode record, String name) {
    for (Map.Entry<String, JsonNode> each : record.properties()) {
      if (each.getKey().equalsIgnoreCase(name)) {
        return each.getValue();
      }
    }
    return MissingNode.getInstance();
  }

  private static ObjectNode without(ObjectNode record, String name) {
    ObjectNode rest = record.deepCopy();
    for (Map.Entry<String, JsonNode> each : record.properties()) {
      if (each.getKey().equalsIgnoreCase(name)) {
        rest.remove(each.getKey());
      }
    }
    return rest;
  }

  private Saved upsert(Call call, Table table, Field key, ObjectNode record, Set<String> twice) {
    ObjectNode fields = without(record, key.name());
    JsonNode value = given(record, key.name());
    boolean blank = value.isMissingNode() || value.isNull() || value.asText().isEmpty();
    if (!blank && twice.contains(value.asText().toLowerCase(Locale.ROOT))) {
      throw Refusal.of("DUPLICATE_VALUE", "Duplicate external id specified: " + value.asText());
    }
    if (key.name().equals("Id")) {
      if (blank) {
        return new Saved(table.id(records.insert(call, table, fields)), true, null);
      }
      int row = Records.row(table, value.asText());
      org.update(table, row, fields);
      return new Saved(table.id(row), false, null);
    }
    if (blank) {
      throw Refusal.of("MISSING_ARGUMENT", key.name() + " not specified");
    }
    Answer answer = records.upsert(call, table, key, value.asText(), fields);
    int[] rows = table.rowsWith(key, value.asText());
    return new Saved(table.id(rows[0]), answer.status() == 201, null);
  }

  private Answer delete(Call call) {
    List<String> ids = ids(call);
    requireAny(ids);
    if (ids.size() > MOST) {
      throw tooMany(MOST);
    }
    Map<ObjectType, Integer> sizes = new HashMap<>();
    ids.forEach(id -> sizes.merge(org.schema().ofId(id), 1, Integer::sum));
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.put("allOrNone", "true".equals(call.query().get("allOrNone")));
    return org.rules().triggers().together(sizes, () -> each(ids, options, this::delete));
  }

  private Saved delete(String id) {
    ObjectType type = org.schema().ofId(id);
    if (type == null) {
      throw Refusal.of("MALFORMED_ID", "malformed id " + id);
    }
    Table table = org.table(type);
    int row = Records.row(table, id);
    org.delete(table, row);
    return new Saved(table.id(row), null, null);
  }

  private static List<String> ids(Call call) {
    String ids = call.query().getOrDefault("ids", "");
    return ids.isBlank() ? List.of() : List.of(ids.split(","));
  }

  private static void requireAny(List<String> ids) {
    if (ids.isEmpty()) {
      throw Refusal.of("REQUIRED_FIELD_MISSING", "The ids field is required");
    }
  }

  private Answer retrieve(Call call, Table table) {
    List<String> ids = new ArrayList<>();
    String fields;
    if (call.method().equals("POST")) {
      for (JsonNode id : call.object().path("ids")) ids.add(id.asText());
      List<String> names = new ArrayList<>();
      call.object().path("fields").forEach(name -> names.add(name.asText()));
      fields = String.join(",", names);
    } else {
      ids.addAll(ids(call));
      fields = call.query().get("fields");
    }
    int most = call.method().equals("POST") ? MOST_READ : MOST_READ_BY_URL;
    requireAny(ids);
    if (ids.size() > most) {
      throw tooMany(most);
    }
    var selected = RecordJson.selected(table.type(), fields);
    return Answer.ok(
        out -> {
          out.writeStartArray();
          for (String id : ids) {
            int row = table.row(id);
            if (row < 0 || table.isDeleted(row)) {
              out.writeNull();
            } else {
              json.write(out, call.version(), table, row, selected);
            }
          }
          out.writeEndArray();
        });
  }
}
