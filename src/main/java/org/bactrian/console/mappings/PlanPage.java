package org.bactrian.console.mappings;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.ExchangeProperty;
import org.bactrian.console.Errand;
import org.bactrian.console.Visit;
import org.bactrian.flow.Forecast;

/** What a sync would write, asked for on the page of all mappings and made in the background. */
public final class PlanPage {

  private final Supplier<List<Forecast>> plan;
  private final Errand<List<Forecast>> errand;

  /**
   * @param plan adds up what a sync would do
   */
  public PlanPage(Supplier<List<Forecast>> plan, Clock clock) {
    this.plan = plan;
    this.errand = new Errand<>("plan", clock);
  }

  /** What the last plan said, if one was made. */
  Optional<Errand.State<List<Forecast>>> state() {
    return errand.state();
  }

  /** Begins to plan. */
  public void begin(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    errand.begin(List.of(), soFar -> plan.get());
    visit.redirect("/mappings#plan");
  }

  /** Whether the plan is made; the page is loaded again when it is. */
  public void watch(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    boolean running = errand.state().map(Errand.State::isRunning).orElse(false);
    if (!running) visit.header("HX-Refresh", "true");
    visit.nothing();
  }
}
