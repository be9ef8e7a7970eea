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
import org.bactrian.state.lease.LeaseState;
import org.bactrian.sync.Tally;

/** What a person sees of a run. */
public final class Terminal implements Progress {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private final Invocation invocation;
  private ProgressBar bar;
  private String trouble = "";

  /** What the caller of a command sees. */
  public Terminal(Invocation invocation) {
    this.invocation = invocation;
  }

  /** Prints a line. */
  public void say(String line) {
    invocation.out().println(line);
    invocation.out().flush();
  }

  /** Says what is being synced with what, or that another process does that. */
  void greet(Bactrian bactrian, LeaseState lease) {
    boolean standsBy = lease.role() == LeaseState.Role.STANDING_BY;
    if (bactrian.sandbox() == null) {
      Connection connection = bactrian.connection();
      say(
          (standsBy
                      ? "Bactrian stands by to keep %s and %s in step"
                      : "Bactrian keeps %s and %s in step")
                  .formatted(connection.salesforceUrl(), connection.marketoUrl())
              + (standsBy ? "; another process does it now." : "."));
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
    long letters = bactrian.deadLetters().count();
    if (isNews(run)) invocation.err().println("bactrian: " + words(run));
    if (run.failure() != null) return;
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
    if (letters > 0) {
      say(
          "%,d records need a person: java -jar target/bactrian.jar dead-letters list"
              .formatted(letters));
    }
  }

  /** One line for a run that did something, and for the first of several that stop alike. */
  void run(Run run) {
    String at = TIME.format(run.finished());
    boolean stopped = !trouble.isEmpty();
    if (isNews(run)) {
      invocation.err().println(at + " " + words(run));
    } else if (run.failure() == null && stopped) {
      invocation.err().println(at + " the sync goes on");
    }
    if (run.failure() == null && run.tally().read() > 0) {
      say("%s %s seconds=%s".formatted(at, run.tally(), tenths(run)));
    }
  }

  /** Whether it failed, of something else than the one before; numbers make no difference. */
  private boolean isNews(Run run) {
    String before = trouble;
    trouble = run.failure() == null ? "" : run.failure().replaceAll("\\d+", "#");
    return !trouble.isEmpty() && !trouble.equals(before);
  }

  private static String words(Run run) {
    return run.isDegraded() ? run.failure() : "the run stopped: " + run.failure();
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
