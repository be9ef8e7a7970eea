package org.bactrian.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatch;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatchResponse;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatchResult;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.mapping.schema.Dependencies;
import org.bactrian.salesforce.Question;
import org.bactrian.salesforce.Reading;
import org.bactrian.salesforce.SalesforceGarbled;
import org.bactrian.salesforce.call.QueryBatch;
import org.bactrian.state.Checkpoint;
import org.bactrian.state.Checkpoints;
import org.bactrian.state.Settlement;
import org.bactrian.state.WaitingChanges;
import org.bactrian.sync.Change;
import org.bactrian.sync.Tally;

/** The verbs of reading: what changed in Salesforce, slice by slice. */
public final class Changes {

  /** A composite batch takes 25 questions, and each object asks two. */
  private static final int OBJECTS_A_BATCH = 12;

  private final Mappings mappings;
  private final Schemas schemas;
  private final Checkpoints checkpoints;
  private final WaitingChanges waiting;
  private final Settlement settlement;
  private final Ledger ledger;
  private final Duration overlap;
  private final String apiVersion;
  private final BooleanSupplier backlogWaits;

  /**
   * @param overlap how long Salesforce may take to commit a record after stamping it
   * @param apiVersion e.g. {@code 62.0}
   * @param backlogWaits whether what is left of a quota is for fresh changes: no first sync goes on
   */
  public Changes(
      Mappings mappings,
      Schemas schemas,
      Checkpoints checkpoints,
      WaitingChanges waiting,
      Settlement settlement,
      Ledger ledger,
      Duration overlap,
      String apiVersion,
      BooleanSupplier backlogWaits) {
    this.mappings = mappings;
    this.schemas = schemas;
    this.checkpoints = checkpoints;
    this.waiting = waiting;
    this.settlement = settlement;
    this.ledger = ledger;
    this.overlap = overlap;
    this.apiVersion = apiVersion;
    this.backlogWaits = backlogWaits;
  }

  /** Begins a cycle over every mapped object, from its checkpoint; what was counted stays. */
  public Cycle begin(
      @ExchangeProperty("progress") Progress progress,
      @ExchangeProperty(Cycle.PROPERTY) Cycle before) {
    List<Reading> readings = new ArrayList<>();
    Map<String, List<Reading.Children>> parents = new TreeMap<>();
    Map<String, RuntimeException> apart = new LinkedHashMap<>();
    boolean allKnown = true;
    for (String object : mappings.salesforceObjects()) {
      try {
        Question question = question(object);
        readings.add(reading(question));
        Optional<Set<Dependencies.Parent>> known = schemas.parents(object);
        if (known.isEmpty()) allKnown = false;
        for (Dependencies.Parent parent : known.orElse(Set.of())) {
          parents
              .computeIfAbsent(parent.object(), name -> new ArrayList<>())
              .add(new Reading.Children(question, parent.child()));
        }
      } catch (RuntimeException e) {
        apart.put(object, e);
        allKnown = false;
      }
    }
    for (Map.Entry<String, List<Reading.Children>> parent : parents.entrySet()) {
      Reading reading = reading(parent.getKey(), parent.getValue());
      // Their checkpoint must not pass children of an object that can't be seen.
      boolean counts = allKnown || reading.isBacklog();
      // First in turn: where they stand is kept before anything is delivered.
      if (counts) readings.add(0, reading);
    }
    boolean partial = backlogWaits.getAsBoolean() && readings.removeIf(Reading::isBacklog);
    Cycle cycle = new Cycle(readings, progress == null ? Progress.NONE : progress).after(before);
    if (partial) cycle.leavesBacklog();
    apart.forEach(cycle::setApart);
    return cycle;
  }

  /** One object's changes can't be read or delivered: it is tried again in the next cycle. */
  public void setApart(
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure)
      throws Exception {
    cycle.setApart(failure);
  }

  /**
   * Makes sure that all objects can be read.
   *
   * @throws IllegalStateException naming those that can't
   */
  public void requireAll(@ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    if (!cycle.apart().isEmpty()) {
      throw new IllegalStateException(String.join("; ", cycle.apart().values()));
    }
  }

  /** What to ask about all objects in one call, children before their parents. */
  public SObjectBatch ask(@ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    List<String> soql = new ArrayList<>();
    cycle.toAsk().stream()
        .limit(OBJECTS_A_BATCH)
        .forEach(
            reading -> {
              reading.preliminary().ifPresent(soql::add);
              soql.add(reading.soql());
            });
    return QueryBatch.of(apiVersion, soql);
  }

  /** Takes the answers: a count of the overlap window and a first page for each object. */
  public void open(@ExchangeProperty(Cycle.PROPERTY) Cycle cycle, @Body Object answer) {
    if (!(answer instanceof SObjectBatchResponse response)) {
      throw new SalesforceGarbled("what changed");
    }
    List<SObjectBatchResult> results = response.getResults();
    int next = 0;
    for (Reading reading : cycle.toAsk().stream().limit(OBJECTS_A_BATCH).toList()) {
      if (next >= results.size()) break;
      cycle.toAsk().remove(reading);
      int end = next + (reading.preliminary().isPresent() ? 2 : 1);
      try {
        // One of these before it may have set it apart.
        if (cycle.readings().contains(reading)) open(cycle, reading, results.subList(next, end));
      } catch (QuestionRefused e) {
        cycle.setApart(reading.feed(), e);
      }
      next = end;
    }
    cycle.report();
  }

  private void open(Cycle cycle, Reading reading, List<SObjectBatchResult> answers) {
    if (answers.size() > 1) reading.preliminary(answer(reading, answers.get(0)));
    reading.page(answer(reading, answers.get(answers.size() - 1)));
    if (missesSome(reading)) cycle.readings().add(reading.again());
  }

  /** Whether a slice of changes is left; turns to it. */
  public boolean more(@ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    return moreToRead(cycle) || !released(cycle).isEmpty() || !stranded(cycle).isEmpty();
  }

  /** Whether a slice of changes is left in Salesforce; turns to it. */
  public boolean moreToRead(@ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    if (backlogWaits.getAsBoolean() && cycle.readings().removeIf(Reading::isBacklog)) {
      cycle.leavesBacklog();
    }
    return cycle.turn();
  }

  /** What to ask for the next page of the slice. */
  public String nextPage(@ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    return cycle.current().nextPage();
  }

  /** Takes a page. */
  public void page(@ExchangeProperty(Cycle.PROPERTY) Cycle cycle, @Body Map<String, Object> page) {
    cycle.current().page(page);
  }

  /**
   * The next slice, a share for each mapping of its object; or changes whose parent has come, or
   * does not come.
   */
  public List<Share> slice(@ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    List<Share> shares = cycle.current() == null ? released(cycle) : read(cycle);
    if (cycle.current() == null && shares.isEmpty()) shares = stranded(cycle);
    for (Share share : shares) cycle.add(Tally.read(share.changes().size()));
    return shares;
  }

  /** Moves the checkpoint past the slice, once all its changes are settled. */
  public void advance(@ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    Reading reading = cycle.current();
    if (reading == null) return;
    cycle.report();
    List<Change> slice = cycle.slice();
    if (reading.purpose() != Reading.Purpose.CHILDREN) {
      boolean hasMore = reading.hasMore();
      if (cycle.isHeld(reading)) return;
      ledger.write(() -> advance(reading, slice, hasMore));
    } else if (!cycle.isHeld(reading.parent())) {
      Reading parents = reading.parent();
      List<Change> delivered = parents.parents();
      boolean hasMore = parents.hasMore();
      ledger.write(() -> advance(parents, delivered, hasMore));
    }
  }

  private void advance(Reading reading, List<Change> slice, boolean hasMore) {
    String object = reading.feed();
    Optional<Checkpoint> before = checkpoints.of(object);
    if (slice.isEmpty() && (hasMore || isDone(before))) return;
    Instant version = before.map(Checkpoint::version).orElse(reading.upTo());
    String id = before.map(Checkpoint::salesforceId).orElse("");
    if (reading.purpose() != Reading.Purpose.LATE_COMMITS && !slice.isEmpty()) {
      Change last = slice.get(slice.size() - 1);
      id = last.id();
      if (reading.purpose() == Reading.Purpose.CHANGES) version = last.version();
    }
    boolean done = isDone(before) || !hasMore;
    Instant recent = version.minus(overlap);
    Instant kept = reading.from() == null ? recent : reading.from();
    settlement.advance(object, new Checkpoint(version, id, done), slice, recent, kept);
  }

  private static boolean isDone(Optional<Checkpoint> checkpoint) {
    return checkpoint.map(Checkpoint::firstSyncDone).orElse(false);
  }

  private Question question(String object) {
    Set<String> fields = new LinkedHashSet<>();
    for (Mapping mapping : mappings.of(object)) fields.addAll(schemas.read(mapping));
    return new Question(object, List.copyOf(fields));
  }

  private Reading reading(Question question) {
    return checkpoints
        .of(question.object())
        .map(
            last ->
                last.firstSyncDone()
                    ? after(question, last)
                    : Reading.firstAfter(question, last.salesforceId(), last.version()))
        .orElseGet(() -> Reading.first(question));
  }

  private Reading reading(String parent, List<Reading.Children> children) {
    Question question = Reading.ofParents(parent);
    Reading first = Reading.last(question).of(children);
    return checkpoints
        .of(first.feed())
        .map(last -> after(question, last).of(children))
        .orElse(first);
  }

  private Reading after(Question question, Checkpoint last) {
    Instant windowStart = last.version().minus(overlap);
    return Reading.after(question, last.version(), last.salesforceId(), windowStart);
  }

  /** Whether Salesforce counted other versions in the overlap window than were read. */
  private boolean missesSome(Reading reading) {
    return reading.from() != null
        && reading.counted()
            != checkpoints.recentVersions(
                reading.feed(), reading.from(), reading.upTo(), reading.readIds());
  }

  private List<Share> read(Cycle cycle) {
    Reading reading = cycle.current();
    String object = reading.question().object();
    List<Change> changes = reading.slice();
    if (reading.purpose() == Reading.Purpose.LATE_COMMITS) {
      ledger.await();
      changes = checkpoints.unread(reading.feed(), changes);
    }
    if (reading.isOfParents()) return parents(cycle, changes);
    cycle.slice(changes);
    List<Share> shares = new ArrayList<>();
    if (changes.isEmpty()) return shares;
    for (Mapping mapping : mappings.of(object)) shares.add(new Share(mapping, changes));
    return shares;
  }

  /** Parents are not delivered: their children are read, by the turns that follow. */
  private static List<Share> parents(Cycle cycle, List<Change> changed) {
    Reading reading = cycle.current();
    cycle.parents(changed);
    cycle.readings().addAll(reading.children(changed));
    return List.of();
  }

  private List<Share> released(Cycle cycle) {
    ledger.await();
    for (Mapping mapping : mappings.inOrder()) {
      if (cycle.apart().containsKey(mapping.salesforceObject())) continue;
      cycle.released(mapping.salesforceObject());
      List<Change> changes = waiting.released(mapping.name(), Reading.SLICE);
      if (!changes.isEmpty()) return List.of(new Share(asRead(mapping, changes), changes));
    }
    return List.of();
  }

  /**
   * Parents were asked for after their children: what is not here now is gone, left out or parked.
   */
  private List<Share> stranded(Cycle cycle) {
    if (!cycle.isWhole()) return List.of();
    for (Mapping mapping : mappings.inOrder()) {
      cycle.released(mapping.salesforceObject());
      List<Change> changes = waiting.stranded(mapping.name(), Reading.SLICE);
      if (!changes.isEmpty()) {
        return List.of(new Share(asRead(mapping, changes), changes, false, true));
      }
    }
    return List.of();
  }

  /** A mapping without the fields that were left out when some of these were read. */
  public static Mapping asRead(Mapping mapping, List<Change> changes) {
    List<FieldRule> unread = new ArrayList<>();
    for (FieldRule rule : mapping.toMarketo()) {
      if (rule.salesforce() == null) continue;
      String field = rule.salesforce().split("\\.", 2)[0];
      if (changes.stream().anyMatch(each -> !each.record().containsKey(field))) unread.add(rule);
    }
    return unread.isEmpty() ? mapping : mapping.without(unread);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> answer(Reading reading, SObjectBatchResult result) {
    if (result.getStatusCode() == 200) return (Map<String, Object>) result.getResult();
    throw new QuestionRefused(reading.question(), result.getResult());
  }
}
