package org.bactrian.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.bactrian.Bactrian;
import org.bactrian.flow.Plan;
import org.bactrian.sync.Tally;
import picocli.CommandLine.Command;

/** {@code plan}: says what a sync would write and cost; writes nothing. */
@Command(
    name = "plan",
    description = "Says what a sync would write, field by field, and what it would cost in calls.")
final class PlanCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    Terminal terminal = new Terminal(System.out);
    try (Bactrian bactrian = Bactrian.start(Commands.settings())) {
      List<String> missing = List.copyOf(bactrian.fields().missing().keySet());
      if (!missing.isEmpty()) {
        terminal.say("Marketo fields that a sync would need first: " + String.join(", ", missing));
      }
      long calls = 0;
      for (Plan.Forecast forecast : bactrian.plan()) {
        calls += forecast.marketoCalls();
        tell(forecast, terminal);
      }
      terminal.say(
          "Nothing was written. A sync would cost about %,d calls to Marketo.".formatted(calls));
      return Commands.DONE;
    }
  }

  /** What one mapping would do, in a line. */
  static String line(Plan.Forecast forecast) {
    Tally tally = forecast.tally();
    return "%s: %,d changes; %,d would be created, %,d updated, %,d unchanged, %,d filtered, %,d wait, %,d be parked; %,d calls"
        .formatted(
            forecast.mapping(),
            tally.read(),
            tally.created(),
            tally.updated(),
            tally.unchanged(),
            tally.filtered(),
            tally.waiting(),
            tally.parked(),
            forecast.marketoCalls());
  }

  /** Who of one mapping's records is in Marketo already, in a line. */
  static String line(Plan.Matching matching) {
    String unasked =
        matching.unasked() == 0
            ? ""
            : "; %,d more were not looked up, to spare calls, and are taken for new"
                .formatted(matching.unasked());
    return "in Marketo already: %,d by id, %,d by e-mail, %,d ambiguous (%,d calls to look them up)%s"
        .formatted(
            matching.byId(), matching.byEmail(), matching.ambiguous(), matching.calls(), unasked);
  }

  private static void tell(Plan.Forecast forecast, Terminal terminal) {
    terminal.say(line(forecast));
    if (forecast.matching().isTold()) terminal.say("  " + line(forecast.matching()));
    forecast.examples().forEach(example -> terminal.say("  e.g. " + example));
    forecast.problems().forEach(problem -> terminal.say("  parked: " + problem));
  }
}
