package org.bactrian.people;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bactrian.mapping.Conflict;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.FieldRule.Direction;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Translation;
import org.bactrian.people.Newcomers.Edits;
import org.bactrian.state.Settlement.Entry;
import org.bactrian.state.people.Intents.Intent;
import org.bactrian.sync.Change;
import org.bactrian.sync.Encounter;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;
import org.bactrian.sync.merge.Decision;
import org.bactrian.sync.merge.Overwritten.Step;
import org.bactrian.sync.merge.Pair.Given;
import org.bactrian.sync.merge.Ruling;
import org.bactrian.sync.merge.Sameness;
import org.bactrian.sync.merge.Side;
import org.bactrian.sync.merge.Unremembered;
import org.bactrian.sync.merge.Verdict;

/** Pairs of one mapping on their way from being read to being agreed. */
public final class Meeting implements Part {

  /** The exchange property that carries it. */
  public static final String PROPERTY = "meeting";

  private final Mapping mapping;
  private final boolean fromMarketo;
  private final boolean again;
  private final Map<String, Encounter> encounters = new LinkedHashMap<>();
  private final Deque<String> unread = new ArrayDeque<>();
  private final Deque<Writing> toMarketo = new ArrayDeque<>();
  private final Deque<Writing> toSalesforce = new ArrayDeque<>();
  private final List<Encounter> departing = new ArrayList<>();
  private final List<Writing> decided = new ArrayList<>();
  private final List<Settled> settled = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private final Edits edits;
  private final Map<String, Set<String>> alone;
  private final Set<String> gone = new HashSet<>();
  private final Map<String, Map<String, Given>> given = new HashMap<>();
  private Map<String, Heard> told = Map.of();
  private Map<String, Map<String, Object>> people;
  private Rulings.Book book;
  private boolean isSettled;
  private List<String> asked = List.of();
  private List<Writing> writing = List.of();

  private Meeting(
      Mapping mapping,
      List<Encounter> met,
      boolean fromMarketo,
      boolean again,
      Edits edits,
      Map<String, Set<String>> alone) {
    this.mapping = mapping;
    this.alone = alone;
    this.fromMarketo = fromMarketo;
    this.again = again;
    this.edits = edits;
    for (Encounter each : met) {
      // A person of whom both sides reported something is compared once.
      encounters.merge(each.salesforceId(), each, (a, b) -> a.change() == null ? b : a);
      if (each.change() == null) unread.add(each.salesforceId());
    }
  }

  /** A pair for which something is to be written. */
  static final class Writing {

    final Encounter pair;
    final Verdict verdict;

    /** What may have been written before a crash. */
    final Intent cutOff;

    final List<Translation.Problem> problems = new ArrayList<>();
    boolean marketoTook = true;
    boolean salesforceTook = true;

    /** Whether Marketo may have taken it and did not say so. */
    boolean isUnknown;

    int tries;

    Writing(Encounter pair, Verdict verdict, Intent cutOff) {
      this.pair = pair;
      this.verdict = verdict;
      this.cutOff = cutOff;
      problems.addAll(verdict.problems());
    }

    boolean writes() {
      return !verdict.toMarketo().isEmpty() || !verdict.toSalesforce().isEmpty();
    }

    /** The fields whose values go from a side, by their names there; of none, null alone. */
    List<String> fieldsFrom(Side side) {
      Direction going = side == Side.SALESFORCE ? Direction.TO_MARKETO : Direction.TO_SALESFORCE;
      List<String> fields = new ArrayList<>();
      for (Ruling ruling : verdict.rulings()) {
        boolean goes = ruling.decision() instanceof Decision.Carried c && c.from() == side;
        if (goes) fields.add(ruling.rule().source(going));
      }
      return fields.isEmpty() ? Collections.singletonList(null) : fields;
    }

    /** What becomes of the pair but for its problems. */
    Outcome otherwise() {
      boolean any = verdict.rulings().stream().anyMatch(each -> each.isCarried() && isDone(each));
      return any ? new Outcome.Updated(pair.link()) : new Outcome.Unchanged();
    }

    /** The rules by which both sides are what they should be by now. */
    List<FieldRule> agreed() {
      return verdict.rulings().stream().filter(this::isDone).map(Ruling::rule).toList();
    }

    private boolean isDone(Ruling ruling) {
      if (!(ruling.decision() instanceof Decision.Carried carried)) return true;
      return carried.from() == Side.SALESFORCE ? marketoTook : salesforceTook;
    }

    /** What may have been written to a side, and this, which is about to be. */
    Unremembered to(Side side, Unremembered cutOff) {
      Map<String, Object> values = new HashMap<>();
      Map<String, Object> found = new HashMap<>();
      for (Ruling ruling : verdict.rulings()) {
        if (!(ruling.decision() instanceof Decision.Carried carried)) continue;
        if (carried.from() == side) continue;
        values.put(ruling.rule().marketo(), carried.value());
        found.put(ruling.rule().marketo(), ruling.before());
      }
      return cutOff.then(values, found);
    }
  }

  /** Pairs of whom Marketo reported a change. */
  public static Meeting fromMarketo(Mapping mapping, List<Encounter> met) {
    return fromMarketo(mapping, met, Edits.NONE);
  }

  /** As {@link #fromMarketo}, with what its log told of them, by Marketo id. */
  static Meeting fromMarketo(Mapping mapping, List<Encounter> met, Map<String, Heard> told) {
    Meeting meeting = fromMarketo(mapping, met);
    meeting.told = told;
    return meeting;
  }

  /** As {@link #fromMarketo}, with what operators put in place of people's values. */
  static Meeting fromMarketo(Mapping mapping, List<Encounter> met, Edits edits) {
    return new Meeting(mapping, met, true, false, edits, Map.of());
  }

  /** Pairs of whom nobody reported anything: who is not there any more was deleted. */
  static Meeting ofAll(Mapping mapping, List<Encounter> met) {
    return new Meeting(mapping, met, true, true, Edits.NONE, Map.of());
  }

  /**
   * Pairs of whom Salesforce reported a change.
   *
   * @param again whether it is tried once more, at somebody's request
   * @param alone the fields of each record that refer to what does not come, by Salesforce id
   */
  static Meeting fromSalesforce(
      Mapping mapping, List<Encounter> met, boolean again, Map<String, Set<String>> alone) {
    return new Meeting(mapping, met, false, again, Edits.NONE, alone);
  }

  /** The Marketo fields of a pair that are to refer to nothing new. */
  Set<String> alone(Encounter pair) {
    return alone.getOrDefault(pair.salesforceId(), Set.of());
  }

  @Override
  public String getRoute() {
    return "meet";
  }

  @Override
  public int size() {
    return encounters.size();
  }

  void hasSettled() {
    isSettled = true;
  }

  boolean isSettled() {
    return isSettled;
  }

  void departs(Encounter pair) {
    departing.add(pair);
  }

  boolean again() {
    return again;
  }

  /** Whether somebody asked for it. */
  boolean isRequested() {
    return again && !fromMarketo;
  }

  List<Encounter> departing() {
    return departing;
  }

  /** Whether some of its people were deleted in Marketo, and their records are to follow. */
  public boolean isParts() {
    return !departing.isEmpty();
  }

  Mapping mapping() {
    return mapping;
  }

  List<Encounter> encounters() {
    return List.copyOf(encounters.values());
  }

  /** Whether it was Marketo that reported a change of these people. */
  boolean isFromMarketo() {
    return fromMarketo;
  }

  /** Whether some of its records have yet to be read from Salesforce. */
  public boolean isAsksSalesforce() {
    return !unread.isEmpty();
  }

  /** The next records to read, at most so many. */
  List<String> unread(int most) {
    List<String> next = new ArrayList<>();
    while (next.size() < most && !unread.isEmpty()) next.add(unread.remove());
    asked = next;
    return next;
  }

  void read(Map<String, Change> changes) {
    for (String id : asked) {
      Change change = changes.get(id);
      if (change != null) encounters.computeIfPresent(id, (i, pair) -> pair.with(change));
    }
  }

  void people(Map<String, Map<String, Object>> found) {
    people = new HashMap<>(found);
    if (!fromMarketo) return;
    for (Encounter pair : encounters.values()) {
      Map<String, Object> optOuts = optOuts(pair);
      if (people.containsKey(pair.marketoId()) || optOuts.isEmpty()) continue;
      Map<String, Object> person = new HashMap<>(pair.link().base());
      person.putAll(optOuts);
      people.put(pair.marketoId(), person);
      gone.add(pair.marketoId());
    }
  }

  /**
   * Whether Marketo no longer has a person who opted out before: their record gets that, for whom
   * they became part of.
   */
  boolean isGone(Encounter pair) {
    return gone.contains(pair.marketoId());
  }

  /** The rules of all but what the log told that a person said yes to. */
  List<FieldRule> untold(Encounter pair) {
    Map<String, Object> optOuts = optOuts(pair);
    return mapping.rules().stream().filter(r -> !optOuts.containsKey(r.marketo())).toList();
  }

  /**
   * A person's values, with those over them that were written over, and an operator's; null if
   * there is no such person.
   */
  Map<String, Object> person(Encounter pair) {
    Map<String, Object> person = people.get(pair.marketoId());
    Map<String, Object> edited = edited(pair);
    if (person == null || edited.isEmpty() && pair.overwritten().isEmpty()) return person;
    Map<String, Object> record = new HashMap<>(person);
    pair.overwritten().forEach((field, edit) -> record.put(field, edit.value()));
    record.putAll(edited);
    return record;
  }

  /**
   * What is put in place of a person's values, where Marketo has a say, by REST name: what an
   * operator entered, and an opt-out that the log tells and the person has not, as a merge dropped
   * it.
   */
  Map<String, Object> edited(Encounter pair) {
    Map<String, Object> edited = optOuts(pair);
    edited.putAll(edits.of(pair.marketoId()));
    if (edited.isEmpty()) return edited;
    edited
        .keySet()
        .retainAll(
            mapping.rules().stream()
                .filter(rule -> rule.direction() != FieldRule.Direction.TO_MARKETO)
                .map(FieldRule::marketo)
                .toList());
    return edited;
  }

  /** What the log told that a person said yes to for good, an opt-out for one, by REST name. */
  Map<String, Object> optOuts(Encounter pair) {
    Map<String, Object> optOuts = new HashMap<>();
    Heard heard = told.get(pair.marketoId());
    if (heard == null) return optOuts;
    for (FieldRule rule : mapping.rules()) {
      boolean yes = Sameness.BOOLEAN.same(true, heard.values().get(rule.marketo()));
      if (mapping.conflict(rule) == Conflict.TRUE_WINS && yes) optOuts.put(rule.marketo(), true);
    }
    return optOuts;
  }

  /** What the log tells of a field now. */
  List<Step> steps(Encounter pair, String field) {
    Heard heard = told.get(pair.marketoId());
    return heard == null ? List.of() : heard.steps().getOrDefault(field, List.of());
  }

  /**
   * Whether all that the log tells of its pairs is known to it; of pairs that are due it is not.
   */
  boolean isHeard() {
    return !fromMarketo || !told.isEmpty();
  }

  /** Marketo answered that it took these values of a person, and holds others, by REST name. */
  void given(Encounter pair, Map<String, Given> values) {
    given.put(pair.marketoId(), values);
  }

  Map<String, Given> given(Encounter pair) {
    return given.getOrDefault(pair.marketoId(), Map.of());
  }

  /** The values as Marketo has them; none if there is no such person. */
  Map<String, Object> unedited(Encounter pair) {
    return people.getOrDefault(pair.marketoId(), Map.of());
  }

  /**
   * What was written to a person that Marketo's log will tell of, and what had been found there;
   * nothing of what Salesforce owns, since nobody's edit of that wins over it.
   */
  Unremembered written(Writing writing) {
    Set<String> fields =
        mapping.rules().stream()
            .filter(rule -> rule.direction() == FieldRule.Direction.BOTH_WAYS)
            .map(FieldRule::marketo)
            .collect(Collectors.toSet());
    Map<String, Object> held = new HashMap<>(unedited(writing.pair));
    Map<String, Given> given = given(writing.pair);
    held.keySet().removeIf(field -> !given.containsKey(field) || !given.get(field).isSure());
    held.keySet().removeAll(writing.verdict.toMarketo().keySet());
    Unremembered before = writing.cutOff.toMarketo().of(fields).holding(held);
    if (!writing.marketoTook && !writing.isUnknown) return before;
    Map<String, Object> values = new HashMap<>(writing.verdict.toMarketo());
    values.keySet().retainAll(fields);
    return before.then(values, unedited(writing.pair));
  }

  /** The mapping whose dead letters people have that met as newcomers; empty if they did not. */
  String letters() {
    return edits.mapping();
  }

  /** What is remembered of its pairs since before it decided. */
  Rulings.Book book() {
    return book;
  }

  void book(Rulings.Book remembered) {
    book = remembered;
  }

  void decided(Writing pair) {
    decided.add(pair);
    if (!pair.verdict.toMarketo().isEmpty()) toMarketo.add(pair);
    if (!pair.verdict.toSalesforce().isEmpty()) toSalesforce.add(pair);
  }

  /** Nothing is decided any more. */
  void undecide() {
    decided.clear();
    toMarketo.clear();
    toSalesforce.clear();
    departing.clear();
    settled.clear();
    entries.clear();
    given.clear();
  }

  List<Writing> decided() {
    return decided;
  }

  void retry(Writing pair) {
    toSalesforce.add(pair);
  }

  /** Whether something is to be written to Marketo. */
  public boolean isWritesMarketo() {
    return !toMarketo.isEmpty();
  }

  /** Whether something is to be written to Salesforce. */
  public boolean isWritesSalesforce() {
    return !toSalesforce.isEmpty();
  }

  List<Writing> nextToMarketo() {
    writing = List.copyOf(toMarketo);
    toMarketo.clear();
    return writing;
  }

  List<Writing> nextToSalesforce(int most) {
    List<Writing> next = new ArrayList<>();
    while (next.size() < most && !toSalesforce.isEmpty()) next.add(toSalesforce.remove());
    writing = next;
    return next;
  }

  List<Writing> writing() {
    return writing;
  }

  List<Settled> settled() {
    return settled;
  }

  List<Entry> entries() {
    return entries;
  }
}
