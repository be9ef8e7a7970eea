package org.bactrian.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.bactrian.Bactrian;
import org.bactrian.calls.StopSignal;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.connection.Standing;
import org.bactrian.flow.Progress;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;
import org.bactrian.settings.SettingsException;
import org.bactrian.state.Run;
import org.bactrian.state.pool.Outage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run}: syncs until stopped, or once. */
@Command(name = "run", description = "Syncs until stopped; this is the default command.")
final class RunCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration HOWEVER_LONG = Duration.ofDays(365);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final Invocation invocation;

  @Option(
      names = "--once",
      description = "Does one full cycle of every flow, prints a summary, and exits.")
  private boolean once;

  RunCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws Exception {
    return once ? invocation.onBactrian(this::run) : invocation.onServing(this::run);
  }

  private int run(Bactrian bactrian) throws InterruptedException {
    Settings settings = invocation.settings();
    Terminal terminal = new Terminal(invocation);
    if (!once) bactrian.monitor();
    waitedOut(() -> awaitConnection(bactrian, terminal));
    terminal.greet(bactrian, once ? bactrian.leaseState() : bactrian.lead());
    if (!once) terminal.say("Open " + bactrian.consoleUrl() + " in a browser to watch.");
    waitedOut(() -> syncFields(bactrian, terminal));
    bactrian.flows().show(terminal);
    Run first = first(bactrian);
    bactrian.flows().show(Progress.NONE);
    waitedOut(() -> terminal.firstRun(first, bactrian));
    if (once) {
      terminal.summary(first);
      return first.failure() == null ? Commands.DONE : Commands.UNFINISHED;
    }
    bactrian.flows().tell(terminal::run);
    bactrian.schedule();
    terminal.say(
        "Syncing every %s from now on; health and metrics are on http://%s:%s/observe/health and /observe/metrics. Ctrl+C stops it."
            .formatted(
                settings.get(Setting.POLL_EVERY),
                settings.get(Setting.MANAGEMENT_ADDRESS),
                settings.get(Setting.MANAGEMENT_PORT)));
    new CountDownLatch(1).await();
    return Commands.DONE;
  }

  private interface Step {
    void take() throws InterruptedException;
  }

  /** What stands between the start and the schedule; a service takes each step in the end. */
  private void waitedOut(Step step) throws InterruptedException {
    Outage.<Void, InterruptedException>waitedOut(
        once ? PATIENCE : HOWEVER_LONG,
        () -> {
          step.take();
          return null;
        });
  }

  /** A service stands by for as long as another process leads, or the database is away. */
  private Run first(Bactrian bactrian) throws InterruptedException {
    if (once) return bactrian.flows().patiently(() -> once(bactrian), PATIENCE);
    while (true) {
      bactrian.awaitLead();
      try {
        Optional<Run> first = bactrian.flows().once();
        if (first.isPresent()) return first.get();
        if (bactrian.isStopping()) throw new IllegalStateException(StopSignal.WORDS);
      } catch (RuntimeException e) {
        if (bactrian.isStopping() || !Outage.isCauseOf(e)) throw e;
      }
      Thread.sleep(BETWEEN_TRIES.toMillis());
    }
  }

  private Optional<Run> once(Bactrian bactrian) {
    invocation.check();
    return bactrian.flows().once();
  }

  /** The console is served meanwhile, so that somebody can connect. */
  private void awaitConnection(Bactrian bactrian, Terminal terminal) throws InterruptedException {
    Standing standing = bactrian.setup().standing();
    if (standing.runs()) return;
    if (once) throw new SettingsException(standing.toString());
    terminal.say(standing.toString());
    terminal.say("Open " + bactrian.consoleUrl() + " in a browser. Ctrl+C stops it.");
    bactrian.awaitConnection();
  }

  /** A login that has died meanwhile is waited for, too. */
  private void syncFields(Bactrian bactrian, Terminal terminal) throws InterruptedException {
    while (true) {
      try {
        bactrian.syncFields();
        return;
      } catch (RuntimeException e) {
        Optional<Instant> again = once ? Optional.empty() : bactrian.askAgain(e);
        if (again.isPresent()) {
          terminal.say("%s; asking again at %s.".formatted(e.getMessage(), again.get()));
          Thread.sleep(Math.max(0, Duration.between(Instant.now(), again.get()).toMillis()));
          continue;
        }
        if (once || bactrian.setup().standing().runs()) throw e;
        awaitConnection(bactrian, terminal);
      }
    }
  }
}
