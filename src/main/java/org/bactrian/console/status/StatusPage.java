package org.bactrian.console.status;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.ExchangeProperty;
import org.bactrian.console.Visit;
import org.bactrian.flow.Flows;
import org.bactrian.marketo.wire.Pace;
import org.bactrian.monitoring.Status;
import org.bactrian.salesforce.ApiUsage;
import org.bactrian.state.Runs;

/** How the sync stands: connections, flows, the run under way, budgets, backlog and last runs. */
public final class StatusPage {

  private static final int RUNS = 12;
  private static final Duration HISTORY = Duration.ofHours(6);

  private final Supplier<Status> status;
  private final Flows flows;
  private final Runs runs;
  private final Supplier<Pace.Load> marketo;
  private final ApiUsage salesforce;
  private final LongSupplier salesforceShare;
  private final Clock clock;

  /**
   * @param salesforceShare how many of the org's calls are ours; {@link Long#MAX_VALUE} for no
   *     limit
   */
  public StatusPage(
      Supplier<Status> status,
      Flows flows,
      Runs runs,
      Supplier<Pace.Load> marketo,
      ApiUsage salesforce,
      LongSupplier salesforceShare,
      Clock clock) {
    this.status = status;
    this.flows = flows;
    this.runs = runs;
    this.marketo = marketo;
    this.salesforce = salesforce;
    this.salesforceShare = salesforceShare;
    this.clock = clock;
  }

  /** The whole page. */
  public void show(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    visit.page("status", view());
  }

  /** What changes by itself, if it did since the page had it. */
  public void live(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    StatusView view = view();
    if (view.fingerprint().equals(visit.query("seen"))) visit.nothing();
    else visit.page("statusLive", view);
  }

  /** Throughput and backlog of the last hours, as numbers. */
  public void plots(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    visit.json(
        History.of(runs.history(clock.instant().minus(HISTORY)), clock.instant())
            .json(visit.language()));
  }

  private StatusView view() {
    Status found = status.get();
    Optional<Flows.UnderWay> underWay = flows.underWay();
    return new StatusView(
        found,
        flows.state(),
        underWay.map(this::progress).orElse(null),
        gauges(found.budgets()),
        runs.eventful(RUNS));
  }

  private StatusView.Progress progress(Flows.UnderWay run) {
    Duration taken = Duration.between(run.started(), clock.instant());
    long perSecond = run.done() * 1000 / Math.max(1, taken.toMillis());
    Duration left =
        perSecond == 0 ? null : Duration.ofSeconds((run.total() - run.done()) / perSecond);
    return new StatusView.Progress(run.done(), run.total(), perSecond, left, taken);
  }

  private List<StatusView.Gauge> gauges(Status.Budgets budgets) {
    Pace.Load load = marketo.get();
    Optional<ApiUsage.Calls> calls = salesforce.last();
    long share = salesforceShare.getAsLong();
    List<StatusView.Gauge> gauges = new ArrayList<>();
    gauges.add(
        new StatusView.Gauge(
            "salesforce-day",
            calls.map(ApiUsage.Calls::used).orElse(0L),
            calls.map(ApiUsage.Calls::allowed).orElse(0L)));
    gauges.add(
        new StatusView.Gauge(
            "salesforce-share",
            budgets.salesforceInTheLastDay(),
            share == Long.MAX_VALUE ? 0 : share));
    gauges.add(new StatusView.Gauge("marketo-recent", load.recent(), load.mostRecent()));
    gauges.add(new StatusView.Gauge("marketo-in-flight", load.inFlight(), load.mostInFlight()));
    gauges.add(
        new StatusView.Gauge("marketo-day", budgets.marketoToday(), budgets.marketoPerDay()));
    return gauges;
  }
}
