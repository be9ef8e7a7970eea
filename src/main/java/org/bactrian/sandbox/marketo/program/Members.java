package org.bactrian.sandbox.marketo.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.Result;
import org.bactrian.sandbox.marketo.log.ActivityType;
import org.bactrian.sandbox.marketo.log.Detail;
import org.bactrian.sandbox.marketo.log.Origin;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.bactrian.sandbox.marketo.store.Schema;

/** What becomes of people's memberships, and the fields of one. */
public final class Members {
  private final Instance instance;
  private final Schema fields;

  Members(Instance instance, Schema fields) {
    this.instance = instance;
    this.fields = fields;
  }

  /** The fields of a membership, standard and custom. */
  public Schema fields() {
    return fields;
  }

  /** Moves a person forward in a program, or into it; nobody ever goes back. */
  public Result progress(Program program, long lead, String status) {
    if (!instance.leads().table().has(lead)) {
      return Result.skipped(null, new Refusal("1004", "Lead not found"));
    }
    Member member = program.members().get((int) lead);
    if (member != null && program.step(member.status()) >= program.step(status)) {
      return Result.skipped(
          null, new Refusal("1037", "Lead skipped because it is already in or past this status"));
    }
    long now = instance.clock().seconds();
    Member before = member == null ? new Member(null, now, now, null, Map.of()) : member;
    program.members().put((int) lead, before.at(status, program.isSuccess(status), now));
    log(program, (int) lead, status, member == null ? "Not in Program" : member.status());
    return Result.of(lead, member == null ? "created" : "updated");
  }

  /** Writes fields of a person's membership; a refusal leaves everything as it was. */
  public Result write(Program program, JsonNode record) {
    long lead = record.path("leadId").asLong();
    Member member = program.members().get((int) lead);
    if (member == null) {
      return Result.skipped(null, new Refusal("1013", "Membership not found"));
    }
    try {
      long now = instance.clock().seconds();
      Map<Field, Object> sent = read(record);
      for (var each : sent.entrySet()) {
        Field field = each.getKey();
        Object before = member.values().get(field.name());
        if (!Objects.equals(before, each.getValue())) {
          member = member.with(field.name(), each.getValue(), now);
          log(program, (int) lead, field, before, each.getValue());
        }
      }
      program.members().put((int) lead, member);
      return Result.of(lead, "updated");
    } catch (Refusal refusal) {
      return Result.skipped(null, refusal);
    }
  }

  private Map<Field, Object> read(JsonNode record) throws Refusal {
    Map<Field, Object> sent = new LinkedHashMap<>();
    for (var entry : record.properties()) {
      if (entry.getKey().equals("leadId")) {
        continue;
      }
      Field field = fields.field(fields.need(entry.getKey()));
      if (field.readOnly()) {
        throw new Refusal("1003", "Field '" + field.name() + "' is not updateable");
      }
      sent.put(field, field.type().read(entry.getValue(), field));
    }
    return sent;
  }

  /** Takes a person out of a program. */
  public Result remove(Program program, long lead) {
    Member member = program.members().remove((int) lead);
    if (member == null) {
      return Result.skipped(null, new Refusal("1037", "Lead not in program"));
    }
    log(program, (int) lead, "Not in Program", member.status());
    return Result.of(lead, "deleted");
  }

  /** A field of a membership as the API prints it. */
  public Object value(Program program, int lead, Member member, Field field) {
    return switch (field.name()) {
      case "leadId" -> (long) lead;
      case "programId" -> program.id();
      case "program" -> program.name();
      case "statusName" -> member.status();
      case "membershipDate", "createdAt" -> field.type().print(member.since());
      case "updatedAt" -> field.type().print(member.updatedAt());
      case "reachedSuccess" -> member.reachedSuccess() != null;
      case "reachedSuccessDate" -> field.type().print(member.reachedSuccess());
      case "acquiredBy" -> acquired(program, lead);
      case "isExhausted" -> false;
      default -> field.type().print(member.values().get(field.name()));
    };
  }

  private boolean acquired(Program program, int lead) {
    Object by =
        instance.leads().table().get(lead, instance.leads().schema().slot("acquisitionProgramId"));
    return Objects.equals(by, program.id());
  }

  private void log(Program program, int lead, String now, String before) {
    Map<String, Object> statuses = new LinkedHashMap<>();
    statuses.put("New Status", now);
    statuses.put("Old Status", before);
    add(ActivityType.PROGRESSION, program, lead, statuses);
  }

  private void log(Program program, int lead, Field field, Object before, Object after) {
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("Attribute Name", field.displayName());
    if (after != null) {
      change.put("New Value", String.valueOf(field.type().print(after)));
    }
    if (before != null) {
      change.put("Old Value", String.valueOf(field.type().print(before)));
    }
    change.put("Source", Origin.API.source());
    add(ActivityType.MEMBER_DATA, program, lead, change);
  }

  private void add(ActivityType type, Program program, int lead, Map<String, Object> attributes) {
    instance.log().add(type, lead, new Detail.Other(program.id(), program.name(), attributes));
  }
}
