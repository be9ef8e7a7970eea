package org.bactrian.sandbox.marketo.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.Lists.StaticList;
import org.bactrian.sandbox.marketo.instance.Result;
import org.bactrian.sandbox.marketo.log.Origin;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Refusal;

/** Static lists and who is on them. */
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
                            list.members().containsKey((int) lead) ? "memberof" : "notmemberof")));
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
    List<Long> ids = call.numbers("id");
    List<String> names = call.values("name");
    List<String> workspaces = call.values("workspaceName");
    boolean ofPrograms = !call.values("programName").isEmpty();
    List<StaticList> found =
        instance.lists().all().values().stream()
            .filter(list -> ids.isEmpty() || ids.contains(list.id()))
            .filter(list -> names.isEmpty() || names.contains(list.name()))
            .filter(list -> workspaces.isEmpty() || workspaces.contains("Default"))
            .filter(list -> !ofPrograms)
            .toList();
    int from = Math.min(call.offset(), found.size());
    int to = Math.min(from + call.batchSize(), found.size());
    return Reply.success(
        out -> {
          out.writeArrayFieldStart("result");
          for (StaticList list : found.subList(from, to)) {
            print(out, list);
          }
          out.writeEndArray();
          if (to < found.size()) {
            out.writeStringField("nextPageToken", Exchange.token(to));
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
}
