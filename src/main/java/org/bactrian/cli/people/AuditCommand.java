package org.bactrian.cli.people;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.bactrian.audit.AuditCsv;
import org.bactrian.audit.AuditEntry;
import org.bactrian.audit.AuditTrail;
import org.bactrian.cli.Commands;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.state.Database;
import org.bactrian.state.audit.AuditLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit}: who changed what, when and from where; asks neither system. */
@Command(name = "audit", description = "Prints who changed what, when and from where, as CSV.")
public final class AuditCommand implements Callable<Integer> {

  private static final int PAGE = 1_000;

  private final Invocation invocation;

  @Option(names = "--since", paramLabel = "TIME", description = Since.DESCRIPTION)
  private String since;

  @Option(names = "--json", description = "As JSON, one array.")
  private boolean json;

  AuditCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws Exception {
    Instant from = Since.instant("audit", since);
    return invocation.onDatabase(database -> print(database, from));
  }

  private int print(Database database, Instant from) throws IOException {
    AuditTrail trail = new AuditLog(database);
    if (json) {
      printJson(trail, from);
    } else {
      try (InputStream csv = AuditCsv.of(trail, from)) {
        csv.transferTo(invocation.out());
      }
    }
    invocation.out().flush();
    return Commands.DONE;
  }

  private void printJson(AuditTrail trail, Instant from) throws IOException {
    try (JsonGenerator out =
        JsonMapper.builder()
            .build()
            .createGenerator(invocation.out())
            .configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false)) {
      out.writeStartArray();
      List<AuditEntry> page = trail.after(0, from, PAGE);
      while (!page.isEmpty()) {
        for (AuditEntry entry : page) write(entry, out);
        page = trail.after(page.get(page.size() - 1).id(), from, PAGE);
      }
      out.writeEndArray();
    }
    invocation.out().println();
  }

  private static void write(AuditEntry entry, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("at", entry.at().toString());
    out.writeStringField("from", entry.event().actor().origin().word());
    out.writeStringField("who", entry.event().actor().name());
    out.writeStringField("action", entry.event().action().word());
    out.writeStringField("subject", entry.event().subject());
    out.writeStringField("before", entry.event().before());
    out.writeStringField("after", entry.event().after());
    out.writeNumberField("times", entry.times());
    out.writeEndObject();
  }
}
