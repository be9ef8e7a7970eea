package org.bactrian.people.sweep;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.bactrian.flow.Cycle;
import org.bactrian.flow.Forecast;
import org.bactrian.flow.Forecast.Creation;
import org.bactrian.flow.Plan;
import org.bactrian.mapping.Mapping;
import org.bactrian.marketo.people.Activity;
import org.bactrian.marketo.people.Page;
import org.bactrian.people.Hearing;
import org.bactrian.people.Newcomers;
import org.bactrian.people.Part;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;

/**
 * The verbs of rehearsing: who of Marketo's people would become a Salesforce record is found out by
 * the verbs of the run, which are followed up to where they would write or remember something.
 *
 * <p>What one slice would have made is imagined for the next, so that nobody is counted twice.
 */
public final class Rehearsal {

  /** So many are sought in Salesforce by one call, with two mappings of people. */
  private static final int PEOPLE_A_QUESTION = 480;

  /** Creating, queueing, asking after, reading. */
  private static final int CALLS_A_WINDOW = 4;

  private final Sweep sweep;
  private final Plan plan;
  private final Map<String, String> created = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private long listed;
  private long sought;
  private long heard;

  public Rehearsal(Sweep sweep, Plan plan) {
    this.sweep = sweep;
    this.plan = plan;
  }

  /** Begins where the sweep was left, or will begin. */
  public Sweeping begin() {
    created.clear();
    seen.clear();
    listed = 0;
    sought = 0;
    heard = 0;
    return sweep.rehearse(this::isCounted, plan.patience());
  }

  private boolean isCounted(String person) {
    return plan.isLinked(person) || seen.contains(person);
  }

  /** Whether more is to be read; no more of a list, if that has cost enough. */
  public boolean more(@ExchangeProperty(Sweeping.PROPERTY) Sweeping sweeping) {
    return sweeping.isOpen() && (!sweeping.isByList() || plan.mayCost(listed + 1));
  }

  /** Those who are to become Salesforce records, in slices, as the sweep would find them. */
  public Iterator<Newcomers> slices(
      @ExchangeProperty(Sweeping.PROPERTY) Sweeping sweeping,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle,
      @Body Object answer) {
    long calls = CALLS_A_WINDOW;
    if (answer instanceof Page<?> page) {
      calls = Math.max(1, Plan.calls(page.rows().size()));
      listed += calls;
    }
    plan.cost(sweeping.mapping(), 0, calls);
    return sweep.slices(sweeping, cycle, answer);
  }

  /** Whether they are to be sought in Salesforce; if that has cost enough, they count as new. */
  public boolean seeks(@Body Newcomers newcomers) {
    Mapping mapping = newcomers.mapping();
    int people = newcomers.size();
    long calls = Plan.calls(people) * (newcomers.isMembersUnknown() ? 2 : 1);
    plan.cost(mapping, 0, calls);
    if (plan.mayCost(sought + calls)) {
      sought += calls;
      newcomers.imagine(plan.linked(), created);
      return true;
    }
    plan.count(mapping, new Creation(people, 0, 0, 0, people, 0));
    plan.cost(mapping, (people + PEOPLE_A_QUESTION - 1) / PEOPLE_A_QUESTION, 0);
    costOfCreating(mapping, people);
    return false;
  }

  /** Whether more of Marketo's log is to be read; no more, if that has cost enough. */
  public boolean hears(
      @ExchangeProperty(Hearing.PROPERTY) Hearing log,
      @ExchangeProperty(Sweeping.PROPERTY) Sweeping sweeping) {
    if (!log.isOpen() || plan.mayCost(heard + 1)) return log.isOpen();
    plan.count(sweeping.mapping(), new Creation(0, 0, 0, 0, 0, 1));
    return false;
  }

  /** Counts what reading the log costs. */
  public void heard(
      @ExchangeProperty(Sweeping.PROPERTY) Sweeping sweeping, @Body Page<Activity> page) {
    long calls = Math.max(1, Plan.calls(page.rows().size()));
    heard += calls;
    plan.cost(sweeping.mapping(), 0, calls);
  }

  /** Whether they are people without a link, of whom some may be to be in Salesforce. */
  public boolean seeksHeard(@Body Part part) {
    if (!(part instanceof Newcomers newcomers)) return false;
    newcomers.leaveOut(this::isCounted);
    if (newcomers.size() == 0) return false;
    long calls = Plan.calls(newcomers.size()) * (newcomers.isMembersUnknown() ? 2 : 1);
    if (!plan.mayCost(sought + calls)) {
      plan.count(newcomers.mapping(), new Creation(0, 0, 0, 0, 0, 1));
      return false;
    }
    sought += calls;
    plan.cost(newcomers.mapping(), 0, calls);
    newcomers.imagine(plan.linked(), created);
    return true;
  }

  /** Counts those for whom there would be a new record, and those who would be parked. */
  public void sought(@ExchangeProperty(Newcomers.PROPERTY) Newcomers newcomers) {
    Mapping mapping = newcomers.mapping();
    seen.addAll(newcomers.ids());
    newcomers.births().forEach((person, address) -> address.ifPresent(a -> created.put(a, person)));
    int births = newcomers.births().size();
    long parked = 0;
    long ambiguous = 0;
    for (Settled each : newcomers.settled()) {
      if (!(each.outcome() instanceof Outcome.Parked why)) continue;
      parked++;
      if (Forecast.isAmbiguous(why)) ambiguous++;
      plan.parked(mapping, "Marketo " + each.change().id(), why);
    }
    plan.count(mapping, new Creation(births, 0, ambiguous, parked, 0, 0));
    costOfCreating(mapping, births);
  }

  /** Each learns the id of the record in the pass that follows, which reads and writes them. */
  private void costOfCreating(Mapping mapping, int people) {
    plan.cost(mapping, Plan.writes(people), 2 * Plan.calls(people));
  }

  /** Counts those who are in Salesforce already. */
  public void met(
      @ExchangeProperty(Newcomers.PROPERTY) Newcomers newcomers,
      @Body List<Plan.Compared> compared) {
    plan.tally(newcomers.mapping(), compared);
    long linked = compared.stream().filter(Plan.Compared::isLinked).count();
    Creation creation = new Creation(0, linked, 0, compared.size() - linked, 0, 0);
    plan.count(newcomers.mapping(), creation);
  }

  /** Counts what was not read. */
  public void end(@ExchangeProperty(Sweeping.PROPERTY) Sweeping sweeping) {
    if (sweeping.isUnfinished()) {
      plan.count(sweeping.mapping(), new Creation(0, 0, 0, 0, 0, sweeping.unread()));
    }
  }
}
