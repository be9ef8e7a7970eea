package org.bactrian.sandbox.marketo.rest.program;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.program.Program;
import org.bactrian.sandbox.marketo.program.Programs;
import org.bactrian.sandbox.marketo.rest.Endpoints;
import org.bactrian.sandbox.marketo.rest.Exchange;
import org.bactrian.sandbox.marketo.rest.Reply;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Refusal;

/** Programs and channels, of the asset API; its pages have an offset and no token. */
public final class ProgramEndpoints {
  private static final int MOST = 200;
  private static final int USUAL = 20;

  private final Programs programs;

  /** The doors of an instance's programs. */
  public ProgramEndpoints(Instance instance) {
    this.programs = instance.programs();
  }

  /** Registers them. */
  public void mount(Endpoints endpoints) {
    endpoints
        .get("/rest/asset/v1/programs.json", this::programs)
        .get("/rest/asset/v1/program/{id}.json", this::program)
        .get("/rest/asset/v1/channels.json", this::channels);
  }

  private Reply programs(Exchange call) throws Refusal {
    for (String filter : List.of("filterType", "status", "earliestUpdatedAt", "latestUpdatedAt")) {
      if (call.text(filter) != null) {
        throw new Refusal("1003", "Sandbox: '" + filter + "' of programs is not simulated");
      }
    }
    List<Program> all = page(call, List.copyOf(programs.all().values()));
    return Reply.result(
        out -> {
          for (Program program : all) {
            print(out, program);
          }
        });
  }

  private Reply program(Exchange call) throws Refusal {
    Program program = programs.all().get(call.pathNumber("id"));
    return Reply.result(
        out -> {
          if (program != null) {
            print(out, program);
          }
        });
  }

  private static <T> List<T> page(Exchange call, List<T> all) throws Refusal {
    int most = number(call, "maxReturn", USUAL);
    int from = Math.min(number(call, "offset", 0), all.size());
    if (most < 1 || most > MOST) {
      throw new Refusal("1003", "Invalid value '" + most + "' for parameter 'maxReturn'");
    }
    return all.subList(from, Math.min(from + most, all.size()));
  }

  private static int number(Exchange call, String name, int otherwise) throws Refusal {
    String text = call.text(name);
    return text == null ? otherwise : (int) Math.max(0, Exchange.number(name, text));
  }

  private static void print(JsonGenerator out, Program program) throws IOException {
    out.writeStartObject();
    out.writeNumberField("id", program.id());
    out.writeStringField("name", program.name());
    out.writeStringField("createdAt", DataType.printInstant(program.createdAt()));
    out.writeStringField("updatedAt", DataType.printInstant(program.createdAt()));
    out.writeStringField("type", program.type());
    out.writeStringField("channel", program.channel());
    out.writeStringField("workspace", "Default");
    out.writeEndObject();
  }

  private Reply channels(Exchange call) throws Refusal {
    List<Program> all = page(call, List.copyOf(programs.all().values()));
    return Reply.result(
        out -> {
          for (Program program : all) {
            out.writeStartObject();
            out.writeNumberField("id", program.id());
            out.writeStringField("name", program.channel());
            out.writeStringField("applicableProgramType", program.type());
            out.writeArrayFieldStart("progressionStatuses");
            for (String status : program.statuses()) {
              out.writeStartObject();
              out.writeStringField("name", status);
              out.writeNumberField("step", (program.step(status) + 1) * 10);
              out.writeBooleanField("success", program.isSuccess(status));
              out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
          }
        });
  }
}
