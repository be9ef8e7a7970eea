package org.bactrian.flow.backfill;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.bactrian.flow.Cycle;
import org.bactrian.flow.Ledger;
import org.bactrian.flow.Schemas;
import org.bactrian.flow.Share;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.salesforce.Question;
import org.bactrian.salesforce.Reading;
import org.bactrian.state.Checkpoint;
import org.bactrian.state.Checkpoints;
import org.bactrian.state.backfill.Backfills;
import org.bactrian.state.backfill.Backfills.Place;
import org.bactrian.state.backfill.MappedRule;
import org.bactrian.state.backfill.MappedRule.Due;
import org.bactrian.state.backfill.MappedRule.Standing;
import org.bactrian.sync.Change;
import org.bactrian.sync.Tally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verbs of reading records again for a newer version of their mapping, once their object's
 * first sync is done, and after the changes of the pass.
 */
public final class Backfill {

  private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

  /** After so long, changes go first again. */
  private static final Duration TURN = Duration.ofMinutes(1);

  private final Mappings mappings;
  private final Schemas schemas;
  private final Checkpoints checkpoints;
  private final Backfills backfills;
  private final Ledger ledger;
  private final Clock clock;
  private final BooleanSupplier backlogWaits;

  /**
   * @param backlogWaits whether what is left of a quota is for fresh changes
   */
  public Backfill(
      Mappings mappings,
      Schemas schemas,
      Checkpoints checkpoints,
      Backfills backfills,
      Ledger ledger,
      Clock clock,
      BooleanSupplier backlogWaits) {
    this.mappings = mappings;
    this.schemas = schemas;
    this.checkpoints = checkpoints;
    this.backfills = backfills;
    this.ledger = ledger;
    this.clock = clock;
    this.backlogWaits = backlogWaits;
  }

  /** Remembers the mappings as they are now, and what of them has become due. */
  public void note() {
    ledger.await();
    Map<String, List<MappedRule>> known = backfills.rules();
    known.forEach(this::noteIfRemoved);
    for (Mapping mapping : mappings.inOrder()) {
      Revision revision = revision(mapping, known);
      if (revision.isOf(known.getOrDefault(mapping.name(), List.of()))) continue;
      backfills.note(mapping.name(), revision.rules(), revision.begins());
      if (!revision.begins()) continue;
      LOG.info(
          "{}: {} changed, so all records of {} are read again, after the changes of today",
          mapping.file(),
          String.join(", ", revision.words()),
          mapping.salesforceObject());
    }
  }

  private void noteIfRemoved(String mapping, List<MappedRule> known) {
    if (mappings.named(mapping).isPresent()) return;
    List<MappedRule> removed =
        known.stream().map(rule -> rule.with(Standing.REMOVED, Due.NONE)).toList();
    if (!removed.equals(known)) backfills.note(mapping, removed, false);
  }

  /** Begins where the readings were left. */
  public Backfilling begin() {
    List<Backfilling.Due> all = backlogWaits.getAsBoolean() ? List.of() : due();
    return new Backfilling(all, clock.instant().plus(TURN));
  }

  /** As {@link #begin}, with what would be noted; reads to the end, and moves nothing. */
  public Backfilling rehearse() {
    return new Backfilling(due(), Instant.MAX);
  }

  private List<Backfilling.Due> due() {
    ledger.await();
    Map<String, List<MappedRule>> known = backfills.rules();
    List<Backfilling.Due> all = new ArrayList<>();
    for (Mapping mapping : mappings.inOrder()) {
      Revision revision = revision(mapping, known);
      if (!revision.isDue() || !isSynced(mapping)) continue;
      Place place = place(revision, mapping);
      Set<String> first = revision.due(Due.NEW, Due.MOVED);
      all.add(new Backfilling.Due(mapping, revision.words(), first, place));
    }
    return all;
  }

  private boolean isSynced(Mapping mapping) {
    return checkpoints.of(mapping.salesforceObject()).map(Checkpoint::firstSyncDone).orElse(false);
  }

  private Revision revision(Mapping mapping, Map<String, List<MappedRule>> known) {
    boolean isRead = !known.isEmpty() && checkpoints.of(mapping.salesforceObject()).isPresent();
    Mapping written = mappings.named(mapping.name()).orElse(mapping);
    return Revision.of(known.getOrDefault(mapping.name(), List.of()), written, mapping, isRead);
  }

  /** At the beginning, if it has not been noted yet. */
  private Place place(Revision revision, Mapping mapping) {
    return backfills
        .place(mapping.name())
        .filter(place -> !revision.begins())
        .orElseGet(() -> new Place(Instant.EPOCH, "", Optional.empty()));
  }

  /** Whether some records are left for this pass, and turns to them; others have the next begin. */
  public boolean more(
      @ExchangeProperty(Backfilling.PROPERTY) Backfilling backfilling,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    if (backfilling.goesOn(clock.instant())) return true;
    if (backfilling.isLeft()) cycle.unfinished();
    while (!backfilling.isOver()) {
      Backfilling.Due due = backfilling.next();
      Mapping mapping = due.mapping();
      if (cycle.apart().containsKey(mapping.salesforceObject())) continue;
      Question question = new Question(mapping.salesforceObject(), schemas.read(mapping));
      backfilling.read(Reading.again(question, due.place().salesforceId()));
      cycle.turn(backfilling.reading());
      return true;
    }
    return false;
  }

  /** The next records. */
  public Share slice(
      @ExchangeProperty(Backfilling.PROPERTY) Backfilling backfilling,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    List<Change> records = backfilling.reading().slice();
    cycle.slice(records);
    cycle.add(Tally.read(records.size()));
    Backfilling.Due due = backfilling.due();
    return new Share(due.mapping(), records, false, false, Optional.of(due.first()));
  }

  /** Moves past them, once they are settled. */
  public void advance(
      @ExchangeProperty(Backfilling.PROPERTY) Backfilling backfilling,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    cycle.report();
    Backfilling.Due due = backfilling.due();
    String name = due.mapping().name();
    List<Change> slice = cycle.slice();
    long remaining = backfilling.settled(slice.size());
    if (backfilling.reading().hasMore()) {
      if (slice.isEmpty()) return;
      String last = slice.get(slice.size() - 1).id();
      ledger.write(() -> backfills.move(name, due.place(), last, remaining));
      return;
    }
    ledger.write(() -> backfills.end(name, due.place()));
    LOG.info(
        "{}: all records of {} have been read again for {}",
        due.mapping().file(),
        due.mapping().salesforceObject(),
        String.join(", ", due.words()));
  }

  /** One object's records can't be read or delivered: they are tried again in the next pass. */
  public void setApart(
      @ExchangeProperty(Backfilling.PROPERTY) Backfilling backfilling,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure)
      throws Exception {
    backfilling.breakOff();
    cycle.setApart(backfilling.due().mapping().salesforceObject(), failure);
  }

  /** What has yet to meet in the records of a mapping. */
  public Unmet unmet(Mapping mapping) {
    Revision revision = revision(mapping, backfills.rules());
    Place place = place(revision, mapping);
    return new Unmet(
        revision.due(Due.NEW, Due.MOVED),
        revision.due(Due.MOVED),
        revision.due(Due.CHANGED),
        place.salesforceId());
  }
}
