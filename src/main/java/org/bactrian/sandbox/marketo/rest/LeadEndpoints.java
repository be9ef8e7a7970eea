package org.bactrian.sandbox.marketo.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.Leads;
import org.bactrian.sandbox.marketo.instance.Lists.StaticList;
import org.bactrian.sandbox.marketo.instance.Upsert;
import org.bactrian.sandbox.marketo.program.Member;
import org.bactrian.sandbox.marketo.program.Program;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;

/** People: writing, reading, deleting, merging. */
final class LeadEndpoints {
  private static final int MOST_MATCHES = 1_000;
  private static final List<String> DEFAULT_FIELDS =
      List.of("id", "email", "updatedAt", "createdAt", "firstName", "lastName");

  private final Instance instance;
  private final Leads leads;

  LeadEndpoints(Instance instance) {
    this.instance = instance;
    this.leads = instance.leads();
  }

  void mount(Endpoints endpoints) {
    endpoints
        .get("/rest/v1/leads.json", this::read)
        .post("/rest/v1/leads.json", this::sync)
        .post("/rest/v1/leads/push.json", this::push)
        .get("/rest/v1/lead/{id}.json", this::one)
        .get("/rest/v1/lists/{id}/leads.json", this::members)
        .get("/rest/v1/list/{id}/leads.json", this::members)
        .get("/rest/v1/leads/programs/{id}.json", this::inProgram)
        .post("/rest/v1/leads/delete.json", this::delete)
        .delete("/rest/v1/leads.json", this::delete)
        .post("/rest/v1/leads/{id}/merge.json", this::merge)
        .post("/rest/v1/leads/{id}/associate.json", this::associate)
        .get("/rest/v1/leads/partitions.json", this::partitions)
        .post("/rest/v1/leads/partitions.json", this::move);
  }

  private Reply sync(Exchange call) throws Refusal {
    JsonNode json = call.json();
    return write(
        call,
        json,
        Upsert.of(
            json.path("action").asText(null),
            json.path("lookupField").asText(null),
            json.path("partitionName").asText(null)));
  }

  private Reply push(Exchange call) throws Refusal {
    JsonNode json = call.json();
    if (!json.hasNonNull("programName")) {
      throw new Refusal("1002", "Missing value for required parameter 'programName'");
    }
    return write(
        call,
        json,
        Upsert.of(
            "createOrUpdate",
            json.path("lookupField").asText(null),
            json.path("partitionName").asText(null)));
  }

  private Reply write(Exchange call, JsonNode json, Upsert how) throws Refusal {
    JsonNode input = call.input(json);
    int lookup = leads.lookupSlot(how);
    return Rows.results(
        call, input.size(), "id", false, place -> leads.sync(input.get(place), lookup, how));
  }

  private Reply read(Exchange call) throws Refusal {
    String filterType = call.need("filterType");
    int slot = leads.schema().need(filterType);
    Field field = leads.schema().field(slot);
    if (!leads.searchable(field)) {
      throw new Refusal("1003", "Invalid filterType '" + filterType + "'");
    }
    call.need("filterValues");
    List<String> values = call.values("filterValues");
    if (values.size() > Exchange.MOST) {
      throw new Refusal("1003", "More than 300 values for 'filterValues'");
    }
    List<Integer> found = new ArrayList<>();
    for (String value : values) {
      for (int id : find(slot, field, value)) {
        found.add(id);
      }
    }
    if (found.size() > MOST_MATCHES) {
      throw new Refusal("1003", "Too many results match the filter");
    }
    int from = Math.min(call.offset(), found.size());
    int to = Math.min(from + call.batchSize(), found.size());
    return people(call, found.subList(from, to), to < found.size() ? Exchange.token(to) : null);
  }

  private int[] find(int slot, Field field, String value) throws Refusal {
    if (field.type() == DataType.EMAIL) {
      return leads.table().find(new int[] {slot}, value);
    }
    return leads.table().find(new int[] {slot}, field.type().parse(value, field));
  }

  private Reply one(Exchange call) throws Refusal {
    long id = call.pathNumber("id");
    return people(call, leads.table().has(id) ? List.of((int) id) : List.of(), null);
  }

  private Reply members(Exchange call) throws Refusal {
    StaticList list = instance.lists().need(call.pathNumber("id"));
    List<Integer> ids = new ArrayList<>(list.members().tailMap(call.offset()).keySet());
    int to = Math.min(call.batchSize(), ids.size());
    return people(call, ids.subList(0, to), to < ids.size() ? Exchange.token(ids.get(to)) : null);
  }

  private Reply inProgram(Exchange call) throws Refusal {
    Program program = instance.programs().need(call.pathNumber("id"));
    List<Integer> ids = new ArrayList<>(program.members().tailMap(call.offset()).keySet());
    int to = Math.min(call.batchSize(), ids.size());
    int[] slots = slots(call.values("fields"));
    return Reply.success(
        out -> {
          out.writeArrayFieldStart("result");
          for (int id : ids.subList(0, to)) {
            out.writeStartObject();
            values(out, id, slots);
            membership(out, program.members().get(id));
            out.writeEndObject();
          }
          out.writeEndArray();
          if (to < ids.size()) {
            out.writeStringField("nextPageToken", Exchange.token(ids.get(to)));
          }
        });
  }

  private static void membership(JsonGenerator out, Member member) throws IOException {
    out.writeObjectFieldStart("membership");
    out.writeStringField("progressionStatus", member.status());
    out.writeBooleanField("isExhausted", false);
    out.writeBooleanField("acquiredBy", false);
    out.writeBooleanField("reachedSuccess", member.reachedSuccess() != null);
    out.writeStringField("membershipDate", DataType.printInstant(member.since()));
    out.writeEndObject();
  }

  private Reply people(Exchange call, List<Integer> ids, String next) throws Refusal {
    int[] slots = slots(call.values("fields"));
    return Reply.success(
        out -> {
          out.writeArrayFieldStart("result");
          for (int id : ids) {
            person(out, id, slots);
          }
          out.writeEndArray();
          if (next != null) {
            out.writeStringField("nextPageToken", next);
          }
        });
  }

  private int[] slots(List<String> wanted) throws Refusal {
    List<String> names = wanted.isEmpty() ? DEFAULT_FIELDS : new ArrayList<>(wanted);
    if (!names.contains("id")) {
      names.add(0, "id");
    }
    int[] slots = new int[names.size()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = leads.schema().need(names.get(i));
    }
    return slots;
  }

  private void person(JsonGenerator out, int id, int[] slots) throws IOException {
    out.writeStartObject();
    values(out, id, slots);
    out.writeEndObject();
  }

  private void values(JsonGenerator out, int id, int[] slots) throws IOException {
    Object[] values = leads.table().get(id);
    for (int slot : slots) {
      Rows.value(out, leads.schema().field(slot).name(), leads.value(values, slot));
    }
  }

  private Reply delete(Exchange call) throws Refusal {
    JsonNode json = call.json();
    List<Long> ids = json.isMissingNode() ? call.numbers("id") : new ArrayList<>();
    if (!json.isMissingNode()) {
      for (JsonNode each : call.input(json)) {
        ids.add(Exchange.number("id", each.path("id").asText()));
      }
    }
    return Rows.results(call, ids.size(), "id", false, place -> leads.delete(ids.get(place)));
  }

  private Reply merge(Exchange call) throws Refusal {
    List<Long> losers = call.numbers("leadIds");
    losers.addAll(call.numbers("leadId"));
    if (losers.isEmpty()) {
      throw new Refusal("1002", "Missing value for required parameter 'leadId'");
    }
    if ("true".equals(call.text("mergeInCRM"))) {
      throw new Refusal("1003", "Sandbox: 'mergeInCRM' is not simulated");
    }
    leads.merge(call.pathNumber("id"), losers.stream().mapToLong(Long::longValue).toArray());
    return Reply.success(out -> {});
  }

  private Reply associate(Exchange call) throws Refusal {
    if (!call.need("cookie").contains("token:")) {
      throw new Refusal("1012", "Invalid cookie value '" + call.text("cookie") + "'");
    }
    if (!leads.table().has(call.pathNumber("id"))) {
      throw new Refusal("1004", "Lead '" + call.pathNumber("id") + "' not found");
    }
    return Reply.success(out -> {});
  }

  private Reply partitions(Exchange call) throws Refusal {
    return Reply.result(
        out -> {
          for (var partition : instance.partitions().entrySet()) {
            out.writeStartObject();
            out.writeNumberField("id", partition.getValue());
            out.writeStringField("name", partition.getKey());
            out.writeEndObject();
          }
        });
  }

  private Reply move(Exchange call) throws Refusal {
    JsonNode input = call.input(call.json());
    return Rows.results(
        call,
        input.size(),
        "id",
        false,
        place ->
            leads.move(
                input.get(place).path("id").asLong(),
                input.get(place).path("partitionName").asText("")));
  }
}
