package org.bactrian.sandbox.marketo.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.Leads;
import org.bactrian.sandbox.marketo.instance.Lists.StaticList;
import org.bactrian.sandbox.marketo.instance.Result;
import org.bactrian.sandbox.marketo.instance.Upsert;
import org.bactrian.sandbox.marketo.log.Origin;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.bactrian.sandbox.marketo.store.Schema;
import org.bactrian.sandbox.marketo.store.Table;

/** What people at Marketo's screens see and do. */
final class Marketers {
  private static final int SHOWN = 10_000;
  private static final int TRIES = 20;

  private final Instance instance;
  private final JsonMapper json = new JsonMapper();
  private final SplittableRandom random;

  /** Marketers whose own deeds follow the seed. */
  Marketers(Instance instance, long seed) {
    this.instance = instance;
    random = new SplittableRandom(seed ^ 0x3A7E);
  }

  /**
   * All fields of the people in whom each of these fields has its value; {@code after} and {@code
   * limit} page through them by id.
   */
  ArrayNode people(Map<String, String> query) throws Refusal {
    Leads leads = instance.leads();
    ArrayNode found =
        records(leads.table(), leads.schema(), query, (values, slot) -> leads.value(values, slot));
    for (JsonNode person : found) {
      ((ObjectNode) person)
          .put(
              "changedAt",
              DataType.printInstant(leads.changedAt(leads.table().get(person.get("id").asInt()))));
    }
    return found;
  }

  /** All fields of the records of a standard object, chosen as people are. */
  ArrayNode records(String path, Map<String, String> query) throws Refusal {
    var records = instance.standard().get(path);
    Schema schema = records.type().schema();
    return records(
        records.table(),
        schema,
        query,
        (values, slot) -> schema.field(slot).type().print(values[slot]));
  }

  private interface Value {
    Object of(Object[] values, int slot);
  }

  private ArrayNode records(Table table, Schema schema, Map<String, String> query, Value value)
      throws Refusal {
    int limit = Integer.parseInt(query.getOrDefault("limit", String.valueOf(SHOWN)));
    int after = Integer.parseInt(query.getOrDefault("after", "0"));
    int[] candidates = null;
    for (var wanted : query.entrySet()) {
      if (!wanted.getKey().equals("limit") && !wanted.getKey().equals("after")) {
        int slot = schema.need(wanted.getKey());
        Field field = schema.field(slot);
        candidates = table.find(new int[] {slot}, field.type().parse(wanted.getValue(), field));
      }
    }
    ArrayNode found = json.createArrayNode();
    if (candidates != null) {
      for (int id : candidates) {
        found.add(record(table, schema, id, value));
      }
      return found;
    }
    for (int id = after + 1; id <= table.last() && found.size() < limit; id++) {
      if (table.has(id)) {
        found.add(record(table, schema, id, value));
      }
    }
    return found;
  }

  private ObjectNode record(Table table, Schema schema, int id, Value value) {
    Object[] values = table.get(id);
    ObjectNode record = json.createObjectNode();
    for (int slot = 0; slot < schema.size(); slot++) {
      if (!schema.field(slot).internal()) {
        record.putPOJO(schema.field(slot).name(), value.of(values, slot));
      }
    }
    return json.valueToTree(record);
  }

  /** Does so many deeds: mostly edits, some opt-outs, some people who are to go to Salesforce. */
  void work(int deeds) {
    for (int i = 0; i < deeds; i++) {
      for (int attempt = 0; attempt < TRIES && !once(); attempt++) {
        Thread.onSpinWait();
      }
    }
  }

  private boolean once() {
    ObjectNode fields = json.createObjectNode();
    int dice = random.nextInt(100);
    try {
      if (dice >= 90) {
        String last = "Prospect-" + random.nextInt(1_000_000);
        fields.put("lastName", last).put("email", last.toLowerCase(Locale.ROOT) + "@example.com");
        if (instance.leads().schema().slot("syncToSalesforce") >= 0) {
          fields.put("syncToSalesforce", true);
        }
        create(fields);
        return true;
      }
      int last = instance.leads().table().last();
      if (last == 0) return true;
      if (dice >= 85) fields.put("unsubscribed", true);
      else if (dice >= 45) fields.put("leadScore", random.nextInt(100));
      else fields.put("phone", "+1 555 %04d".formatted(random.nextInt(10_000)));
      edit(1 + random.nextInt(last), fields);
      return true;
    } catch (Refusal refusal) {
      return false;
    }
  }

  /** Makes a person, duplicates allowed, as a form or an import would. */
  Object create(JsonNode fields) throws Refusal {
    return done(
        instance.leads().sync(fields, 0, new Upsert("createDuplicate", null, null, Origin.USER)));
  }

  /** Changes a person's fields. */
  Object edit(long id, ObjectNode fields) throws Refusal {
    fields.put("id", id);
    return done(
        instance.leads().sync(fields, 0, new Upsert("updateOnly", "id", null, Origin.USER)));
  }

  /** Deletes a person. */
  Object delete(long id) throws Refusal {
    return done(instance.leads().delete(id));
  }

  /** Makes an empty static list. */
  Object makeList(JsonNode list) {
    return Map.of("id", instance.lists().create(list.path("name").asText("List")).id());
  }

  /** Puts people on a static list, or takes them off. */
  Object enlist(long list, JsonNode people, boolean on) throws Refusal {
    StaticList members = instance.lists().need(list);
    for (JsonNode person : people) {
      if (!instance.leads().table().has(person.asLong())) {
        throw new Refusal("1004", "Lead '" + person.asLong() + "' not found");
      }
    }
    for (JsonNode person : people) {
      done(
          on
              ? instance.lists().add(members, person.asLong(), Origin.USER)
              : instance.lists().remove(members, person.asLong(), Origin.USER));
    }
    return Map.of("size", members.members().size());
  }

  private static Object done(Result result) throws Refusal {
    if (result.reason() != null) {
      throw result.reason();
    }
    return Map.of("id", result.id());
  }
}
