package org.bactrian.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bactrian.Bactrian;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.connection.InitialSync;
import org.bactrian.flow.Forecast;
import org.bactrian.sync.Tally;
import picocli.CommandLine.Command;

/** {@code plan}: says what a sync would write and cost; writes nothing. */
@Command(
    name = "plan",
    description = "Says what a sync would write, field by field, and what it would cost in calls.")
final class PlanCommand implements Callable<Integer> {

  private final Invocation invocation;

  PlanCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws Exception {
    return invocation.onBactrianAnew(this::plan);
  }

  private int plan(Bactrian bactrian) {
    Terminal terminal = new Terminal(invocation);
    List<String> missing = List.copyOf(bactrian.fields().missing().keySet());
    if (!missing.isEmpty()) {
      terminal.say("Marketo fields that a sync would need first: " + String.join(", ", missing));
    }
    InitialSync sync = bactrian.forecast();
    sync.forecasts().forEach(forecast -> tell(forecast, terminal));
    terminal.say(line(Forecast.people(sync.forecasts())));
    terminal.say(
        "Nothing was written. A sync would cost about %,d calls to Salesforce and %,d to Marketo."
            .formatted(sync.salesforceCalls(), sync.marketoCalls()));
    return Commands.DONE;
  }

  /** What one mapping would do, in a line. */
  private static String line(Forecast forecast) {
    Tally tally = forecast.tally();
    String atMost = forecast.matching().uncompared() == 0 ? "" : "at most ";
    return "%s: %,d changes; %,d would be created, %s%,d updated, %,d unchanged, %,d filtered, %,d wait, %,d be parked; %,d calls"
        .formatted(
            forecast.mapping(),
            tally.read(),
            tally.created(),
            atMost,
            tally.updated(),
            tally.unchanged(),
            tally.filtered(),
            tally.waiting(),
            tally.parked(),
            forecast.marketoCalls());
  }

  /** Who of one mapping's records is in Marketo already, in a line. */
  private static String line(Forecast.Matching matching) {
    String unasked =
        matching.unasked() == 0
            ? ""
            : "; %,d more were not looked up, to spare calls, and are taken for new"
                .formatted(matching.unasked());
    return "in Marketo already: %,d by id, %,d by e-mail, %,d ambiguous (%,d calls to look them up)%s"
        .formatted(
            matching.byId(), matching.byEmail(), matching.ambiguous(), matching.calls(), unasked);
  }

  /** What would become of Marketo's people who are to be in Salesforce, in a line. */
  private static String line(Forecast.Creation creation) {
    String unasked =
        creation.unasked() == 0
            ? ""
            : "; %,d of the new were not sought there, to spare calls"
                .formatted(creation.unasked());
    String unread =
        creation.unread() == 0
            ? ""
            : "; there may be more: %,d months of people, or the rest of a list, were not read"
                .formatted(creation.unread());
    return "from Marketo to Salesforce: %,d would be created, %,d are there and would be linked, %,d be parked, %,d of them ambiguous%s%s"
        .formatted(
            creation.created(),
            creation.linked(),
            creation.parked(),
            creation.ambiguous(),
            unasked,
            unread);
  }

  /** What would become of people, whichever mapping they are of, in a line. */
  static String line(Forecast.People people) {
    return "People: %,d would be linked, %,d created in Marketo, %,d created in Salesforce, %,d are ambiguous%s"
        .formatted(
            people.linked(),
            people.createdInMarketo(),
            people.createdInSalesforce(),
            people.ambiguous(),
            people.exact() ? "." : "; not everybody was looked at.");
  }

  /** All of a mapping, line by line. */
  static List<String> lines(Forecast forecast) {
    List<String> lines = new ArrayList<>(List.of(line(forecast)));
    if (forecast.matching().isTold()) lines.add("  " + line(forecast.matching()));
    if (forecast.creation().isTold()) lines.add("  " + line(forecast.creation()));
    return lines;
  }

  private static void tell(Forecast forecast, Terminal terminal) {
    lines(forecast).forEach(terminal::say);
    forecast.examples().forEach(example -> terminal.say("  e.g. " + example));
    forecast.problems().forEach(problem -> terminal.say("  parked: " + problem));
  }
}
