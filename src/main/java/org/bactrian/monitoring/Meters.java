package org.bactrian.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bactrian.connection.Standing;
import org.bactrian.state.Run;
import org.bactrian.state.pool.Glance;
import org.bactrian.state.pool.Outage;
import org.bactrian.sync.Tally;

/**
 * The metrics of the sync: {@code bactrian_changes_total} by outcome, calls by system, and more.
 */
public final class Meters {

  private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(2);

  private final MeterRegistry registry;
  private volatile Run last;

  /**
   * @param deadLetters how many there are
   * @param waiting how many changes wait for their parent
   * @param standing how the connection stands
   */
  public Meters(
      MeterRegistry registry,
      LongSupplier deadLetters,
      LongSupplier waiting,
      Supplier<Standing> standing) {
    this.registry = registry;
    gauge("bactrian.dead.letters", deadLetters::getAsLong);
    gauge("bactrian.waiting", waiting::getAsLong);
    gauge("bactrian.connected", () -> isConnected(standing.get()) ? 1 : 0);
    gauge("bactrian.database.reachable", () -> isReachable(standing) ? 1 : 0);
    gauge("bactrian.last.run.age.seconds", this::age);
    gauge("bactrian.last.run.failed", this::failed);
  }

  private static boolean isConnected(Standing standing) {
    return standing.kind() != Standing.Kind.SETTING_UP && standing.kind() != Standing.Kind.LAPSED;
  }

  private void gauge(String name, Supplier<Number> value) {
    Gauge.builder(name, () -> glance(value)).register(registry);
  }

  private static boolean isReachable(Supplier<Standing> question) {
    try {
      question.get();
      return true;
    } catch (RuntimeException e) {
      if (Outage.isCauseOf(e)) return false;
      throw e;
    }
  }

  /** Not a number while the database is away, which has a gauge of its own. */
  public static Number glance(Supplier<Number> value) {
    try {
      return Glance.at(LONGEST_STATEMENT, value::get);
    } catch (RuntimeException e) {
      if (Outage.isCauseOf(e)) return Double.NaN;
      throw e;
    }
  }

  /** Takes a run into account. */
  public void run(Run run) {
    last = run;
    Tally tally = run.tally();
    Map.of(
            "created", tally.created(),
            "updated", tally.updated(),
            "unchanged", tally.unchanged(),
            "filtered", tally.filtered(),
            "waiting", tally.waiting(),
            "parked", tally.parked())
        .forEach(
            (outcome, count) ->
                registry.counter("bactrian.changes", "outcome", outcome).increment(count));
    registry.counter("bactrian.calls", "system", "salesforce").increment(run.salesforceCalls());
    registry.counter("bactrian.calls", "system", "marketo").increment(run.marketoCalls());
    registry
        .timer("bactrian.runs", "failed", String.valueOf(run.failure() != null))
        .record(Duration.between(run.started(), run.finished()));
  }

  private double age() {
    Run run = last;
    return run == null
        ? Double.NaN
        : (System.currentTimeMillis() - run.finished().toEpochMilli()) / 1000.0;
  }

  private int failed() {
    Run run = last;
    return run != null && run.failure() != null ? 1 : 0;
  }
}
