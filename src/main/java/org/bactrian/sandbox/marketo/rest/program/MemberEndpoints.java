package org.bactrian.sandbox.marketo.rest.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.Result;
import org.bactrian.sandbox.marketo.program.Member;
import org.bactrian.sandbox.marketo.program.Members;
import org.bactrian.sandbox.marketo.program.Program;
import org.bactrian.sandbox.marketo.program.Programs;
import org.bactrian.sandbox.marketo.rest.Endpoints;
import org.bactrian.sandbox.marketo.rest.Exchange;
import org.bactrian.sandbox.marketo.rest.Reply;
import org.bactrian.sandbox.marketo.rest.Rows;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;

/** The members of a program: their status, their fields, reading and removing them. */
public final class MemberEndpoints {
  private static final int MOST_MEMBERS = 100_000;
  private static final long LONGEST_SECONDS = 7 * 86_400L;
  private static final List<String> ALWAYS =
      List.of("leadId", "reachedSuccess", "programId", "acquiredBy", "membershipDate");
  private static final Set<String> SEARCHABLE = Set.of("leadId", "reachedSuccess", "statusName");

  private final Programs programs;
  private final Members members;

  /** The doors of the members of an instance's programs. */
  public MemberEndpoints(Instance instance) {
    this.programs = instance.programs();
    this.members = programs.members();
  }

  private interface Deed {
    Result with(Program program, JsonNode record) throws Refusal;
  }

  /** Registers them. */
  public void mount(Endpoints endpoints) {
    String path = "/rest/v1/programs/{id}/members";
    endpoints
        .get(path + ".json", this::read)
        .post(path + ".json", call -> each(call, members::write))
        .post(path + "/status.json", this::progress)
        .post(
            path + "/delete.json",
            call ->
                each(call, (program, row) -> members.remove(program, row.path("leadId").asLong())))
        .post("/rest/v1/leads/programs/{id}/status.json", this::change);
  }

  private Reply each(Exchange call, Deed deed) throws Refusal {
    Program program = programs.need(call.pathNumber("id"));
    JsonNode input = call.input(call.json());
    return Rows.results(
        call, input.size(), "leadId", true, place -> deed.with(program, input.get(place)));
  }

  private Reply progress(Exchange call) throws Refusal {
    String status = status(call, "statusName");
    return each(
        call, (program, row) -> members.progress(program, row.path("leadId").asLong(), status));
  }

  /** The older form, which names people by {@code id}. */
  private Reply change(Exchange call) throws Refusal {
    Program program = programs.need(call.pathNumber("id"));
    String status = status(call, "status");
    JsonNode input = call.input(call.json());
    return Rows.results(
        call,
        input.size(),
        "id",
        false,
        place -> {
          long lead = input.get(place).path("id").asLong();
          var result = members.progress(program, lead, status);
          return new Result(
              lead, result.reason() == null ? "updated" : result.status(), result.reason());
        });
  }

  private String status(Exchange call, String name) throws Refusal {
    Program program = programs.need(call.pathNumber("id"));
    String status = call.json().path(name).asText("");
    if (program.step(status) < 0) {
      throw new Refusal("1025", "Program status '" + status + "' not found");
    }
    return status;
  }

  private Reply read(Exchange call) throws Refusal {
    Program program = programs.need(call.pathNumber("id"));
    Predicate<Map.Entry<Integer, Member>> wanted = filter(call, program);
    List<Field> shown = shown(call);
    List<Map.Entry<Integer, Member>> found =
        program.members().entrySet().stream().filter(wanted).toList();
    int from = Math.min(call.offset(), found.size());
    int to = Math.min(from + call.batchSize(), found.size());
    return Reply.success(
        out -> {
          out.writeArrayFieldStart("result");
          for (int i = from; i < to; i++) {
            int lead = found.get(i).getKey();
            out.writeStartObject();
            out.writeNumberField("seq", i - from);
            for (Field field : shown) {
              Object value = members.value(program, lead, found.get(i).getValue(), field);
              Rows.value(out, field.name(), value);
            }
            out.writeEndObject();
          }
          out.writeEndArray();
          if (to < found.size()) {
            out.writeStringField("nextPageToken", Exchange.token(to));
          }
          out.writeBooleanField("moreResult", to < found.size());
        });
  }

  private List<Field> shown(Exchange call) throws Refusal {
    Set<String> names = new LinkedHashSet<>(ALWAYS);
    names.addAll(call.values("fields"));
    List<Field> shown = new ArrayList<>();
    for (String name : names) {
      shown.add(members.fields().field(members.fields().need(name)));
    }
    return shown;
  }

  private Predicate<Map.Entry<Integer, Member>> filter(Exchange call, Program program)
      throws Refusal {
    String type = call.need("filterType");
    if (!type.equals("leadId") && program.members().size() > MOST_MEMBERS) {
      throw new Refusal(
          "1003",
          "Total membership size: %,d exceeds the limit allowed %,d for the filter"
              .formatted(program.members().size(), MOST_MEMBERS));
    }
    if (type.equals("updatedAt")) {
      long start = second(call, "startAt");
      long end = second(call, "endAt");
      if (end < start || end - start > LONGEST_SECONDS) {
        throw new Refusal("1003", "The range of 'updatedAt' exceeds 7 days");
      }
      return m -> m.getValue().updatedAt() >= start && m.getValue().updatedAt() <= end;
    }
    Field field = members.fields().field(members.fields().need(type));
    boolean custom =
        field.custom() && List.of(DataType.STRING, DataType.INTEGER).contains(field.type());
    if (!custom && !SEARCHABLE.contains(type)) {
      throw new Refusal("1003", "Invalid filterType '" + type + "'");
    }
    call.need("filterValues");
    List<String> values = call.values("filterValues");
    if (values.size() > Exchange.MOST) {
      throw new Refusal("1003", "More than 300 values for 'filterValues'");
    }
    return m ->
        values.contains(String.valueOf(members.value(program, m.getKey(), m.getValue(), field)));
  }

  private static long second(Exchange call, String name) throws Refusal {
    String text = call.need(name);
    try {
      return DataType.instant(text);
    } catch (java.time.DateTimeException e) {
      throw new Refusal("1001", "Invalid value '" + text + "' for '" + name + "'");
    }
  }
}
