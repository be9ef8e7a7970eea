package org.bactrian.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.bactrian.Bactrian;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.connection.Connection;
import org.bactrian.flow.Progress;
import org.bactrian.state.Run;
import org.bactrian.sync.Tally;

/** What a person sees of a run. */
public final class Terminal implements Progress {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private final Invocation invocation;
  private ProgressBar bar;

  /** What the caller of a command sees. */
  public Terminal(Invocation invocation) {
    this.invocation = invocation;
  }

  /** Prints a line. */
  public void say(String line) {
    invocation.out().println(line);
    invocation.out().flush();
  }

  /** Says what is being synced with what. */
  void greet(Bactrian bactrian) {
    if (bactrian.sandbox() == null) {
      Connection connection = bactrian.connection();
      say(
          "Bactrian keeps %s and %s in step."
              .formatted(connection.salesforceUrl(), connection.marketoUrl()));
      return;
    }
    say("SANDBOX: no credentials are configured, so Bactrian runs on two simulated systems.");
    SandboxCommand.describe(bactrian.sandbox(), this);
  }

  @Override
  public void at(long done, long total) {
    if (invocation.columns() == 0 || total == 0) return;
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("Syncing")
              .setUnit(" records", 1)
              .showSpeed()
              .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
              .setInitialMax(total)
              .setConsumer(new ConsoleProgressBarConsumer(invocation.err(), invocation.columns()))
              .build();
    }
    bar.maxHint(total);
    bar.stepTo(done);
  }

  /** Closes the progress bar and tells what the first run did. */
  void firstRun(Run run, Bactrian bactrian) {
    if (bar != null) bar.close();
    bar = null;
    Tally tally = run.tally();
    if (run.failure() != null) {
      invocation.err().println("bactrian: the run stopped: " + run.failure());
      return;
    }
    say(
        "%,d changes read in %.1f s: %,d created, %,d updated, %,d unchanged, %,d filtered, %,d waiting, %,d parked."
            .formatted(
                tally.read(),
                seconds(run),
                tally.created(),
                tally.updated(),
                tally.unchanged(),
                tally.filtered(),
                tally.waiting(),
                tally.parked()));
    say(
        "It took %,d calls to Salesforce and %,d to Marketo."
            .formatted(run.salesforceCalls(), run.marketoCalls()));
    long letters = bactrian.deadLetters().count();
    if (letters > 0) {
      say(
          "%,d records need a person: java -jar target/bactrian.jar dead-letters list"
              .formatted(letters));
    }
  }

  /** One line for a run that did something. */
  void run(Run run) {
    String at = TIME.format(run.finished());
    if (run.failure() != null) {
      invocation.err().println(at + " the run stopped: " + run.failure());
    } else if (run.tally().read() > 0) {
      say("%s %s seconds=%s".formatted(at, run.tally(), tenths(run)));
    }
  }

  /** The line that a program reads. */
  void summary(Run run) {
    say(
        "summary: %s salesforce-calls=%d marketo-calls=%d seconds=%s"
            .formatted(run.tally(), run.salesforceCalls(), run.marketoCalls(), tenths(run)));
  }

  private static String tenths(Run run) {
    return String.format(Locale.ROOT, "%.1f", seconds(run));
  }

  private static double seconds(Run run) {
    return Duration.between(run.started(), run.finished()).toMillis() / 1000.0;
  }
}
