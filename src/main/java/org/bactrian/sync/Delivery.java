package org.bactrian.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.mapping.OnDeletion;
import org.bactrian.mapping.SalesforceId;

/**
 * One mapping's share of a slice on its way to Marketo: it says what to ask next and takes the
 * answers, until every change has its outcome.
 *
 * <p>Linked records are updated by their Marketo id or their key in Marketo, with what differs.
 * Others are sought by the key field where they may exist, then created unless their match value
 * finds someone.
 */
public final class Delivery {

  private enum Step {
    UPDATE_LINKED,
    FIND_BY_ID,
    FIND_BY_KEY,
    FIND_BY_SHORT_KEY,
    CREATE,
    UPSERT,
    LOOK_UP,
    LINK_FOUND
  }

  private final Target target;
  private final Known known;
  private final Map<Step, List<Prepared>> queues = new HashMap<>();
  private final Map<String, String> found = new HashMap<>();
  private final Map<Prepared, Answer> unknown = new IdentityHashMap<>();
  private final List<Settled> settled = new ArrayList<>();
  private final List<String> intended = new ArrayList<>();
  private final List<Encounter> encounters = new ArrayList<>();
  private final List<Union> unions = new ArrayList<>();
  private final List<Encounter> departures = new ArrayList<>();
  private final List<Alone> alone = new ArrayList<>();
  private final Map<String, Prepared> byId = new HashMap<>();

  /** Records that get a link by this delivery, each by the record whose link it was. */
  private final Map<String, String> heirs = new HashMap<>();

  private Step asked;

  /** Two people of Marketo who are one since their Salesforce records are. */
  public record Union(Change change, Link survivor, Link loser) {}

  /**
   * A change that goes without a parent.
   *
   * @param fields that refer to what is missing, by REST name
   * @param parent the first that is missing
   */
  public record Alone(Change change, Set<String> fields, Prepared.Parent parent) {}

  public Delivery(Target target, List<Prepared> changes, Known known) {
    this.target = target;
    this.known = known;
    for (Prepared prepared : changes) {
      String id = prepared.change().id();
      String heir = known.links().containsKey(id) ? successor(prepared) : null;
      if (heir != null) heirs.putIfAbsent(heir, id);
    }
    Map<String, String> holders = new HashMap<>(known.holders());
    for (Prepared prepared : changes) {
      byId.put(prepared.change().id(), prepared);
    }
    for (Prepared prepared : changes) {
      if (known.alone() && !missing(prepared).isEmpty()) goAlone(prepared, holders);
      else address(underItsKey(prepared), holders);
    }
  }

  /** A linked record goes by the key that Marketo has it under, which may be the short one. */
  private Prepared underItsKey(Prepared prepared) {
    if (!target.keyed()) return prepared;
    Link link = known.links().get(prepared.change().id());
    Object key = link == null ? null : link.base().get(target.keyField());
    return SalesforceId.same(key, prepared.change().id())
        ? prepared.with(target.keyField(), key)
        : prepared;
  }

  /** What does not come is left out; a record that is nothing without it is parked. */
  private void goAlone(Prepared prepared, Map<String, String> holders) {
    Map<String, Prepared.Parent> missing = missing(prepared);
    Prepared.Parent first = missing.values().iterator().next();
    alone.add(new Alone(prepared.change(), Set.copyOf(missing.keySet()), first));
    boolean needed =
        MarketoObject.named(target.object())
            .filter(object -> missing.keySet().stream().anyMatch(object::needs))
            .isPresent();
    if (needed) outcome(prepared, Refusal.alone(target, first));
    else address(underItsKey(prepared.without(missing.keySet())), holders);
  }

  private Map<String, Prepared.Parent> missing(Prepared prepared) {
    Map<String, Prepared.Parent> missing = new LinkedHashMap<>(prepared.parents());
    missing.values().removeAll(known.parents());
    return missing;
  }

  /**
   * The Salesforce ids that may be created or updated by this delivery: after a crash, Marketo may
   * have more of them than is remembered.
   */
  public List<String> intended() {
    return intended;
  }

  /** The pairs that are not settled here, because both sides have a say in them. */
  public List<Encounter> encounters() {
    return encounters;
  }

  /** The people who are to be merged. */
  public List<Union> unions() {
    return unions;
  }

  /** The people who are to be deleted with their records. */
  public List<Encounter> departures() {
    return departures;
  }

  /** The changes that go without a parent. */
  public List<Alone> alone() {
    return alone;
  }

  /** Whether something remains to be asked. */
  public boolean isOpen() {
    return !queues.isEmpty();
  }

  /** What was settled so far; all changes once it is no longer open. */
  public List<Settled> settled() {
    return settled;
  }

  /** What to ask next; to be answered before the next one is asked for. */
  public Request next() {
    for (Step step : Step.values()) {
      List<Prepared> waiting = queues.remove(step);
      if (waiting == null) continue;
      asked = step;
      return request(step, waiting);
    }
    throw new IllegalStateException("the delivery is complete");
  }

  /** Takes the answers to a write, one for each row, in order. */
  public void answer(Request.Write request, List<Answer> answers) {
    Step step = asked;
    for (int i = 0; i < answers.size(); i++) {
      settle(step, request.about().get(i), request.rows().get(i), answers.get(i));
    }
  }

  /** Takes the records that a look-up found. */
  public void found(Request.LookUp request, List<Map<String, Object>> records) {
    Step step = asked;
    Map<String, List<Map<String, Object>>> byValue = new HashMap<>();
    for (Map<String, Object> each : records) {
      String value = compared(step, String.valueOf(each.get(request.filterType())));
      byValue.computeIfAbsent(value, v -> new ArrayList<>()).add(each);
    }
    for (Prepared prepared : request.about()) {
      List<Map<String, Object>> candidates =
          byValue.getOrDefault(compared(step, sought(step, prepared)), List.of());
      if (target.keyed()) goBy(step, prepared, !candidates.isEmpty());
      else if (candidates.isEmpty() && step != Step.LOOK_UP) queue(creation(prepared), prepared);
      else decide(prepared, candidates);
    }
  }

  /**
   * A record that Marketo has under the short id alone stays under it, since a key can't be
   * changed.
   */
  private void goBy(Step step, Prepared prepared, boolean isThere) {
    if (step == Step.FIND_BY_SHORT_KEY) {
      queue(isThere ? Step.FIND_BY_KEY : Step.UPSERT, prepared);
    } else if (isThere) {
      queue(Step.UPSERT, prepared);
    } else {
      String key = SalesforceId.key(prepared.change().id());
      queue(Step.LINK_FOUND, prepared.with(target.keyField(), key));
    }
  }

  /** A value as it is compared: of ids case counts, and both forms are one. */
  private static String compared(Step step, String value) {
    return step == Step.FIND_BY_KEY || step == Step.FIND_BY_SHORT_KEY
        ? SalesforceId.key(value)
        : Mapping.folded(value);
  }

  private void address(Prepared prepared, Map<String, String> holders) {
    String id = prepared.change().id();
    Link link = known.links().get(id);
    if (link != null) {
      String heir = successor(prepared);
      boolean moves = heir != null;
      if (moves && !heirs.get(heir).equals(id)) {
        outcome(prepared, new Outcome.Waiting(target.object(), heir));
        return;
      }
      if (prepared.successor() != null && !moves) {
        unite(prepared, link, known.links().get(prepared.successor()));
        return;
      }
      if (prepared.deletion() == OnDeletion.IGNORE && !moves) {
        outcome(prepared, new Outcome.Filtered());
        return;
      }
      if (prepared.deletion() == OnDeletion.DELETE && !moves) {
        departures.add(new Encounter(prepared.change(), id, link.marketoId(), link, Map.of()));
        return;
      }
      boolean sure = link.isCompared() && !known.again() && !known.mayExist().contains(id);
      if (!moves && sure && agrees(link, prepared)) {
        outcome(prepared, new Outcome.Unchanged());
      } else if (awaited(prepared) == null) {
        if (target.bothWays() && !moves) meet(prepared, link.marketoId(), link);
        else update(prepared);
      } else {
        outcome(prepared, Outcome.Waiting.of(awaited(prepared)));
      }
      return;
    }
    boolean heir = heirs.containsKey(id);
    if (prepared.ended() || known.gone().contains(id) && !heir) {
      outcome(prepared, new Outcome.Filtered());
      return;
    }
    if (heir) {
      // For the link of the record that it takes the place of, which is on its way or waits itself.
      outcome(prepared, Outcome.Waiting.of(awaited(byId.get(heirs.get(id)))));
      return;
    }
    Prepared.Parent parent = awaited(prepared);
    if (parent != null) {
      outcome(prepared, Outcome.Waiting.of(parent));
      return;
    }
    String holder =
        prepared.matchValue() == null ? null : holders.putIfAbsent(prepared.matchValue(), id);
    if (holder != null && !holder.equals(id)) {
      outcome(prepared, Refusal.held(target, prepared, holder));
      return;
    }
    if (!target.keyed()) intended.add(id);
    if (!target.keyed() && prepared.marketoId() != null) queue(Step.FIND_BY_ID, prepared);
    else if (target.keyed()) queue(mayBeShort(id) ? Step.FIND_BY_SHORT_KEY : Step.UPSERT, prepared);
    else if (mayExist(prepared)) queue(Step.FIND_BY_KEY, prepared);
    else queue(creation(prepared), prepared);
  }

  private boolean mayBeShort(String id) {
    return known.anyMayExist() && SalesforceId.forms(id).size() > 1;
  }

  /** What both sides have a say in is sought, so that it is not overwritten unseen. */
  private boolean mayExist(Prepared prepared) {
    if (prepared.matchValue() == null && !target.bothWays()) return false;
    return known.anyMayExist() || known.mayExist().contains(prepared.change().id());
  }

  /** Without an address there is nothing but the key to create it by. */
  private static Step creation(Prepared prepared) {
    return prepared.matchValue() == null ? Step.UPSERT : Step.CREATE;
  }

  private void unite(Prepared prepared, Link loser, Link survivor) {
    if (loser.marketoId().equals(survivor.marketoId())) {
      outcome(prepared, new Outcome.Unchanged());
    } else {
      unions.add(new Union(prepared.change(), survivor, loser));
    }
  }

  private void update(Prepared prepared) {
    intended.add(prepared.change().id());
    queue(Step.UPDATE_LINKED, prepared);
  }

  private boolean agrees(Link link, Prepared prepared) {
    if (!Difference.between(link.base(), prepared.values(), target).isEmpty()) return false;
    for (Map.Entry<String, Object> owned : prepared.owned().entrySet()) {
      Object agreed = link.base().get(owned.getKey());
      if (agreed != null && !target.sameness(owned.getKey()).same(agreed, owned.getValue())) {
        return false;
      }
    }
    return true;
  }

  private void meet(Prepared prepared, String marketoId, Link link) {
    String id = prepared.change().id();
    encounters.add(new Encounter(prepared.change(), id, marketoId, link, Map.of()));
  }

  private Prepared.Parent awaited(Prepared prepared) {
    if (known.alone()) return null;
    for (Prepared.Parent parent : prepared.parents().values()) {
      if (!known.parents().contains(parent)) return parent;
    }
    return null;
  }

  private String successor(Prepared prepared) {
    String successor = prepared.successor();
    return successor == null || known.links().containsKey(successor) ? null : successor;
  }

  private Request request(Step step, List<Prepared> about) {
    if (looksUp(step)) {
      List<String> values =
          about.stream()
              .map(prepared -> sought(step, prepared))
              .flatMap(value -> forms(step, value).stream())
              .toList();
      List<String> fields = new ArrayList<>(List.of(target.keyField()));
      if (!target.keyed()) fields.add(0, "id");
      if (target.matchField() != null) fields.add(target.matchField());
      return new Request.LookUp(filterType(step), values, fields, about);
    }
    List<Map<String, Object>> rows = new ArrayList<>(about.size());
    for (Prepared prepared : about) rows.add(row(step, prepared));
    return switch (step) {
      case FIND_BY_KEY -> new Request.Write("updateOnly", target.keyField(), rows, about);
      case CREATE -> new Request.Write("createOnly", target.matchField(), rows, about);
      case UPSERT -> new Request.Write("createOrUpdate", upsertBy(), rows, about);
      default ->
          target.keyed()
              ? new Request.Write("updateOnly", "dedupeFields", rows, about)
              : new Request.Write("updateOnly", "id", rows, about);
    };
  }

  /**
   * A record that both sides have a say in is not written to before it was seen; nor is one under a
   * short id, since to Marketo case may not count.
   */
  private boolean looksUp(Step step) {
    return step == Step.LOOK_UP
        || step == Step.FIND_BY_ID
        || step == Step.FIND_BY_SHORT_KEY
        || step == Step.FIND_BY_KEY && (target.bothWays() || target.keyed());
  }

  /** What others have written may be ids of 15 characters. */
  private List<String> forms(Step step, String value) {
    return step == Step.FIND_BY_KEY && known.anyMayExist() && !target.keyed()
        ? SalesforceId.forms(value)
        : List.of(value);
  }

  private String filterType(Step step) {
    return switch (step) {
      case FIND_BY_ID -> "id";
      case FIND_BY_KEY, FIND_BY_SHORT_KEY -> target.keyField();
      default -> target.matchField();
    };
  }

  private String sought(Step step, Prepared prepared) {
    return switch (step) {
      case FIND_BY_ID -> prepared.marketoId();
      case FIND_BY_KEY -> prepared.change().id();
      case FIND_BY_SHORT_KEY -> SalesforceId.key(prepared.change().id());
      default -> prepared.matchValue();
    };
  }

  private String upsertBy() {
    return target.keyed() ? "dedupeFields" : target.keyField();
  }

  private Map<String, Object> row(Step step, Prepared prepared) {
    Link link = known.links().get(prepared.change().id());
    Map<String, Object> values =
        link == null
            ? Difference.filled(prepared.values())
            : known.mayExist().contains(prepared.change().id())
                ? prepared.values()
                : Difference.between(link.base(), prepared.values(), target);
    if (step != Step.UPDATE_LINKED && step != Step.LINK_FOUND) return values;
    Map<String, Object> row = new LinkedHashMap<>();
    if (target.keyed())
      row.put(
          target.keyField(),
          prepared.values().getOrDefault(target.keyField(), prepared.change().id()));
    else
      row.put(
          "id", Long.valueOf(link == null ? found.get(prepared.change().id()) : link.marketoId()));
    row.putAll(values);
    return row;
  }

  private void settle(Step step, Prepared prepared, Map<String, Object> row, Answer answer) {
    if (answer.status().equals("created")) {
      outcome(prepared, new Outcome.Created(linked(step, prepared, row, answer.id())));
    } else if (answer.status().equals("updated")) {
      outcome(prepared, new Outcome.Updated(linked(step, prepared, row, answer.id())));
    } else if (step == Step.UPDATE_LINKED
        && "1004".equals(answer.code())
        && successor(prepared) != null) {
      // What became of the person is the heir's to hear, who would get another one else.
      outcome(prepared, new Outcome.Updated(linked(step, prepared, row, answer.id())));
    } else if (step == Step.FIND_BY_KEY && "1004".equals(answer.code())) {
      queue(mayBeShort(prepared.change().id()) ? Step.FIND_BY_SHORT_KEY : Step.CREATE, prepared);
    } else if (step == Step.CREATE && "1005".equals(answer.code())) {
      queue(Step.LOOK_UP, prepared);
    } else if (step == Step.CREATE && Outcome.Parked.OUTCOME_UNKNOWN.equals(answer.code())) {
      // Whoever is there now is found; if nobody is, it was not done.
      unknown.put(prepared, answer);
      queue(Step.LOOK_UP, prepared);
    } else {
      outcome(prepared, Refusal.by(target, prepared, answer, step == Step.UPDATE_LINKED));
    }
  }

  private void decide(Prepared prepared, List<Map<String, Object>> candidates) {
    String id = prepared.change().id();
    if (candidates.isEmpty() && unknown.containsKey(prepared)) {
      outcome(prepared, Refusal.by(target, prepared, unknown.get(prepared), false));
      return;
    }
    if (candidates.size() != 1) {
      outcome(prepared, Refusal.ambiguous(target, prepared, candidates));
      return;
    }
    Object key = candidates.get(0).get(target.keyField());
    if (key != null && !key.equals("") && !SalesforceId.same(key, id)) {
      outcome(prepared, Refusal.held(target, prepared, key.toString()));
      return;
    }
    String marketoId = candidates.get(0).get("id").toString();
    if (target.bothWays()) {
      meet(prepared, marketoId, null);
      return;
    }
    found.put(id, marketoId);
    queue(Step.LINK_FOUND, prepared);
  }

  private Link linked(Step step, Prepared prepared, Map<String, Object> row, String marketoId) {
    Link link = known.links().get(prepared.change().id());
    String successor = successor(prepared);
    // A contact that a lead became has all that the lead had, and lacks what the lead lacked.
    boolean isOther = successor != null && !prepared.change().isConverted();
    return new Link(
        successor == null ? prepared.change().id() : successor,
        link == null ? marketoId : link.marketoId(),
        successor == null || link == null ? prepared.matchValue() : link.matchValue(),
        isOther ? Link.NONE : prepared.change().version(),
        agreed(step, prepared, row, link));
  }

  /** What a first write sent is what is agreed, once in memory. */
  private static Map<String, Object> agreed(
      Step step, Prepared prepared, Map<String, Object> row, Link link) {
    if (link != null) return Difference.applied(link.base(), prepared.values());
    return step == Step.LINK_FOUND ? Difference.filled(prepared.values()) : row;
  }

  private void queue(Step step, Prepared prepared) {
    queues.computeIfAbsent(step, s -> new ArrayList<>()).add(prepared);
  }

  private void outcome(Prepared prepared, Outcome outcome) {
    settled.add(new Settled(prepared.change(), outcome));
  }
}
