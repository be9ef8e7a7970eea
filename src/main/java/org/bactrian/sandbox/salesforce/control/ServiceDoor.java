package org.bactrian.sandbox.salesforce.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.service.AnswerRules;
import org.bactrian.sandbox.salesforce.service.Service;

/**
 * What makes the org answer and refuse as some do: {@code answers} shows and changes the rules of
 * queries, {@code query-locators/expire} ends the life of those that were given, {@code
 * apex-limits} lets Apex refuse large batches, and {@code recycle-bin/empty} makes deletions final.
 */
final class ServiceDoor {
  private static final Map<String, Object> DONE = Map.of("ok", true);
  private static final JsonMapper JSON = new JsonMapper();

  private final Org org;
  private final Service service;

  ServiceDoor(Org org, Service service) {
    this.org = org;
    this.service = service;
  }

  /** What to answer, or nothing if the call is about something else. */
  Optional<Map<String, ?>> answer(String method, String path, JsonNode body) {
    switch (method + " " + path) {
      case "GET answers" -> {
        return Optional.of(shown());
      }
      case "POST answers" -> {
        service.answers(changed(body));
        return Optional.of(shown());
      }
      case "POST query-locators/expire" -> service.expireLocators();
      case "POST apex-limits" ->
          org.rules()
              .triggers()
              .limit(
                  type(body.path("object").asText()),
                  body.path("records").asInt(1),
                  body.path("message").asText("Apex CPU time limit exceeded"));
      case "DELETE apex-limits" -> org.rules().triggers().clearLimits();
      case "POST recycle-bin/empty" -> empty(body);
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(DONE);
  }

  private Map<String, ?> shown() {
    return JSON.convertValue(
        service.answers(),
        JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
  }

  private AnswerRules changed(JsonNode body) {
    ObjectNode all = JSON.valueToTree(service.answers());
    for (Map.Entry<String, JsonNode> each : body.properties()) {
      if (!all.has(each.getKey())) {
        throw Refusal.of("INVALID_FIELD", "/sandbox/answers has no " + each.getKey());
      }
      if (!each.getValue().isNull()) {
        all.set(each.getKey(), each.getValue());
      }
    }
    try {
      return JSON.treeToValue(all, AnswerRules.class);
    } catch (JsonProcessingException e) {
      throw Refusal.of("INVALID_FIELD", e.getCause().getMessage());
    }
  }

  private ObjectType type(String object) {
    ObjectType type = org.schema().find(object);
    if (type == null) {
      throw Refusal.notFound();
    }
    return type;
  }

  private void empty(JsonNode body) {
    for (JsonNode id : body.path("ids")) {
      ObjectType type = org.schema().ofId(id.asText());
      int row = type == null ? -1 : org.table(type).row(id.asText());
      if (row < 0) {
        throw Refusal.notFound();
      }
      org.purge(org.table(type), row);
    }
    if (!body.has("ids")) {
      boolean log = body.path("log").asBoolean(false);
      boolean one = body.has("object");
      for (Table table : org.tables()) {
        if (!one || table == org.table(type(body.path("object").asText()))) {
          org.purgeAll(table, log);
        }
      }
    }
  }
}
