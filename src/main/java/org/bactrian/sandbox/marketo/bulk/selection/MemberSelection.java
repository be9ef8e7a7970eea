package org.bactrian.sandbox.marketo.bulk.selection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.Leads;
import org.bactrian.sandbox.marketo.program.Member;
import org.bactrian.sandbox.marketo.program.Members;
import org.bactrian.sandbox.marketo.program.Program;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;

/** The members of programs, with fields of the membership and of the person. */
public final class MemberSelection implements Selection {
  private static final int MOST_PROGRAMS = 10;
  private static final Set<String> FILTERS =
      Set.of(
          "programId", "programIds", "statusNames", "updatedAt", "isExhausted", "nurtureCadence");

  private final Leads leads;
  private final Members members;
  private final List<Program> programs = new ArrayList<>();
  private final List<String> fields;
  private final Set<String> statuses;
  private final Period period;
  private final boolean none;

  /** The members that a request asks for. */
  public MemberSelection(Instance instance, JsonNode request) throws Refusal {
    this.leads = instance.leads();
    this.members = instance.programs().members();
    JsonNode filter = request.path("filter");
    for (String name : (Iterable<String>) filter::fieldNames) {
      if (!FILTERS.contains(name)) {
        throw Selection.unsupported(name);
      }
    }
    if (filter.has("programId") == filter.has("programIds")) {
      throw new Refusal("1003", "One of the filters 'programId' and 'programIds' is required");
    }
    if (filter.has("programId")) {
      programs.add(instance.programs().need(filter.get("programId").asLong()));
    }
    for (JsonNode id : filter.path("programIds")) {
      programs.add(instance.programs().need(id.asLong()));
    }
    if (programs.isEmpty() || programs.size() > MOST_PROGRAMS) {
      throw new Refusal("1003", "The filter 'programIds' takes 1 to 10 programs");
    }
    this.statuses = new HashSet<>(Selection.texts(filter, "statusNames"));
    for (String status : statuses) {
      if (programs.stream().noneMatch(program -> program.step(status) >= 0)) {
        throw new Refusal("1003", "Invalid Data: status '" + status + "'");
      }
    }
    this.period = filter.has("updatedAt") ? Period.of(filter.get("updatedAt"), "updatedAt") : null;
    // No program here nurtures, so that nobody has exhausted one or has a cadence.
    this.none = filter.path("isExhausted").asBoolean() || filter.hasNonNull("nurtureCadence");
    this.fields = columns(request, filter.has("programIds"));
  }

  private List<String> columns(JsonNode request, boolean several) throws Refusal {
    List<String> named = Selection.texts(request, "fields");
    if (named.isEmpty()) {
      throw new Refusal("1002", "Missing value for required parameter 'fields'");
    }
    List<String> columns = new ArrayList<>(several ? List.of("programId") : List.of());
    for (String name : named) {
      if (members.fields().slot(name) < 0) {
        leads.schema().need(name);
      }
      if (!columns.contains(name)) {
        columns.add(name);
      }
    }
    return columns;
  }

  @Override
  public List<String> fields() {
    return fields;
  }

  @Override
  public void each(Sink sink) {
    for (Program program : none ? List.<Program>of() : programs) {
      for (Map.Entry<Integer, Member> member : program.members().entrySet()) {
        if (fits(member.getValue())) {
          sink.row(row(program, member.getKey(), member.getValue()));
        }
      }
    }
  }

  private boolean fits(Member member) {
    return (statuses.isEmpty() || statuses.contains(member.status()))
        && (period == null || period.holds(member.updatedAt()));
  }

  private Object[] row(Program program, int lead, Member member) {
    Object[] person = leads.table().get(lead);
    Object[] row = new Object[fields.size()];
    for (int i = 0; i < row.length; i++) {
      int slot = members.fields().slot(fields.get(i));
      if (slot < 0) {
        row[i] = leads.value(person, leads.schema().slot(fields.get(i)));
      } else {
        Field field = members.fields().field(slot);
        row[i] = members.value(program, lead, member, field);
      }
    }
    return row;
  }
}
