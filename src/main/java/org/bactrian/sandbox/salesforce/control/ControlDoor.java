package org.bactrian.sandbox.salesforce.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bactrian.sandbox.salesforce.org.Conversion;
import org.bactrian.sandbox.salesforce.org.Merge;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.service.Service;
import org.bactrian.sandbox.salesforce.soql.Soql;

/** Answers {@code /sandbox}. */
public final class ControlDoor {
  private static final Map<String, Object> DONE = Map.of("ok", true);

  private final Org org;
  private final CallCounts calls;
  private final Faults faults;
  private final Users users;
  private final Soql soql;
  private final ServiceDoor service;
  private final SchemaDoor schema;
  private final ShapeDoor shape;

  /** The door to this org. */
  public ControlDoor(Org org, CallCounts calls, Faults faults, Users users, Service service) {
    this.org = org;
    this.calls = calls;
    this.faults = faults;
    this.users = users;
    this.service = new ServiceDoor(org, service);
    schema = new SchemaDoor(org);
    shape = new ShapeDoor(org);
    soql = new Soql(org);
  }

  /**
   * Does what is asked, or nothing of it; keys that it does not know are answered as ignored.
   *
   * @param path below {@code /sandbox/}
   * @return what to answer, as maps, lists and values
   * @throws Refusal if it can't be done
   */
  public Map<String, ?> answer(String method, String path, JsonNode sent) {
    JsonNode body = sent == null ? JsonNodeFactory.instance.objectNode() : sent;
    if (!body.isObject()) {
      throw Refusal.of("JSON_PARSER_ERROR", "The control door takes a JSON object");
    }
    List<String> unknown = method.equals("POST") ? DoorKeys.unknown(path, body) : List.<String>of();
    Map<String, ?> done = org.atomically(() -> done(method, path, body));
    if (unknown.isEmpty()) {
      return done;
    }
    Map<String, Object> answer = new LinkedHashMap<>(done);
    answer.put("ignored", unknown);
    return answer;
  }

  private Map<String, ?> done(String method, String path, JsonNode body) {
    if (path.startsWith("records/")) {
      return record(path.substring("records/".length()), (ObjectNode) body);
    }
    switch (method + " " + path) {
      case "GET calls" -> {
        return calls.toJson();
      }
      case "GET stats" -> {
        return stats();
      }
      case "DELETE calls" -> calls.reset();
      case "POST limits" -> calls.allow(body.path("callsPerDay").asLong(calls.allowed()));
      case "POST faults" -> faults.add(body);
      case "DELETE faults" -> faults.clear();
      case "POST convert" -> {
        return convert(body);
      }
      case "POST merge" ->
          new Merge(org)
              .merge(
                  table(text(body, "object")),
                  text(body, "masterId"),
                  JsonNodeFactory.instance.objectNode(),
                  texts(body.path("ids")));
      case "POST undelete" -> undelete(texts(body.path("ids")));
      case "POST clock" -> org.stamps().advance(body.path("advanceSeconds").asLong() * 1000);
      case "POST activity" -> users.work(body.path("edits").asInt(1));
      case "POST locks" ->
          org.rules()
              .triggers()
              .lock(
                  table(text(body, "object")).type(),
                  body.path("times").asInt(1),
                  body.path("trigger").textValue());
      case "POST assignment-rules" ->
          org.rules()
              .assign(table(text(body, "object")).type(), text(body, "id"), text(body, "ownerId"));
      case "DELETE assignment-rules" -> org.rules().clearAssignments();
      case "POST validation-rules" -> validate(body);
      case "DELETE validation-rules" -> org.rules().clearValidations();
      case "POST permissions" -> permit(body);
      case "DELETE permissions" ->
          org.schema().objects().forEach(type -> type.permissions().reset());
      case "POST duplicate-rules" -> findDuplicates(body);
      case "DELETE duplicate-rules" -> org.rules().clearDuplicates();
      default -> {
        return service
            .answer(method, path, body)
            .or(() -> schema.answer(method, path, body))
            .or(() -> shape.answer(method, path, body))
            .orElseThrow(Refusal::notFound);
      }
    }
    return DONE;
  }

  private Map<String, ?> record(String object, ObjectNode fields) {
    Table table = table(object);
    return Map.of("id", table.id(org.putRaw(table, fields)));
  }

  private Map<String, ?> convert(JsonNode body) {
    Conversion.Outcome done =
        new Conversion(org)
            .convert(
                Conversion.Wish.plain(
                    text(body, "leadId"),
                    body.path("contactId").textValue(),
                    body.path("accountId").textValue()));
    return Map.of("contactId", done.contactId(), "accountId", done.accountId());
  }

  private Map<String, ?> stats() {
    Map<String, Object> objects = new TreeMap<>();
    for (Table table : org.tables()) {
      objects.put(table.type().name(), Map.of("live", table.live(), "deleted", table.binned()));
    }
    return Map.of("objects", objects, "now", org.stamps().now());
  }

  private void undelete(List<String> ids) {
    for (String id : ids) {
      ObjectType type = org.schema().ofId(id);
      if (type == null || org.table(type).row(id) < 0) {
        throw Refusal.notFound();
      }
      org.undelete(org.table(type), org.table(type).row(id));
    }
  }

  private void validate(JsonNode rule) {
    ObjectType type = table(text(rule, "object")).type();
    String field = rule.path("field").textValue();
    org.rules()
        .validate(
            type,
            soql.condition(type, text(rule, "condition")),
            text(rule, "message"),
            field == null ? null : field(type, field));
  }

  private void findDuplicates(JsonNode rule) {
    ObjectType type = table(text(rule, "object")).type();
    List<Field> fields =
        texts(rule.path("fields")).stream().map(name -> field(type, name)).toList();
    org.rules()
        .findDuplicates(type, fields, rule.path("message").asText("Use one of these records?"));
  }

  private void permit(JsonNode permission) {
    ObjectType type = table(text(permission, "object")).type();
    boolean read = permission.path("read").asBoolean(true);
    boolean edit = permission.path("edit").asBoolean(true);
    if (!permission.has("field")) {
      type.permissions().set(read, edit);
      return;
    }
    Field field = field(type, text(permission, "field"));
    if (field.required() || field.flags().contains("defaulted")) {
      throw Refusal.of(
          "FIELD_INTEGRITY_EXCEPTION",
          "Permissions can't be set for required and system fields: " + field.name(),
          field.name());
    }
    type.permissions().set(field, read, edit);
  }

  private Table table(String object) {
    ObjectType type = org.schema().find(object);
    if (type == null) {
      throw Refusal.notFound();
    }
    return org.table(type);
  }

  private static Field field(ObjectType type, String name) {
    Field field = type.find(name);
    if (field == null) {
      throw Refusal.notFound();
    }
    return field;
  }

  private static String text(JsonNode body, String name) {
    String text = body.path(name).textValue();
    if (text == null) {
      throw Refusal.of(
          "REQUIRED_FIELD_MISSING", "Required fields are missing: [" + name + "]", name);
    }
    return text;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(node -> texts.add(node.asText()));
    return texts;
  }
}
