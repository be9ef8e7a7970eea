package org.bactrian.sandbox.marketo.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.Lists.StaticList;
import org.bactrian.sandbox.marketo.instance.Programs;
import org.bactrian.sandbox.marketo.instance.Programs.Program;
import org.bactrian.sandbox.marketo.instance.Result;
import org.bactrian.sandbox.marketo.log.Origin;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Refusal;

/** Static lists, programs, and who is on or in them. */
final class ListEndpoints {
  private final Instance instance;

  ListEndpoints(Instance instance) {
    this.instance = instance;
  }

  void mount(Endpoints endpoints) {
    String members = "/rest/v1/lists/{id}/leads.json";
    endpoints
        .get("/rest/v1/lists.json", this::lists)
        .get("/rest/v1/lists/{id}.json", this::list)
        .post(
            members,
            call -> each(call, (list, lead) -> instance.lists().add(list, lead, Origin.API)))
        .delete(
            members,
            call -> each(call, (list, lead) -> instance.lists().remove(list, lead, Origin.API)))
        .get(
            "/rest/v1/lists/{id}/leads/ismember.json",
            call ->
                each(
                    call,
                    (list, lead) ->
                        Result.of(
                            lead,
                            list.members().contains((int) lead) ? "memberof" : "notmemberof")))
        .get("/rest/asset/v1/programs.json", this::programs)
        .get("/rest/asset/v1/channels.json", this::channels)
        .get("/rest/v1/programs/{id}/members.json", this::programMembers)
        .post("/rest/v1/programs/{id}/members/status.json", this::progress)
        .post("/rest/v1/programs/{id}/members/delete.json", this::leave);
  }

  private interface Deed {
    Result with(StaticList list, long lead);
  }

  private Reply each(Exchange call, Deed deed) throws Refusal {
    StaticList list = instance.lists().need(call.pathNumber("id"));
    List<Long> ids = call.numbers("id");
    JsonNode json = call.json();
    if (ids.isEmpty()) {
      for (JsonNode each : call.input(json)) {
        ids.add(Exchange.number("id", each.path("id").asText()));
      }
    }
    if (ids.size() > Exchange.MOST) {
      throw new Refusal("1003", "No more than 300 ids");
    }
    return Rows.results(call, ids.size(), "id", false, place -> deed.with(list, ids.get(place)));
  }

  private Reply lists(Exchange call) throws Refusal {
    List<String> names = call.values("name");
    List<StaticList> found =
        instance.lists().all().values().stream()
            .filter(list -> names.isEmpty() || names.contains(list.name()))
            .toList();
    return Reply.result(
        out -> {
          for (StaticList list : found) {
            print(out, list);
          }
        });
  }

  private Reply list(Exchange call) throws Refusal {
    StaticList list = instance.lists().need(call.pathNumber("id"));
    return Reply.result(out -> print(out, list));
  }

  private static void print(JsonGenerator out, StaticList list) throws IOException {
    out.writeStartObject();
    out.writeNumberField("id", list.id());
    out.writeStringField("name", list.name());
    out.writeStringField("workspaceName", "Default");
    out.writeStringField("createdAt", DataType.printInstant(list.createdAt()));
    out.writeStringField("updatedAt", DataType.printInstant(list.createdAt()));
    out.writeEndObject();
  }

  private Reply programs(Exchange call) throws Refusal {
    return Reply.result(
        out -> {
          for (Program program : instance.programs().all().values()) {
            out.writeStartObject();
            out.writeNumberField("id", program.id());
            out.writeStringField("name", program.name());
            out.writeStringField("type", program.type());
            out.writeStringField("channel", program.channel());
            out.writeStringField("workspace", "Default");
            out.writeEndObject();
          }
        });
  }

  private Reply channels(Exchange call) throws Refusal {
    return Reply.result(
        out -> {
          for (Program program : instance.programs().all().values()) {
            out.writeStartObject();
            out.writeNumberField("id", program.id());
            out.writeStringField("name", program.channel());
            out.writeStringField("applicableProgramType", program.type());
            out.writeArrayFieldStart("progressionStatuses");
            for (int step = 0; step < program.statuses().size(); step++) {
              out.writeStartObject();
              out.writeStringField("name", program.statuses().get(step));
              out.writeNumberField("step", (step + 1) * 10);
              out.writeBooleanField("success", step == program.statuses().size() - 1);
              out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
          }
        });
  }

  private Reply programMembers(Exchange call) throws Refusal {
    Program program = instance.programs().need(call.pathNumber("id"));
    List<String> wanted = call.values("filterValues");
    String filter = call.need("filterType");
    if (!filter.equals("statusName") && !filter.equals("leadId")) {
      throw new Refusal("1003", "Invalid filterType '" + filter + "'");
    }
    return Reply.result(
        out -> {
          int seq = 0;
          for (var entry : program.members().entrySet()) {
            Programs.Member member = entry.getValue();
            String value =
                filter.equals("leadId") ? String.valueOf(entry.getKey()) : member.status();
            if (wanted.contains(value)) {
              out.writeStartObject();
              out.writeNumberField("seq", seq++);
              out.writeNumberField("leadId", entry.getKey());
              out.writeNumberField("programId", program.id());
              out.writeStringField("statusName", member.status());
              out.writeBooleanField(
                  "reachedSuccess",
                  program.statuses().indexOf(member.status()) == program.statuses().size() - 1);
              out.writeBooleanField("acquiredBy", false);
              out.writeStringField("membershipDate", DataType.printInstant(member.since()));
              out.writeStringField("updatedAt", DataType.printInstant(member.updatedAt()));
              out.writeEndObject();
            }
          }
        });
  }

  private Reply progress(Exchange call) throws Refusal {
    Program program = instance.programs().need(call.pathNumber("id"));
    JsonNode json = call.json();
    JsonNode input = call.input(json);
    String status = json.path("statusName").asText("");
    if (!program.statuses().contains(status)) {
      throw new Refusal("1025", "Status '" + status + "' not found in channel");
    }
    return Rows.results(
        call,
        input.size(),
        "leadId",
        true,
        place ->
            instance
                .programs()
                .progress(program, input.get(place).path("leadId").asLong(), status));
  }

  private Reply leave(Exchange call) throws Refusal {
    Program program = instance.programs().need(call.pathNumber("id"));
    JsonNode input = call.input(call.json());
    return Rows.results(
        call,
        input.size(),
        "leadId",
        true,
        place -> instance.programs().remove(program, input.get(place).path("leadId").asLong()));
  }
}
