package org.bactrian.cli.mappings;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bactrian.Bactrian;
import org.bactrian.audit.Action;
import org.bactrian.audit.AuditEvent;
import org.bactrian.cli.Commands;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.settings.SettingsException;
import org.bactrian.state.Database;
import org.bactrian.state.audit.AuditLog;
import org.bactrian.state.backfill.Backfills;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backfill}: has all records of a mapping read again by the next runs. */
@Command(
    name = "backfill",
    description =
        "Has the next runs read all records of a mapping again, and deliver what differs.")
public final class BackfillCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Parameters(paramLabel = "MAPPING", description = "A mapping's name, as lead of lead.yaml.")
  private String mapping;

  @Parameters(
      paramLabel = "FIELD",
      arity = "0..1",
      index = "1",
      description = "A field of it, by either name; without one, everything.")
  private String field;

  BackfillCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws Exception {
    return invocation.onDatabase(this::ask);
  }

  private int ask(Database database) {
    Mapping meant = meant(Bactrian.mappings(invocation.settings()));
    int rules =
        new Backfills(database, Clock.systemUTC()).ask(meant.name(), Optional.ofNullable(field));
    if (rules == 0) {
      invocation
          .out()
          .println("Nothing was synced by " + meant.file() + " so far: the next run reads it all.");
      return Commands.DONE;
    }
    String subject = field == null ? meant.name() : meant.name() + " " + field;
    new AuditLog(database).record(AuditEvent.of(invocation.actor(), Action.BACKFILL, subject));
    invocation
        .out()
        .printf(
            "The next runs read all records of %s again, after the changes of today; status says how"
                + " many are left.%n",
            meant.salesforceObject());
    return Commands.DONE;
  }

  private Mapping meant(Mappings mappings) {
    Mapping meant =
        mappings
            .named(mapping)
            .orElseThrow(
                () ->
                    new SettingsException(
                        "there is no mapping '%s'; there are %s"
                            .formatted(mapping, names(mappings))));
    boolean has =
        field == null
            || meant.rules().stream()
                .anyMatch(r -> field.equals(r.marketo()) || field.equals(r.salesforce()));
    if (has) return meant;
    throw new SettingsException("%s maps no field '%s'".formatted(meant.file(), field));
  }

  private static List<String> names(Mappings mappings) {
    return mappings.asWritten().stream().map(Mapping::name).toList();
  }
}
