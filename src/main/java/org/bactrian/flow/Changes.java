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
    Map<String, RuntimeException> apart = new LinkedHashMap<>();
    for (String object : mappings.salesforceObjects()) {
      try {
        readings.add(reading(object));
      } catch (RuntimeException e) {
        apart.put(object, e);
      }
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
    while (next < results.size()) {
      Reading reading = cycle.toAsk().removeFirst();
      int end = next + (reading.preliminary().isPresent() ? 2 : 1);
      try {
        open(cycle, reading, results.subList(next, end));
      } catch (QuestionRefused e) {
        cycle.setApart(reading.question().object(), e);
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
    boolean hasMore = reading.hasMore();
    ledger.write(() -> advance(reading, slice, hasMore));
  }

  private void advance(Reading reading, List<Change> slice, boolean hasMore) {
    String object = reading.question().object();
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

  private Reading reading(String object) {
    Set<String> fields = new LinkedHashSet<>();
    for (Mapping mapping : mappings.of(object)) fields.addAll(schemas.read(mapping));
    Question question = new Question(object, List.copyOf(fields));
    return checkpoints
        .of(object)
        .map(
            last ->
                last.firstSyncDone()
                    ? Reading.after(
                        question,
                        last.version(),
                        last.salesforceId(),
                        last.version().minus(overlap))
                    : Reading.firstAfter(question, last.salesforceId(), last.version()))
        .orElseGet(() -> Reading.first(question));
  }

  /** Whether Salesforce counted other versions in the overlap window than were read. */
  private boolean missesSome(Reading reading) {
    return reading.from() != null
        && reading.counted()
            != checkpoints.recentVersions(
                reading.question().object(), reading.from(), reading.upTo(), reading.readIds());
  }

  private List<Share> read(Cycle cycle) {
    Reading reading = cycle.current();
    String object = reading.question().object();
    List<Change> changes = reading.slice();
    if (reading.purpose() == Reading.Purpose.LATE_COMMITS) {
      ledger.await();
      changes = checkpoints.unread(object, changes);
    }
    cycle.slice(changes);
    List<Share> shares = new ArrayList<>();
    if (changes.isEmpty()) return shares;
    for (Mapping mapping : mappings.of(object)) shares.add(new Share(mapping, changes));
    return shares;
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
