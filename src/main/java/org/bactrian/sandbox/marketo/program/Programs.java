package org.bactrian.sandbox.marketo.program;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.bactrian.sandbox.marketo.store.Schema;

/** The programs and the steps of their channels. */
public final class Programs {
  private final Map<Long, Program> programs = new LinkedHashMap<>();
  private final Members members;

  /** A few programs; {@code fields} are those of a membership. */
  public Programs(Instance instance, Schema fields) {
    long now = instance.clock().seconds();
    this.members = new Members(instance, fields);
    add(now, "Spring Webinar", "event", "Webinar", "Invited", "Registered", "No Show", "Attended");
    add(
        now,
        "Autumn Trade Show",
        "event",
        "Tradeshow",
        "Invited",
        "Registered",
        "Visited Booth",
        "Influenced");
    add(now, "Monthly Newsletter", "email", "Email Send", "Sent", "Opened", "Clicked");
  }

  private void add(long now, String name, String type, String channel, String... statuses) {
    long id = 1001 + programs.size();
    programs.put(id, new Program(id, name, type, channel, List.of(statuses), now, new TreeMap<>()));
  }

  /** All programs by id. */
  public Map<Long, Program> all() {
    return programs;
  }

  /** Who is in them. */
  public Members members() {
    return members;
  }

  /** The program with this id, or a refusal. */
  public Program need(long id) throws Refusal {
    Program program = programs.get(id);
    if (program == null) {
      throw new Refusal("1013", "Program not found");
    }
    return program;
  }

  /** Gives a person another's memberships; of two in one program, the further one stays. */
  public void move(int from, int to) {
    for (Program program : programs.values()) {
      Member moved = program.members().remove(from);
      if (moved != null) {
        program.members().merge(to, moved, (had, given) -> further(program, had, given));
      }
    }
  }

  private static Member further(Program program, Member one, Member other) {
    return program.step(one.status()) >= program.step(other.status()) ? one : other;
  }

  /** Takes a person out of all programs, since it is no more. */
  public void forget(int lead) {
    programs.values().forEach(program -> program.members().remove(lead));
  }
}
