package org.bactrian.sandbox.salesforce.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.rest.wire.Answer;
import org.bactrian.sandbox.salesforce.rest.wire.Call;
import org.bactrian.sandbox.salesforce.schema.ChildRelationship;
import org.bactrian.sandbox.salesforce.schema.ObjectType;

/** Records created together with their children: all of them, level by level, or none. */
final class Trees {
  private static final int MOST_RECORDS = 200;
  private static final int MOST_LEVELS = 5;

  private final Org org;
  private final Sobjects sobjects;
  private final Records records;

  Trees(Org org, Sobjects sobjects, Records records) {
    this.org = org;
    this.sobjects = sobjects;
    this.records = records;
  }

  /**
   * One record of a tree.
   *
   * @param link what its parent calls it, or null at the root
   * @param parent the reference id of its parent, or null at the root
   */
  private record Node(ObjectType type, ObjectNode given, ChildRelationship link, String parent) {
    String reference() {
      return given.path("attributes").path("referenceId").asText("");
    }
  }

  private static final class RolledBack extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  Answer answer(Call call) {
    if (!call.method().equals("POST")) {
      throw call.methodNotAllowed("POST");
    }
    ObjectType root = sobjects.table(call.step(2)).type();
    List<List<Node>> levels = levels(root, call.object().path("records"));
    Map<String, String> ids = new LinkedHashMap<>();
    Map<String, Refusal> refused = new LinkedHashMap<>();
    try {
      org.atomically(
          () -> {
            levels.forEach(level -> create(call, level, ids, refused));
            return null;
          });
    } catch (RolledBack e) {
      return new Answer(400, json -> refused(json, refused), Map.of());
    }
    return Answer.created(json -> created(json, ids));
  }

  private List<List<Node>> levels(ObjectType root, JsonNode given) {
    List<List<Node>> levels = new ArrayList<>();
    List<Node> level = new ArrayList<>();
    given.forEach(record -> level.add(node(root, record, null, null)));
    long count = 0;
    for (List<Node> at = level; !at.isEmpty(); at = children(at)) {
      levels.add(at);
      count += at.size();
    }
    if (count == 0) {
      throw Refusal.of("INVALID_INPUT", "Include at least one record in the request.");
    }
    if (count > MOST_RECORDS || levels.size() > MOST_LEVELS) {
      throw Refusal.of(
          "LIMIT_EXCEEDED",
          "A tree holds at most %d records in %d levels; this one has %d in %d."
              .formatted(MOST_RECORDS, MOST_LEVELS, count, levels.size()));
    }
    return levels;
  }

  private List<Node> children(List<Node> parents) {
    List<Node> children = new ArrayList<>();
    for (Node parent : parents) {
      for (var entry : List.copyOf(parent.given.properties())) {
        JsonNode records = entry.getValue().path("records");
        ChildRelationship link =
            records.isArray() ? org.schema().child(parent.type, entry.getKey()) : null;
        if (link != null) {
          parent.given.remove(entry.getKey());
          records.forEach(
              child -> children.add(node(link.child(), child, link, parent.reference())));
        }
      }
    }
    return children;
  }

  private static Node node(
      ObjectType type, JsonNode record, ChildRelationship link, String parent) {
    String named = record.path("attributes").path("type").asText("");
    if (!record.isObject() || !named.equalsIgnoreCase(type.name())) {
      throw Refusal.of(
          "INVALID_INPUT", "The type of each record must be %s: %s".formatted(type.name(), named));
    }
    Node node = new Node(type, record.deepCopy(), link, parent);
    if (node.reference().isEmpty()) {
      throw Refusal.of("INVALID_INPUT", "Include a reference ID for each record in the request.");
    }
    return node;
  }

  private void create(
      Call call, List<Node> level, Map<String, String> ids, Map<String, Refusal> refused) {
    for (Node node : level) {
      try {
        if (node.link != null) {
          node.given.put(node.link.field().name(), ids.get(node.parent));
        }
        var table = org.table(node.type);
        int row = org.atomically(() -> records.insert(call, table, node.given));
        if (ids.put(node.reference(), table.id(row)) != null) {
          throw Refusal.of("INVALID_INPUT", "Duplicate ReferenceId provided in the request.");
        }
      } catch (Refusal refusal) {
        if (refusal.isOfBody()) {
          throw refusal;
        }
        refused.put(node.reference(), refusal);
      }
    }
    if (!refused.isEmpty()) {
      throw new RolledBack();
    }
  }

  private static void created(JsonGenerator json, Map<String, String> ids) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("hasErrors", false);
    json.writeArrayFieldStart("results");
    for (Map.Entry<String, String> one : ids.entrySet()) {
      json.writeStartObject();
      json.writeStringField("referenceId", one.getKey());
      json.writeStringField("id", one.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void refused(JsonGenerator json, Map<String, Refusal> refused) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("hasErrors", true);
    json.writeArrayFieldStart("results");
    for (Map.Entry<String, Refusal> one : refused.entrySet()) {
      json.writeStartObject();
      json.writeStringField("referenceId", one.getKey());
      json.writeArrayFieldStart("errors");
      Answer.error(json, "statusCode", one.getValue());
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
