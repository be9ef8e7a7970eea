package org.bactrian.sandbox.marketo.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.ObjectType;
import org.bactrian.sandbox.marketo.instance.Records;
import org.bactrian.sandbox.marketo.instance.Upsert;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.bactrian.sandbox.marketo.store.Schema;

/** Companies, sales persons, opportunities, roles and custom objects: they all work alike. */
final class ObjectEndpoints {
  private final Instance instance;

  ObjectEndpoints(Instance instance) {
    this.instance = instance;
  }

  /** Which records a call is about. */
  private interface Which {
    Records of(Exchange call) throws Refusal;
  }

  void mount(Endpoints endpoints) {
    instance.standard().forEach((path, records) -> mount(endpoints, path, call -> records));
    mount(
        endpoints,
        "customobjects/{name}",
        call -> instance.customObjects().named(call.path().get("name")));
  }

  private void mount(Endpoints endpoints, String path, Which which) {
    String base = "/rest/v1/" + path;
    endpoints
        .get(base + "/describe.json", call -> describe(which.of(call)))
        .get(base + ".json", call -> read(call, which.of(call)))
        .post(base + ".json", call -> sync(call, which.of(call)))
        .post(base + "/delete.json", call -> delete(call, which.of(call)));
  }

  private Reply describe(Records records) throws Refusal {
    return Reply.result(out -> Descriptions.object(out, records.type(), "approved", "approved"));
  }

  private Reply sync(Exchange call, Records records) throws Refusal {
    JsonNode json = call.json();
    JsonNode input = call.input(json);
    Records.Batch batch =
        records.batch(
            Upsert.of(json.path("action").asText(null), json.path("dedupeBy").asText(null), null));
    return Rows.results(
        call, input.size(), records.type().idField(), true, place -> batch.sync(input.get(place)));
  }

  private Reply delete(Exchange call, Records records) throws Refusal {
    JsonNode json = call.json();
    JsonNode input = call.input(json);
    String by = json.path("deleteBy").asText(null);
    return Rows.results(
        call,
        input.size(),
        records.type().idField(),
        true,
        place -> records.delete(input.get(place), by));
  }

  private Reply read(Exchange call, Records records) throws Refusal {
    JsonNode json = call.json();
    boolean compound = json.has("input");
    int[] slots =
        records.filter(
            compound ? json.path("filterType").asText("dedupeFields") : call.need("filterType"));
    List<Integer> found = new ArrayList<>();
    if (compound) {
      for (JsonNode each : call.input(json)) {
        found(records, slots, each, found);
      }
    } else {
      call.need("filterValues");
      List<String> values = call.values("filterValues");
      if (values.size() > Exchange.MOST) {
        throw new Refusal("1003", "More than 300 values for 'filterValues'");
      }
      if (slots.length > 1) {
        throw new Refusal("1003", "A compound key must be sent in the body");
      }
      Schema schema = records.type().schema();
      for (String value : values) {
        Field field = schema.field(slots[0]);
        add(found, records, slots, field.type() == DataType.EMAIL ? value : parse(value, field));
      }
    }
    int from = Math.min(call.offset(), found.size());
    int to = Math.min(from + call.batchSize(), found.size());
    int[] shown = shown(call, json, records.type());
    return Reply.success(
        out -> {
          out.writeArrayFieldStart("result");
          for (int i = from; i < to; i++) {
            record(out, i - from, records, found.get(i), shown);
          }
          out.writeEndArray();
          if (to < found.size()) {
            out.writeStringField("nextPageToken", Exchange.token(to));
            out.writeBooleanField("moreResult", true);
          }
        });
  }

  private static Object parse(String value, Field field) throws Refusal {
    return field.type().parse(value, field);
  }

  private static void found(Records records, int[] slots, JsonNode key, List<Integer> found)
      throws Refusal {
    Object[] values = new Object[slots.length];
    for (int i = 0; i < slots.length; i++) {
      Field field = records.type().schema().field(slots[i]);
      values[i] = field.type().read(key.get(field.name()), field);
      if (values[i] == null) {
        throw new Refusal("1003", "Missing value for dedupe field '" + field.name() + "'");
      }
    }
    add(found, records, slots, values);
  }

  private static void add(List<Integer> found, Records records, int[] slots, Object... values) {
    for (int id : records.table().find(slots, values)) {
      found.add(id);
    }
  }

  private static int[] shown(Exchange call, JsonNode json, ObjectType type) throws Refusal {
    List<String> names = new ArrayList<>(call.values("fields"));
    json.path("fields").forEach(name -> names.add(name.asText()));
    List<String> wanted = names.isEmpty() ? type.defaultFields() : names;
    List<Integer> slots = new ArrayList<>(List.of(0));
    for (String name : wanted) {
      int slot = type.schema().need(name);
      if (!slots.contains(slot)) {
        slots.add(slot);
      }
    }
    return slots.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void record(JsonGenerator out, int seq, Records records, int id, int[] slots)
      throws IOException {
    Object[] values = records.table().get(id);
    out.writeStartObject();
    out.writeNumberField("seq", seq);
    for (int slot : slots) {
      Field field = records.type().schema().field(slot);
      Rows.value(out, field.name(), field.type().print(values[slot]));
    }
    out.writeEndObject();
  }
}
