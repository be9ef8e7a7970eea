package org.bactrian.sandbox.marketo.rest.program;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.Lists.StaticList;
import org.bactrian.sandbox.marketo.program.Campaign;
import org.bactrian.sandbox.marketo.program.Member;
import org.bactrian.sandbox.marketo.program.Program;
import org.bactrian.sandbox.marketo.rest.Endpoints;
import org.bactrian.sandbox.marketo.rest.Exchange;
import org.bactrian.sandbox.marketo.rest.Reply;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Refusal;

/** What one person is a member of: static lists, programs, smart campaigns. */
public final class MembershipEndpoints {
  private final Instance instance;

  /** The doors of an instance's people's memberships. */
  public MembershipEndpoints(Instance instance) {
    this.instance = instance;
  }

  private record Row(long updatedAt, Print print) {}

  private interface Print {
    void on(JsonGenerator out) throws IOException;
  }

  /** Registers them. */
  public void mount(Endpoints endpoints) {
    String one = "/rest/v1/leads/{id}/";
    endpoints
        .get(one + "listMembership.json", call -> page(call, lists(person(call))))
        .get(one + "programMembership.json", call -> page(call, programs(call, person(call))))
        .get(one + "smartCampaignMembership.json", call -> page(call, campaigns(person(call))));
  }

  private int person(Exchange call) throws Refusal {
    long id = call.pathNumber("id");
    if (!instance.leads().table().has(id)) {
      throw new Refusal("1004", "Lead '" + id + "' not found");
    }
    return (int) id;
  }

  private List<Row> lists(int lead) {
    List<Row> rows = new ArrayList<>();
    for (StaticList list : instance.lists().all().values()) {
      Long since = list.members().get(lead);
      if (since != null) {
        rows.add(new Row(since, out -> entered(out, "listId", list.id(), since)));
      }
    }
    return rows;
  }

  private List<Row> campaigns(int lead) {
    List<Row> rows = new ArrayList<>();
    for (Campaign campaign : instance.campaigns().all().values()) {
      Long since = campaign.members().get(lead);
      if (since != null) {
        rows.add(new Row(since, out -> entered(out, "smartCampaignId", campaign.id(), since)));
      }
    }
    return rows;
  }

  private static void entered(JsonGenerator out, String name, long id, long since)
      throws IOException {
    out.writeNumberField(name, id);
    out.writeStringField("createdAt", DataType.printInstant(since));
    out.writeStringField("updatedAt", DataType.printInstant(since));
  }

  private List<Row> programs(Exchange call, int lead) throws Refusal {
    String filter = call.text("filterType");
    if (filter != null && !filter.equals("programId")) {
      throw new Refusal("1003", "Invalid filterType '" + filter + "'");
    }
    List<Long> only = call.numbers("filterValues");
    List<Row> rows = new ArrayList<>();
    for (Program program : instance.programs().all().values()) {
      Member member = program.members().get(lead);
      if (member != null && (filter == null || only.contains(program.id()))) {
        rows.add(
            new Row(
                member.updatedAt(),
                out -> {
                  out.writeNumberField("id", program.id());
                  out.writeStringField("progressionStatus", member.status());
                  out.writeBooleanField("isExhausted", false);
                  out.writeBooleanField("acquiredBy", false);
                  out.writeBooleanField("reachedSuccess", member.reachedSuccess() != null);
                  out.writeStringField("membershipDate", DataType.printInstant(member.since()));
                  out.writeStringField("updatedAt", DataType.printInstant(member.updatedAt()));
                }));
      }
    }
    return rows;
  }

  private static Reply page(Exchange call, List<Row> rows) throws Refusal {
    long earliest = second(call, "earliestUpdatedAt", Long.MIN_VALUE);
    long latest = second(call, "latestUpdatedAt", Long.MAX_VALUE);
    List<Row> shown =
        rows.stream()
            .filter(row -> row.updatedAt() >= earliest && row.updatedAt() <= latest)
            .toList();
    int from = Math.min(call.offset(), shown.size());
    int to = Math.min(from + call.batchSize(), shown.size());
    return Reply.success(
        out -> {
          out.writeArrayFieldStart("result");
          for (Row row : shown.subList(from, to)) {
            out.writeStartObject();
            row.print().on(out);
            out.writeEndObject();
          }
          out.writeEndArray();
          if (to < shown.size()) {
            out.writeStringField("nextPageToken", Exchange.token(to));
          }
          out.writeBooleanField("moreResult", to < shown.size());
        });
  }

  private static long second(Exchange call, String name, long otherwise) throws Refusal {
    String text = call.text(name);
    try {
      return text == null ? otherwise : DataType.instant(text);
    } catch (DateTimeException e) {
      throw new Refusal("1001", "Invalid value '" + text + "' for '" + name + "'");
    }
  }
}
