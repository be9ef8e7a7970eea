package org.bactrian.sandbox.marketo.rest;

import java.time.LocalDate;
import java.time.ZoneId;
import org.bactrian.sandbox.marketo.gate.Calls;
import org.bactrian.sandbox.marketo.gate.Gate;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.store.Refusal;

/** How many calls of the day are used up, and by which errors. */
final class UsageEndpoints {
  private static final ZoneId CENTRAL = ZoneId.of("America/Chicago");

  private final Instance instance;
  private final Gate gate;
  private final Calls calls;

  UsageEndpoints(Instance instance, Gate gate, Calls calls) {
    this.instance = instance;
    this.gate = gate;
    this.calls = calls;
  }

  void mount(Endpoints endpoints) {
    for (String span : new String[] {"", "/last7days"}) {
      endpoints
          .get("/rest/v1/stats/usage" + span + ".json", this::usage)
          .get("/rest/v1/stats/errors" + span + ".json", this::errors);
    }
  }

  private String today() {
    return LocalDate.ofInstant(instance.clock().instant(), CENTRAL).toString();
  }

  private Reply usage(Exchange call) throws Refusal {
    return Reply.result(
        out -> {
          out.writeStartObject();
          out.writeStringField("date", today());
          out.writeNumberField("total", gate.today());
          out.writeArrayFieldStart("users");
          out.writeStartObject();
          out.writeStringField("userId", "apis@bactrian.example");
          out.writeNumberField("count", gate.today());
          out.writeEndObject();
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private Reply errors(Exchange call) throws Refusal {
    int total = calls.refused().values().stream().mapToInt(Integer::intValue).sum();
    return Reply.result(
        out -> {
          out.writeStartObject();
          out.writeStringField("date", today());
          out.writeNumberField("total", total);
          out.writeArrayFieldStart("errors");
          for (var refused : calls.refused().entrySet()) {
            out.writeStartObject();
            out.writeStringField("errorCode", refused.getKey());
            out.writeNumberField("count", refused.getValue());
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }
}
