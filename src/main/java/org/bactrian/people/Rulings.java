package org.bactrian.people;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bactrian.flow.Schemas;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Translation.Problem;
import org.bactrian.people.Meeting.Writing;
import org.bactrian.state.Settlement.Entry;
import org.bactrian.state.people.FieldDecisions;
import org.bactrian.state.people.FieldDecisions.Kept;
import org.bactrian.sync.Encounter;
import org.bactrian.sync.merge.Decision;
import org.bactrian.sync.merge.Overwritten;
import org.bactrian.sync.merge.Ruling;
import org.bactrian.sync.merge.Sameness;
import org.bactrian.sync.merge.Side;
import org.bactrian.sync.merge.Swing;
import org.bactrian.sync.merge.Unremembered;
import org.bactrian.sync.merge.Verdict;

/** What was decided of fields before: the memory that finds two automations undoing each other. */
public final class Rulings {

  private static final int MOST_RESTED = 1000;

  private final FieldDecisions decisions;
  private final Schemas schemas;
  private final Clock clock;

  public Rulings(FieldDecisions decisions, Schemas schemas, Clock clock) {
    this.decisions = decisions;
    this.schemas = schemas;
    this.clock = clock;
  }

  /**
   * What may not be carried now.
   *
   * @param fields by REST name
   * @param problems of those that were thrown back and forth too often
   * @param entries to remember until when the others rest
   */
  record Held(Set<String> fields, List<Problem> problems, List<Entry> entries) {}

  /** The pairs of a mapping with a field that has rested long enough, by Salesforce id. */
  List<String> rested(Mapping mapping) {
    return decisions.rested(mapping.name(), clock.instant(), MOST_RESTED);
  }

  /**
   * What is remembered of these pairs.
   *
   * @param again whether they are tried once more, at somebody's request: then nothing is held
   */
  Book of(Mapping mapping, List<Encounter> pairs, boolean again) {
    List<String> ids =
        pairs.stream().filter(p -> p.link() != null).map(Encounter::salesforceId).toList();
    return new Book(mapping, decisions.of(mapping.marketoObject().word(), ids), again);
  }

  /** What is remembered of some pairs. */
  final class Book {

    private final Mapping mapping;
    private final Map<String, Map<String, Kept>> kept;

    private final boolean again;

    private Book(Mapping mapping, Map<String, Map<String, Kept>> kept, boolean again) {
      this.mapping = mapping;
      this.kept = kept;
      this.again = again;
    }

    /** Which of the fields that a verdict carries must wait, or are given up. */
    Held hold(Encounter pair, Verdict verdict) {
      Held held = new Held(new HashSet<>(), new ArrayList<>(), new ArrayList<>());
      for (Ruling ruling : verdict.rulings()) {
        if (ruling.decision() instanceof Decision.Carried carried) {
          hold(pair, ruling, carried, held);
        }
      }
      List<Kept> rested = new ArrayList<>();
      for (Kept each : kept.getOrDefault(pair.salesforceId(), Map.of()).values()) {
        boolean rests = each.restsUntil() != null && !held.fields().contains(each.field());
        if (rests) rested.add(each.resting(null));
      }
      held.entries().add(0, FieldDecisions.keep(mapping.marketoObject().word(), rested));
      return held;
    }

    private void hold(Encounter pair, Ruling ruling, Decision.Carried carried, Held held) {
      if (again) return;
      String field = ruling.rule().marketo();
      Kept before = kept.getOrDefault(pair.salesforceId(), Map.of()).get(field);
      Swing swing = swing(mapping, before, ruling, carried, clock.instant());
      if (swing.isTooMuch()) {
        held.fields().add(field);
        held.problems().add(pingPong(ruling, carried));
        return;
      }
      Instant rested = before == null ? Instant.EPOCH : before.at().plus(swing.rest());
      if (swing.count() == 0 || !clock.instant().isBefore(rested)) return;
      held.fields().add(field);
      List<Kept> resting = List.of(before.resting(rested));
      held.entries().add(FieldDecisions.keep(mapping.marketoObject().word(), resting));
    }

    /** Whether a value went to Marketo so long ago that its log tells of it if it was taken. */
    boolean isLongWritten(Encounter pair, String field) {
      Kept before = kept.getOrDefault(pair.salesforceId(), Map.of()).get(field);
      return before != null
          && before.fromSide().equals(Side.SALESFORCE.name())
          && before.at().plus(ChangeLog.LAG).isBefore(clock.instant());
    }

    /** What is to be remembered of a pair once it is written. */
    List<Entry> entries(Writing writing) {
      Instant now = clock.instant();
      List<Kept> carried = new ArrayList<>();
      Map<String, Overwritten> givenBack = new HashMap<>(writing.pair.overwritten());
      givenBack.keySet().retainAll(writing.verdict.toMarketo().keySet());
      for (Ruling ruling : writing.verdict.rulings()) {
        if (ruling.decision() instanceof Decision.Agreed agreed) {
          cutOff(mapping, writing, ruling, agreed, now).ifPresent(carried::add);
        }
        if (!(ruling.decision() instanceof Decision.Carried decision)) continue;
        givenBack.remove(ruling.rule().marketo());
        boolean toMarketo = decision.from() == Side.SALESFORCE;
        if (!(toMarketo ? writing.marketoTook : writing.salesforceTook)) continue;
        Kept before =
            kept.getOrDefault(writing.pair.salesforceId(), Map.of()).get(ruling.rule().marketo());
        Swing swing = swing(mapping, before, ruling, decision, now);
        carried.add(
            new Kept(
                writing.pair.salesforceId(),
                ruling.rule().marketo(),
                decision.from().name(),
                decision.why().name(),
                text(ruling.before()),
                text(decision.value()),
                now,
                again ? 0 : swing.count(),
                null));
      }
      if (writing.marketoTook) {
        givenBack.forEach(
            (field, edit) ->
                carried.add(
                    new Kept(
                        writing.pair.salesforceId(),
                        field,
                        Side.MARKETO.name(),
                        Decision.Why.GIVEN_BACK.name(),
                        text(edit.written()),
                        text(edit.found()),
                        now,
                        0,
                        null)));
      }
      String object = mapping.marketoObject().word();
      return List.of(FieldDecisions.keep(object, carried));
    }
  }

  /** What was carried before a crash, and not remembered: it is there, and both sides agree. */
  private Optional<Kept> cutOff(
      Mapping mapping, Writing writing, Ruling ruling, Decision.Agreed agreed, Instant now) {
    String field = ruling.rule().marketo();
    Sameness sameness = schemas.sameness(mapping).getOrDefault(field, Sameness.TEXT);
    for (Side to : Side.values()) {
      Unremembered writes =
          to == Side.MARKETO ? writing.cutOff.toMarketo() : writing.cutOff.toSalesforce();
      List<Object> written = writes.written().getOrDefault(field, List.of());
      List<Object> found = writes.found().getOrDefault(field, List.of());
      if (written.isEmpty() || found.size() < written.size()) continue;
      int last = written.size() - 1;
      if (!sameness.same(written.get(last), agreed.value())) continue;
      return Optional.of(
          new Kept(
              writing.pair.salesforceId(),
              field,
              to.other().name(),
              Decision.Why.CUT_OFF.name(),
              text(found.get(last)),
              text(agreed.value()),
              now,
              0,
              null));
    }
    return Optional.empty();
  }

  private static Problem pingPong(Ruling ruling, Decision.Carried carried) {
    return new Problem(
        FieldRule.Direction.BOTH_WAYS,
        ruling.rule().salesforce(),
        "ping-pong",
        "%s is changed back and forth: %s sets it to \"%s\" and %s to \"%s\", again and again"
            .formatted(
                ruling.rule().salesforce(),
                carried.from().word(),
                carried.value(),
                carried.from().other().word(),
                ruling.before()),
        "Find the two automations that set it and switch one of them off, or let one side own "
            + ruling.rule().marketo()
            + " in the mapping; then replay");
  }

  private Swing swing(
      Mapping mapping, Kept before, Ruling ruling, Decision.Carried carried, Instant now) {
    if (before == null) return Swing.first(carried.from(), ruling.before(), carried.value(), now);
    Sameness sameness =
        schemas.sameness(mapping).getOrDefault(ruling.rule().marketo(), Sameness.TEXT);
    return new Swing(
            Side.valueOf(before.fromSide()),
            before.before(),
            before.after(),
            before.swings(),
            before.at())
        .then(carried.from(), ruling.before(), carried.value(), sameness, now);
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }
}
