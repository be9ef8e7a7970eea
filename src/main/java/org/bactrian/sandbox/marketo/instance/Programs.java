package org.bactrian.sandbox.marketo.instance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bactrian.sandbox.marketo.log.ActivityType;
import org.bactrian.sandbox.marketo.log.Detail;
import org.bactrian.sandbox.marketo.store.Refusal;

/** The programs, the steps of their channels, and their members. */
public final class Programs {
  /** A program; its statuses are in the order of their steps and the last one is the success. */
  public record Program(
      long id,
      String name,
      String type,
      String channel,
      List<String> statuses,
      TreeMap<Integer, Member> members) {}

  /** That a person is in a program: since when, and how far. */
  public record Member(String status, long since, long updatedAt) {}

  private final Instance instance;
  private final Map<Long, Program> programs = new LinkedHashMap<>();

  Programs(Instance instance) {
    this.instance = instance;
    add("Spring Webinar", "event", "Webinar", "Invited", "Registered", "No Show", "Attended");
    add(
        "Autumn Trade Show",
        "event",
        "Tradeshow",
        "Invited",
        "Registered",
        "Visited Booth",
        "Influenced");
    add("Monthly Newsletter", "email", "Email Send", "Sent", "Opened", "Clicked");
  }

  private void add(String name, String type, String channel, String... statuses) {
    long id = 1001 + programs.size();
    programs.put(id, new Program(id, name, type, channel, List.of(statuses), new TreeMap<>()));
  }

  /** All programs by id. */
  public Map<Long, Program> all() {
    return programs;
  }

  /** The program with this id, or a refusal. */
  public Program need(long id) throws Refusal {
    Program program = programs.get(id);
    if (program == null) {
      throw new Refusal("1013", "Program not found");
    }
    return program;
  }

  /** Moves a person forward in a program; nobody ever goes back. */
  public Result progress(Program program, long lead, String status) {
    if (!instance.leads().table().has(lead)) {
      return Result.skipped(lead, new Refusal("1004", "Lead not found"));
    }
    Member member = program.members().get((int) lead);
    List<String> steps = program.statuses();
    if (member != null && steps.indexOf(member.status()) >= steps.indexOf(status)) {
      return Result.skipped(
          lead, new Refusal("1037", "Lead skipped because it is already in or past this status"));
    }
    long now = instance.clock().seconds();
    program
        .members()
        .put((int) lead, new Member(status, member == null ? now : member.since(), now));
    String before = member == null ? "Not in Program" : member.status();
    instance
        .log()
        .add(
            ActivityType.PROGRESSION,
            (int) lead,
            new Detail.Other(
                program.id(), program.name(), Map.of("New Status", status, "Old Status", before)));
    return Result.of(lead, member == null ? "created" : "updated");
  }

  /** Takes a person out of a program. */
  public Result remove(Program program, long lead) {
    return program.members().remove((int) lead) == null
        ? Result.skipped(lead, new Refusal("1004", "Lead not found"))
        : Result.of(lead, "deleted");
  }

  /** Gives a person another's memberships; of two in one program, the further one stays. */
  void move(int from, int to) {
    for (Program program : programs.values()) {
      Member moved = program.members().remove(from);
      if (moved != null) {
        program.members().merge(to, moved, (had, given) -> further(program, had, given));
      }
    }
  }

  private static Member further(Program program, Member one, Member other) {
    List<String> steps = program.statuses();
    return steps.indexOf(one.status()) >= steps.indexOf(other.status()) ? one : other;
  }

  void forget(int lead) {
    programs.values().forEach(program -> program.members().remove(lead));
  }
}
