package org.bactrian.flow;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bactrian.mapping.Mapping;
import org.bactrian.state.Settlement;
import org.bactrian.state.WaitingChanges;
import org.bactrian.sync.Delivery;
import org.bactrian.sync.Encounter;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Request;
import org.bactrian.sync.Settled;

/**
 * A share on its way to Marketo.
 *
 * @param delivery what is asked of Marketo, step by step
 * @param decided changes whose outcome was clear before anything was asked
 * @param linked the Salesforce ids that had a link before
 */
public final class Dispatch {

  /** The exchange property that carries it. */
  public static final String PROPERTY = "dispatch";

  private final Mapping mapping;
  private final Delivery delivery;
  private final List<Settled> decided;
  private final Set<String> linked;
  private final boolean again;
  private Request request;

  Dispatch(
      Mapping mapping,
      Delivery delivery,
      List<Settled> decided,
      Set<String> linked,
      boolean again) {
    this.mapping = mapping;
    this.delivery = delivery;
    this.decided = decided;
    this.linked = linked;
    this.again = again;
  }

  Delivery delivery() {
    return delivery;
  }

  List<Settled> decided() {
    return decided;
  }

  Set<String> linked() {
    return linked;
  }

  /** Whether some of its records are to be compared with Marketo's field by field. */
  public boolean isMeets() {
    return !delivery.encounters().isEmpty();
  }

  /** Those records; the verbs of meeting settle them. */
  public List<Encounter> encounters() {
    return delivery.encounters();
  }

  /** Whether some people are to be merged, because their records were. */
  public boolean isUnites() {
    return !delivery.unions().isEmpty();
  }

  /** Those people. */
  public List<Delivery.Union> unions() {
    return delivery.unions();
  }

  /** Whether some people are to be deleted, because their records were. */
  public boolean isParts() {
    return !delivery.departures().isEmpty();
  }

  /** Those people; with whether it was asked for once more. */
  public List<Encounter> departures() {
    return delivery.departures();
  }

  /** The fields of each record that refer to what does not come, by Salesforce id. */
  public Map<String, Set<String>> alone() {
    return delivery.alone().stream()
        .collect(Collectors.toMap(each -> each.change().id(), Delivery.Alone::fields, (a, b) -> a));
  }

  /** Remembers which of these went without a parent, so that they go again if it comes. */
  public Settlement.Entry left(List<Settled> settled) {
    Set<String> ids =
        settled.stream()
            .filter(each -> !(each.outcome() instanceof Outcome.Waiting))
            .map(each -> each.change().id())
            .collect(Collectors.toSet());
    return WaitingChanges.alone(
        mapping,
        delivery.alone().stream().filter(each -> ids.contains(each.change().id())).toList());
  }

  /** Whether it is tried again, at somebody's request. */
  public boolean isAgain() {
    return again;
  }

  /** The mapping that they are of. */
  public Mapping mapping() {
    return mapping;
  }

  /** Whether something remains to be asked of Marketo. */
  public boolean isOpen() {
    return delivery.isOpen();
  }

  /** Turns to the next request. */
  Request next() {
    request = delivery.next();
    return request;
  }

  Request request() {
    return request;
  }

  /** The marketo: resource that it goes to, e.g. {@code leads}. */
  public String getResource() {
    return mapping.marketoObject().path();
  }

  /** The marketo: operation of the request at hand. */
  public String getOperation() {
    return request instanceof Request.Write ? "sync" : "get";
  }
}
