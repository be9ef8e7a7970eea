package org.bactrian.people;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.component.salesforce.api.dto.SaveSObjectResult;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatch;
import org.bactrian.consent.Consents;
import org.bactrian.flow.Cycle;
import org.bactrian.flow.Dispatch;
import org.bactrian.flow.Plan;
import org.bactrian.flow.backfill.Backfill;
import org.bactrian.flow.backfill.Unmet;
import org.bactrian.mapping.Conflict;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.FieldRule.Direction;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.OnDeletion;
import org.bactrian.mapping.Translation;
import org.bactrian.mapping.convert.Reading;
import org.bactrian.marketo.MarketoConstants;
import org.bactrian.marketo.client.ErrorCode;
import org.bactrian.marketo.client.RecordResult;
import org.bactrian.people.Meeting.Writing;
import org.bactrian.people.life.Departures;
import org.bactrian.state.DeadLetters;
import org.bactrian.state.Links;
import org.bactrian.state.Settlement;
import org.bactrian.state.people.Intents;
import org.bactrian.state.people.Intents.Intent;
import org.bactrian.state.people.UnheardWrites;
import org.bactrian.state.people.UntakenFields;
import org.bactrian.sync.Change;
import org.bactrian.sync.Encounter;
import org.bactrian.sync.Link;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;
import org.bactrian.sync.Tally;
import org.bactrian.sync.merge.Overwritten;
import org.bactrian.sync.merge.Overwritten.Step;
import org.bactrian.sync.merge.Pair;
import org.bactrian.sync.merge.Pair.Given;
import org.bactrian.sync.merge.Sameness;
import org.bactrian.sync.merge.Side;
import org.bactrian.sync.merge.Unremembered;
import org.bactrian.sync.merge.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verbs of meeting: the two records of a person are read where they were not, compared field by
 * field, and made to agree.
 */
public final class Meetings {

  private static final Logger LOG = LoggerFactory.getLogger(Meetings.class);

  /** Of a record that somebody holds. */
  private static final int MOST_TRIES = 5;

  static final String UPDATED_AT = "updatedAt";
  private static final String DELETED = "IsDeleted";

  private final Merges merges;
  private final SalesforceRecords records;
  private final Rulings rulings;
  private final Intents intents;
  private final UnheardWrites unheard;
  private final UntakenFields untaken;
  private final Consents consents;
  private final Links links;
  private final Settlement settlement;
  private final Backfill backfill;

  public Meetings(
      Merges merges,
      SalesforceRecords records,
      Rulings rulings,
      Intents intents,
      UnheardWrites unheard,
      UntakenFields untaken,
      Consents consents,
      Links links,
      Settlement settlement,
      Backfill backfill) {
    this.merges = merges;
    this.records = records;
    this.rulings = rulings;
    this.intents = intents;
    this.unheard = unheard;
    this.untaken = untaken;
    this.consents = consents;
    this.links = links;
    this.settlement = settlement;
    this.backfill = backfill;
  }

  /**
   * A part of what was heard failed, for a reason of its own: its pairs meet in the next cycle, and
   * the others go on.
   *
   * @throws Exception that it failed of, if nothing would tell of its pairs any more
   */
  public void postpone(
      @ExchangeProperty("part") Part part,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure)
      throws Exception {
    if (!(part instanceof Meeting meeting) || meeting.isSettled()) throw failure;
    cycle.standStill(meeting.mapping().salesforceObject(), failure);
    Map<String, Intent> open = new HashMap<>();
    for (Encounter pair : meeting.encounters()) open.put(pair.salesforceId(), Intent.NONE);
    open.putAll(intents.of(meeting.mapping().name()));
    intents.note(meeting.mapping().name(), open);
    cycle.add(new Tally(0, 0, 0, 0, 0, meeting.size(), 0));
  }

  /** The pairs of a share of changes from Salesforce. */
  public Meeting of(@ExchangeProperty(Dispatch.PROPERTY) Dispatch dispatch) {
    Meeting meeting =
        Meeting.fromSalesforce(
            dispatch.mapping(), dispatch.encounters(), dispatch.isAgain(), dispatch.alone());
    List<Settled> met =
        dispatch.encounters().stream()
            .map(pair -> new Settled(pair.reported(), new Outcome.Unchanged()))
            .toList();
    meeting.entries().add(dispatch.left(met));
    return meeting;
  }

  /** What to ask Salesforce: the records that only Marketo has reported so far. */
  public SObjectBatch askSalesforce(@ExchangeProperty(Meeting.PROPERTY) Meeting meeting) {
    return records.ask(meeting.mapping(), meeting.unread(SalesforceRecords.MOST));
  }

  /** Takes those records. */
  public void salesforce(@ExchangeProperty(Meeting.PROPERTY) Meeting meeting, @Body Object answer) {
    Map<String, Change> read = new HashMap<>();
    for (Map<String, Object> record : records.of(answer)) {
      Change change = Change.of(record);
      read.put(change.id(), change);
    }
    meeting.read(read);
  }

  /** What to ask Marketo: the people as they are now. */
  public List<String> askMarketo(
      @ExchangeProperty(Meeting.PROPERTY) Meeting meeting, Exchange exchange) {
    Message message = exchange.getMessage();
    message.setHeader(MarketoConstants.FILTER_TYPE, "id");
    message.setHeader(MarketoConstants.FIELDS, String.join(",", fields(meeting.mapping())));
    return meeting.encounters().stream().map(Encounter::marketoId).distinct().toList();
  }

  /** The Marketo fields that a comparison needs. */
  static Set<String> fields(Mapping mapping) {
    Set<String> fields = new LinkedHashSet<>(List.of("id", UPDATED_AT));
    mapping.rules().forEach(rule -> fields.add(rule.marketo()));
    return fields;
  }

  /** Takes the people. */
  public void marketo(
      @ExchangeProperty(Meeting.PROPERTY) Meeting meeting, @Body List<Map<String, Object>> people) {
    Map<String, Map<String, Object>> found = new HashMap<>();
    for (Map<String, Object> person : people) found.put(String.valueOf(person.get("id")), person);
    meeting.people(found);
  }

  /** Decides, field by field, what each side is to have, and notes what is about to be written. */
  public void decide(@ExchangeProperty(Meeting.PROPERTY) Meeting meeting) {
    Map<String, Intent> before = compare(meeting);
    Map<String, Intent> next = new HashMap<>();
    for (Writing each : meeting.decided()) {
      if (each.pair.link() == null || !each.writes()) continue;
      Intent cutOff = before.getOrDefault(each.pair.salesforceId(), Intent.NONE);
      next.put(
          each.pair.salesforceId(),
          new Intent(
              each.to(Side.MARKETO, cutOff.toMarketo()),
              each.to(Side.SALESFORCE, cutOff.toSalesforce())));
    }
    intents.note(meeting.mapping().name(), next);
  }

  /** Decides, and says what would be written; writes and notes nothing. */
  public List<Plan.Compared> foresee(@ExchangeProperty(Meeting.PROPERTY) Meeting meeting) {
    compare(meeting);
    List<Plan.Compared> foreseen = new ArrayList<>();
    Map<String, Encounter> pairs = new HashMap<>();
    meeting.encounters().forEach(pair -> pairs.put(pair.salesforceId(), pair));
    for (Settled each : meeting.settled()) {
      Encounter pair = pairs.get(each.change().id());
      foreseen.add(new Plan.Compared(pair, each.outcome(), Map.of(), Map.of()));
    }
    Map<String, Writing> decided = new HashMap<>();
    for (Writing each : meeting.decided()) {
      decided.put(each.pair.salesforceId(), each);
      meeting.settled().add(settled(meeting.mapping(), each));
    }
    for (Settled each : counted(meeting)) {
      Writing writing = decided.get(each.change().id());
      if (writing == null) continue;
      foreseen.add(
          new Plan.Compared(
              writing.pair,
              each.outcome(),
              writing.verdict.toSalesforce(),
              writing.verdict.toMarketo()));
    }
    return foreseen;
  }

  /** What is refused by what the systems said of their fields is looked at again once they say. */
  private Map<String, Intent> compare(Meeting meeting) {
    if (meeting.isRequested()) merges.schemas().expectNews();
    Map<String, Intent> before = decideAll(meeting);
    boolean refuses = meeting.decided().stream().anyMatch(each -> !each.problems.isEmpty());
    if (!refuses || !merges.schemas().askAgain(meeting.mapping())) return before;
    meeting.undecide();
    return decideAll(meeting);
  }

  private Map<String, Intent> decideAll(Meeting meeting) {
    Rulings.Book book = rulings.of(meeting.mapping(), meeting.encounters(), meeting.isRequested());
    meeting.book(book);
    Map<String, Intent> before = intents.of(meeting.mapping().name());
    Unmet unmet = backfill.unmet(meeting.mapping());
    Map<String, Unremembered> writes =
        unheard.of(
            meeting.mapping().marketoObject().word(),
            meeting.encounters().stream().map(Encounter::marketoId).toList());
    for (Encounter pair : meeting.encounters()) {
      Unremembered ours = writes.getOrDefault(pair.marketoId(), Unremembered.NONE);
      meeting.given(pair, given(meeting, pair, ours, book));
      Intent intent = before.getOrDefault(pair.salesforceId(), Intent.NONE);
      decide(meeting, pair, book, intent, unmet);
    }
    return before;
  }

  /**
   * The pairs that meet though neither side reported anything: those to which something may have
   * been written that is not remembered, and those of whom a field has rested long enough.
   */
  public List<Meeting> due(@ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    List<Meeting> meetings = new ArrayList<>();
    for (Mapping mapping : merges.bothWays()) {
      String object = mapping.marketoObject().word();
      Set<String> ids = new HashSet<>(intents.of(mapping.name()).keySet());
      ids.addAll(rulings.rested(mapping));
      List<Encounter> pairs = new ArrayList<>();
      links.of(object, ids).forEach((id, link) -> pairs.add(Encounter.of(link, Map.of())));
      if (pairs.isEmpty()) continue;
      meetings.add(Meeting.fromMarketo(mapping, pairs));
      cycle.add(Tally.read(pairs.size()));
    }
    return meetings;
  }

  private void decide(
      Meeting meeting, Encounter read, Rulings.Book book, Intent intent, Unmet unmet) {
    Encounter pair = standing(meeting, read).rewound();
    Map<String, Object> person = meeting.person(pair);
    boolean all = meeting.again() && meeting.isFromMarketo();
    if (person == null && (all || meeting.again() && isToFollow(meeting.mapping()))) {
      meeting.departs(pair);
      return;
    }
    Set<String> except = new HashSet<>();
    boolean isGone = meeting.isGone(pair);
    boolean isMissing = person == null || isGone && pair.change() == null;
    if (isMissing && meeting.isFromMarketo() && pair.link().isCompared()) {
      // Marketo's log tells what became of them; of who took over a record, it may have before.
      settle(meeting, pair, new Outcome.Filtered());
      return;
    }
    if (pair.change() == null || person == null) {
      // The link is of this mapping from now on, if the record took it over from another's.
      Outcome.Parked gone = gone(pair, person == null);
      settle(meeting, pair, new Outcome.Parked(gone.problems(), pair.link()));
      return;
    }
    boolean ended = pair.change().ended();
    if (ended && meeting.isFromMarketo()) {
      // What became of the record is told by Salesforce; what is edited meanwhile has no place.
      settle(meeting, pair, overwritten(meeting.mapping(), pair, person));
      return;
    }
    except.addAll(meeting.alone(pair));
    if (isGone) meeting.untold(pair).forEach(rule -> except.add(rule.marketo()));
    // A parent that has not arrived yet is waited for on the way from Salesforce.
    if (meeting.isFromMarketo()) except.addAll(meeting.mapping().references().keySet());
    Pair both =
        new Pair(
                base(meeting.mapping(), pair, person, unmet),
                pair.change().record(),
                person,
                pair.change().version(),
                instant(person.get(UPDATED_AT), pair.change().version()),
                pair.heard(),
                intent.toMarketo(),
                intent.toSalesforce())
            .rewound(pair.overwritten())
            .under(unmet.fields(), unmet.revised())
            .given(meeting.given(pair));
    Verdict verdict = merges.of(meeting.mapping()).of(both, except);
    if (ended) verdict = verdict.forMarketoAlone();
    Map<String, Object> lacking = lacking(meeting, pair);
    verdict = supplied(meeting, pair, verdict, lacking, Set.of());
    Writing writing = new Writing(pair, verdict, intent);
    Rulings.Held held = book.hold(pair, verdict);
    meeting.entries().addAll(held.entries());
    if (!held.fields().isEmpty()) {
      except.addAll(held.fields());
      Verdict rest = merges.of(meeting.mapping()).of(both, except);
      if (ended) rest = rest.forMarketoAlone();
      rest = supplied(meeting, pair, rest, lacking, held.fields());
      writing = new Writing(pair, rest, intent);
      writing.problems.addAll(held.problems());
    }
    meeting.decided(writing);
  }

  /**
   * What Marketo answered to have taken of us and holds otherwise: what it holds is no edit. An
   * opt-out is looked at as it is.
   */
  private Map<String, Given> given(
      Meeting meeting, Encounter pair, Unremembered ours, Rulings.Book book) {
    Map<String, Given> given = new HashMap<>();
    if (pair.link() == null) return given;
    Function<String, Sameness> sameness = sameness(meeting.mapping());
    Map<String, Object> there = meeting.unedited(pair);
    for (FieldRule rule : meeting.mapping().rules()) {
      String field = rule.marketo();
      boolean isOpen =
          ours.written().containsKey(field)
              && !pair.overwritten().containsKey(field)
              && meeting.mapping().conflict(rule) != Conflict.TRUE_WINS;
      Sameness same = sameness.apply(field);
      if (!isOpen || !same.same(pair.link().base().get(field), ours.last(field))) continue;
      Object held = there.get(field);
      boolean isKnown = ours.isHeld(field, held, same);
      List<Step> steps = meeting.steps(pair, field);
      boolean isNoEdit = meeting.isHeard() ? ours.isHeldInstead(field, held, steps, same) : isKnown;
      if (!isNoEdit) continue;
      boolean isKept = ours.isKept(field, held, same) && book.isLongWritten(pair, field);
      given.put(field, new Given(ours.last(field), isKnown || isKept || !steps.isEmpty()));
    }
    return given;
  }

  /** The same pair, without the edits that were written over and that somebody edited since. */
  private Encounter standing(Meeting meeting, Encounter pair) {
    if (pair.overwritten().isEmpty()) return pair;
    Map<String, Overwritten> standing = new HashMap<>(pair.overwritten());
    Map<String, Object> there = meeting.unedited(pair);
    Function<String, Sameness> sameness = sameness(meeting.mapping());
    standing
        .entrySet()
        .removeIf(
            edit ->
                !edit.getValue().stands(there.get(edit.getKey()), sameness.apply(edit.getKey())));
    return pair.over(standing);
  }

  private Verdict supplied(
      Meeting meeting,
      Encounter pair,
      Verdict verdict,
      Map<String, Object> lacking,
      Set<String> except) {
    Map<String, Overwritten> edits = new HashMap<>(pair.overwritten());
    edits.keySet().removeAll(except);
    return verdict
        .supplying(lacking)
        .restoring(edits, meeting.unedited(pair), sameness(meeting.mapping()));
  }

  private Function<String, Sameness> sameness(Mapping mapping) {
    Map<String, Sameness> sameness = merges.schemas().sameness(mapping);
    return field -> sameness.getOrDefault(field, Sameness.TEXT);
  }

  /**
   * What was last agreed; null at the first meeting. After a merge, what either side lacks was not
   * cleared there, so it gets what the other has.
   */
  private static Map<String, Object> base(
      Mapping mapping, Encounter pair, Map<String, Object> person, Unmet unmet) {
    if (pair.link() == null) return null;
    Map<String, Object> agreed = unmet.agreed(pair.salesforceId(), pair.link().base());
    if (pair.link().isCompared()) return agreed;
    Map<String, Object> base = new HashMap<>(agreed);
    for (FieldRule rule : mapping.rules()) {
      if (rule.direction() != Direction.BOTH_WAYS) continue;
      Object record = rule.read(pair.change().record());
      if (Sameness.isBlank(record) || Sameness.isBlank(person.get(rule.marketo()))) {
        base.remove(rule.marketo());
      }
    }
    return base;
  }

  /** What is put in place of a person's values counts as theirs, so they get it. */
  private Map<String, Object> lacking(Meeting meeting, Encounter pair) {
    Map<String, Object> lacking = meeting.edited(pair);
    if (lacking.isEmpty()) return lacking;
    Map<String, Object> there = meeting.unedited(pair);
    Function<String, Sameness> sameness = sameness(meeting.mapping());
    lacking
        .entrySet()
        .removeIf(
            edit -> sameness.apply(edit.getKey()).same(there.get(edit.getKey()), edit.getValue()));
    return lacking;
  }

  /**
   * What Salesforce owns and Marketo changed is taken for agreed, so that it differs from the
   * owner's once they meet again. Where Marketo is not told of deletions, the deletion is too: or
   * else nothing would differ, and they would not meet, once it is restored.
   */
  private static Outcome overwritten(Mapping mapping, Encounter pair, Map<String, Object> person) {
    Map<String, Object> base = new HashMap<>(pair.link().base());
    boolean untold = mapping.deletion().inSalesforce() == OnDeletion.IGNORE;
    for (FieldRule rule : mapping.rules()) {
      if (rule.direction() != FieldRule.Direction.TO_MARKETO) continue;
      if (untold && DELETED.equals(rule.salesforce())) {
        base.put(rule.marketo(), rule.read(pair.change().record()));
      }
      if (!pair.heard().containsKey(rule.marketo())) continue;
      base.put(rule.marketo(), person.get(rule.marketo()));
    }
    base.values().removeIf(Sameness::isBlank);
    if (base.equals(pair.link().base())) return new Outcome.Filtered();
    Link before = pair.link();
    return new Outcome.Unchanged(
        new Link(
            before.salesforceId(),
            before.marketoId(),
            before.matchValue(),
            before.version(),
            base));
  }

  private static boolean isToFollow(Mapping mapping) {
    return mapping.deletion().inMarketo() == OnDeletion.DELETE;
  }

  /** The records that are to be deleted like their people. */
  public Departures departures(@ExchangeProperty(Meeting.PROPERTY) Meeting meeting) {
    boolean asked = !meeting.isFromMarketo();
    return new Departures(meeting.mapping(), Side.MARKETO, meeting.departing(), asked);
  }

  private static Outcome.Parked gone(Encounter pair, boolean inMarketo) {
    return inMarketo
        ? new Outcome.Parked(
            Direction.BOTH_WAYS,
            "deleted-in-marketo",
            "The Marketo lead of Salesforce record %s was deleted in Marketo"
                .formatted(pair.salesforceId()),
            "Discard this if the deletion was meant; otherwise restore it in Marketo and replay")
        : new Outcome.Parked(
            Direction.BOTH_WAYS,
            "deleted-in-salesforce",
            "The Salesforce record %s of Marketo person %s is gone"
                .formatted(pair.salesforceId(), pair.marketoId()),
            "Discard this if the deletion was meant; otherwise restore it in Salesforce and replay");
  }

  /** The rows for Marketo. */
  public List<Map<String, Object>> toMarketo(@ExchangeProperty(Meeting.PROPERTY) Meeting meeting) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Writing each : meeting.nextToMarketo()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("id", Long.valueOf(each.pair.marketoId()));
      row.putAll(each.verdict.toMarketo());
      rows.add(row);
    }
    refer(meeting.mapping(), rows);
    return rows;
  }

  /** What they refer to is named by the key that Marketo has it under. */
  private void refer(Mapping mapping, List<Map<String, Object>> rows) {
    mapping
        .references()
        .forEach(
            (field, object) -> {
              Set<String> ids = new HashSet<>();
              for (Map<String, Object> row : rows) {
                if (row.get(field) instanceof String id) ids.add(id);
              }
              Map<String, String> keys = links.keys(object, field, ids);
              for (Map<String, Object> row : rows) {
                row.computeIfPresent(field, (f, id) -> keys.getOrDefault(id, id.toString()));
              }
            });
  }

  /** Takes Marketo's answer, one result for each row. */
  public void marketoTook(
      @ExchangeProperty(Meeting.PROPERTY) Meeting meeting, @Body List<RecordResult> results) {
    RecordResult.paired(
        results,
        meeting.writing().stream().map(each -> each.pair.marketoId()).toList(),
        "writing people who met");
    merges.schemas().doubt(meeting.mapping(), RecordResult.codes(results));
    for (int i = 0; i < results.size(); i++) {
      RecordResult result = results.get(i);
      if (result.reasons().isEmpty()) continue;
      Writing writing = meeting.writing().get(i);
      writing.marketoTook = false;
      writing.isUnknown = result.isUnknown();
      String code = result.reasons().get(0).code();
      String advice =
          ErrorCode.of(code)
              .map(ErrorCode::advice)
              .orElse("Mend the record in Salesforce and replay");
      for (String field : writing.fieldsFrom(Side.SALESFORCE)) {
        writing.problems.add(
            new Translation.Problem(
                Direction.TO_MARKETO,
                field,
                code,
                "Marketo refused the lead: " + result.reasons().get(0).message(),
                advice));
      }
    }
  }

  /** The next records for Salesforce, up to 200. */
  public List<Map<String, Object>> toSalesforce(@ExchangeProperty(Meeting.PROPERTY) Meeting meeting)
      throws InterruptedException {
    List<Writing> next = meeting.nextToSalesforce(SalesforceRecords.A_WRITE);
    int tries = next.stream().mapToInt(each -> each.tries).max().orElse(0);
    SalesforceRecords.backOff(tries);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Writing each : next) {
      rows.add(records.row(meeting.mapping(), each.pair, each.verdict.toSalesforce()));
    }
    return rows;
  }

  /** Takes Salesforce's answer, one result for each record. */
  public void salesforceTook(
      @ExchangeProperty(Meeting.PROPERTY) Meeting meeting, @Body List<SaveSObjectResult> results) {
    SalesforceRecords.pair(
        meeting.writing().stream().map(each -> each.pair.salesforceId()).toList(),
        results.stream().map(SaveSObjectResult::getId).toList(),
        "what it wrote");
    merges
        .schemas()
        .doubt(
            meeting.mapping(),
            SalesforceRefusal.codes(results.stream().map(SaveSObjectResult::getErrors)));
    for (int i = 0; i < results.size(); i++) {
      if (Boolean.TRUE.equals(results.get(i).getSuccess())) continue;
      Writing writing = meeting.writing().get(i);
      SalesforceRefusal refusal = SalesforceRefusal.of(results.get(i).getErrors());
      if (refusal.heals() && ++writing.tries < MOST_TRIES) {
        meeting.retry(writing);
        continue;
      }
      writing.salesforceTook = false;
      for (String field : writing.fieldsFrom(Side.MARKETO)) {
        writing.problems.add(refusal.problem(field));
      }
    }
  }

  /** Remembers what was agreed, and why, in one transaction. */
  public void settle(
      @ExchangeProperty(Meeting.PROPERTY) Meeting meeting,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    Mapping mapping = meeting.mapping();
    String object = mapping.marketoObject().word();
    Map<String, Unremembered> written = new HashMap<>();
    for (Writing writing : meeting.decided()) {
      written.put(writing.pair.marketoId(), meeting.written(writing));
      meeting.settled().add(settled(mapping, writing));
      meeting.entries().addAll(meeting.book().entries(writing));
      meeting
          .entries()
          .addAll(
              consents.met(
                  mapping,
                  writing.pair,
                  meeting.person(writing.pair),
                  writing.verdict,
                  writing.salesforceTook,
                  writing.marketoTook));
    }
    written.values().removeIf(Unremembered.NONE::equals);
    meeting.entries().add(UnheardWrites.note(object, written));
    Set<String> linked =
        meeting.encounters().stream()
            .filter(pair -> pair.link() != null)
            .map(Encounter::salesforceId)
            .collect(Collectors.toSet());
    // What may have been written stays noted, so that they meet once more.
    Set<String> known = new HashSet<>(linked);
    meeting.decided().stream()
        .filter(each -> each.isUnknown)
        .forEach(each -> known.remove(each.pair.salesforceId()));
    meeting.entries().add(Intents.settled(mapping.name(), known));
    if (!meeting.letters().isEmpty()) {
      meeting.entries().add(DeadLetters.peopleDelivered(meeting.letters(), delivered(meeting)));
    }
    Tally tally = Tally.of(counted(meeting));
    settlement.settle(mapping.name(), object, meeting.settled(), linked, meeting.entries());
    meeting.hasSettled();
    tellUntaken(meeting);
    for (Settled each : meeting.settled()) {
      each.outcome().newLink().ifPresent(link -> links.see(object, link));
    }
    cycle.add(tally);
  }

  /** Says once of a field that Marketo holds something else than what it takes. */
  private void tellUntaken(Meeting meeting) {
    for (Writing each : meeting.decided()) {
      meeting
          .given(each.pair)
          .forEach(
              (field, given) -> {
                boolean isLong = meeting.book().isLongWritten(each.pair, field);
                if (given.isSure() && isLong && untaken.add(field)) {
                  LOG.warn(UntakenFields.words(field));
                }
              });
    }
  }

  /** What was parked before is not parked once more by another change of its record. */
  private List<Settled> counted(Meeting meeting) {
    if (meeting.isRequested()) return meeting.settled();
    Set<String> before = settlement.parkedBefore(meeting.mapping().name(), meeting.settled());
    if (before.isEmpty()) return meeting.settled();
    Map<String, Outcome> otherwise = new HashMap<>();
    for (Writing each : meeting.decided()) {
      if (before.contains(each.pair.salesforceId())) {
        otherwise.put(each.pair.salesforceId(), each.otherwise());
      }
    }
    return meeting.settled().stream()
        .map(
            each ->
                new Settled(
                    each.change(), otherwise.getOrDefault(each.change().id(), each.outcome())))
        .toList();
  }

  /** The people who need their own dead letters no longer. */
  private static Set<String> delivered(Meeting meeting) {
    Set<String> parked =
        meeting.settled().stream()
            .filter(each -> each.outcome() instanceof Outcome.Parked)
            .map(each -> each.change().id())
            .collect(Collectors.toSet());
    return meeting.encounters().stream()
        .filter(pair -> !parked.contains(pair.salesforceId()))
        .map(Encounter::marketoId)
        .collect(Collectors.toSet());
  }

  private static Settled settled(Mapping mapping, Writing writing) {
    return new Settled(writing.pair.reported(), outcome(mapping, writing), writing.agreed());
  }

  private static Outcome outcome(Mapping mapping, Writing writing) {
    Link before = writing.pair.link();
    Map<String, Object> base = before == null ? null : before.base();
    Map<String, Object> agreed =
        writing.verdict.agreed(base, writing.salesforceTook, writing.marketoTook);
    boolean isRewound = !writing.pair.overwritten().isEmpty();
    boolean isKept = before != null && before.isCompared() && agreed.equals(base);
    boolean isNew = isRewound || !isKept;
    Link link = isNew ? link(mapping, writing.pair, agreed) : null;
    if (!writing.problems.isEmpty()) {
      // At their first meeting nothing links them before all is well.
      return new Outcome.Parked(writing.problems, before == null ? null : link);
    }
    return writing.writes()
        ? new Outcome.Updated(link(mapping, writing.pair, agreed))
        : new Outcome.Unchanged(link);
  }

  private static Link link(Mapping mapping, Encounter pair, Map<String, Object> agreed) {
    String match = mapping.matchField().map(agreed::get).map(Mapping::folded).orElse(null);
    return new Link(pair.salesforceId(), pair.marketoId(), match, pair.change().version(), agreed);
  }

  private static void settle(Meeting meeting, Encounter pair, Outcome outcome) {
    meeting.settled().add(new Settled(pair.reported(), outcome));
  }

  static Instant instant(Object updatedAt, Instant otherwise) {
    return Optional.ofNullable(updatedAt).flatMap(Reading::instant).orElse(otherwise);
  }
}
