package org.bactrian.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.bactrian.mapping.Mapping;
import org.bactrian.sync.Answer;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Prepared;
import org.bactrian.sync.Request;
import org.bactrian.sync.Settled;
import org.bactrian.sync.Tally;

/**
 * What a sync would write and cost, found by delivering to a Marketo that is only imagined: it
 * creates whatever it is given and knows nobody that we don't.
 */
public final class Plan {

  private static final int BATCH = 300;
  private static final int EXAMPLES = 3;

  private final Deliveries deliveries;
  private final Map<String, Forecast> forecasts = new LinkedHashMap<>();
  private final Set<Prepared.Parent> expected = new HashSet<>();

  public Plan(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  /**
   * What one mapping would do.
   *
   * @param marketoCalls the write calls it would cost
   * @param examples a few writes, each an action, a Salesforce id and the values by REST name
   * @param problems the first changes that would be parked, with their reasons
   */
  public record Forecast(
      String mapping,
      Tally tally,
      long marketoCalls,
      List<String> examples,
      List<String> problems) {

    private Forecast plus(Tally more, long calls) {
      return new Forecast(mapping, tally.plus(more), marketoCalls + calls, examples, problems);
    }
  }

  /** Forgets what was weighed before. */
  public void begin() {
    forecasts.clear();
    expected.clear();
  }

  /** What each mapping would do, in dependency order. */
  public List<Forecast> forecasts() {
    return List.copyOf(forecasts.values());
  }

  /** Adds a share to the forecast. */
  public void weigh(@ExchangeProperty(Cycle.PROPERTY) Cycle cycle, @Body Share share) {
    Mapping mapping = share.mapping();
    Dispatch dispatch = deliveries.dispatch(share, deliveries.translate(share), expected);
    Forecast forecast =
        forecasts.computeIfAbsent(
            mapping.name(),
            n -> new Forecast(n, Tally.NONE, 0, new ArrayList<>(), new ArrayList<>()));
    long calls = 0;
    while (dispatch.isOpen()) {
      Request request = dispatch.next();
      if (request instanceof Request.LookUp lookUp) {
        calls += (lookUp.values().size() + BATCH - 1) / BATCH;
        dispatch.delivery().found(lookUp, List.of());
      }
      if (!(request instanceof Request.Write write)) continue;
      calls += (write.rows().size() + BATCH - 1) / BATCH;
      boolean seeks =
          write.action().equals("updateOnly") && !dispatch.linked().containsAll(ids(write));
      if (!seeks) show(forecast, write);
      dispatch.delivery().answer(write, imagined(write, seeks));
    }
    List<Settled> settled = new ArrayList<>(dispatch.decided());
    settled.addAll(dispatch.delivery().settled());
    Tally tally = Tally.read(settled.size());
    for (Settled each : settled) {
      tally = tally.plus(each.outcome().tally());
      if (each.outcome() instanceof Outcome.Created) {
        expected.add(new Prepared.Parent(mapping.marketoObject().word(), each.change().id()));
      } else if (each.outcome() instanceof Outcome.Parked parked
          && forecast.problems().size() < EXAMPLES) {
        forecast.problems().add(each.change().id() + ": " + parked.message());
      }
    }
    forecasts.put(mapping.name(), forecast.plus(tally, calls));
    cycle.add(tally.plus(Tally.read(-settled.size())));
  }

  private static List<String> ids(Request.Write write) {
    return write.about().stream().map(p -> p.change().id()).toList();
  }

  private static void show(Forecast forecast, Request.Write write) {
    for (int i = 0; i < write.rows().size() && forecast.examples().size() < EXAMPLES; i++) {
      String id = write.about().get(i).change().id();
      forecast.examples().add(write.action() + " " + id + " " + write.rows().get(i));
    }
  }

  private static List<Answer> imagined(Request.Write write, boolean seeks) {
    Answer answer =
        seeks
            ? new Answer("skipped", null, "1004", "not found", null)
            : new Answer(
                write.action().equals("updateOnly") ? "updated" : "created", "0", null, null, null);
    return Collections.nCopies(write.rows().size(), answer);
  }
}
