package org.bactrian.people;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.bactrian.flow.Cycle;
import org.bactrian.flow.Ledger;
import org.bactrian.flow.Progress;
import org.bactrian.flow.Schemas;
import org.bactrian.mapping.CreationRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.marketo.MarketoConstants;
import org.bactrian.marketo.client.PagingTokenRefused;
import org.bactrian.marketo.people.Activity;
import org.bactrian.marketo.people.Page;
import org.bactrian.people.life.Departures;
import org.bactrian.people.life.MergedPeople;
import org.bactrian.people.life.Merger;
import org.bactrian.state.Checkpoint;
import org.bactrian.state.Checkpoints;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.Links;
import org.bactrian.state.Settlement;
import org.bactrian.state.connection.Facts;
import org.bactrian.state.people.FormerIds;
import org.bactrian.state.people.LogPositions;
import org.bactrian.state.people.UnheardWrites;
import org.bactrian.state.people.UntakenFields;
import org.bactrian.sync.Change;
import org.bactrian.sync.Encounter;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;
import org.bactrian.sync.Tally;
import org.bactrian.sync.merge.Overwritten;
import org.bactrian.sync.merge.Sameness;
import org.bactrian.sync.merge.Side;
import org.bactrian.sync.merge.Unremembered;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verbs of hearing what changed in Marketo: its change log is read on from where it was left,
 * and what it tells of our own writes is left out.
 *
 * <p>While the first sync makes people, the log fills with their making, which nobody needs to
 * read: only changed values and merges are read of that time, and the whole from its end on.
 */
public final class ChangeLog {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeLog.class);
  private static final String CATCHING_UP = "CATCHING_UP";
  private static final String TYPE_FACT = "activity-type-";
  private static final String CHANGED = "Change Data Value";
  private static final String MERGED = "Merge Leads";
  private static final String LISTED = "Add to List";
  private static final List<String> TYPES = List.of(CHANGED, MERGED, LISTED);

  /** By these some instances tell what others tell as a value's change; not each has both. */
  private static final String SCORED = "Change Score";

  private static final String OWNED = "Change Owner";
  private static final String NONE = "none";

  /** Describe says of scores that they are whole numbers. */
  private static final Set<String> SCORES = Set.of("score", "integer");

  private static final Set<String> OWNERS =
      Set.of(
          "externalSalesPersonId",
          "leadOwnerEmailAddress",
          "leadOwnerFirstName",
          "leadOwnerLastName");

  /** How many pages of 300 make a slice. */
  private static final int PAGES = 20;

  /** How far Marketo's clock and its log may be behind. */
  static final Duration LAG = Duration.ofMinutes(10);

  private final Mappings mappings;
  private final Checkpoints checkpoints;
  private final LogPositions positions;
  private final Facts facts;
  private final Ledger ledger;
  private final Links links;
  private final FormerIds formerIds;
  private final UnheardWrites unheard;
  private final UntakenFields untaken;
  private final Schemas schemas;
  private final Settlement settlement;
  private final Duration overlap;
  private final Clock clock;

  /**
   * The log.
   *
   * @param overlap how long Marketo may take to commit an activity after its date
   */
  public ChangeLog(
      Mappings mappings,
      Checkpoints checkpoints,
      LogPositions positions,
      Facts facts,
      Ledger ledger,
      Links links,
      FormerIds formerIds,
      UnheardWrites unheard,
      UntakenFields untaken,
      Schemas schemas,
      Settlement settlement,
      Duration overlap,
      Clock clock) {
    this.mappings = mappings;
    this.checkpoints = checkpoints;
    this.positions = positions;
    this.facts = facts;
    this.ledger = ledger;
    this.links = links;
    this.formerIds = formerIds;
    this.unheard = unheard;
    this.untaken = untaken;
    this.schemas = schemas;
    this.settlement = settlement;
    this.overlap = overlap;
    this.clock = clock;
  }

  private List<Mapping> bothWays() {
    return mappings.inOrder().stream().filter(Mapping::bothWays).toList();
  }

  /** Begins a cycle that counts what is heard; what was counted stays. */
  public Cycle cycle(
      @ExchangeProperty("progress") Progress progress,
      @ExchangeProperty(Cycle.PROPERTY) Cycle before) {
    Cycle cycle = new Cycle(List.of(), progress == null ? Progress.NONE : progress);
    if (before != null) cycle.add(before.tally());
    return cycle;
  }

  /** Marketo can't be heard: it is tried again in the next cycle. */
  public void setApart(
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure)
      throws Exception {
    cycle.setApart("Marketo", failure);
  }

  /** Begins where each stream was left; nothing is read before the first sync is done. */
  public Hearing begin() {
    Hearing hearing = new Hearing();
    if (bothWays().isEmpty()) return hearing;
    List<String> types = new ArrayList<>(TYPES);
    types.addAll(ofFields());
    hearing.lackTypes(!types.stream().allMatch(type -> facts.find(TYPE_FACT + type).isPresent()));
    Map<String, LogPositions.Position> known = positions.all();
    boolean synced = known.containsKey(Stream.CHANGES.name());
    if (synced && known.entrySet().stream().anyMatch(this::isTooOld)) {
      LOG.warn(
          "Marketo's log was not read for so long that it is no longer whole: all people are compared");
      positions.move(Inventory.POSITION, "");
      for (Stream stream : Stream.values()) hearing.toPlace(stream);
      return hearing;
    }
    for (Stream stream : Stream.values()) {
      LogPositions.Position position = known.get(stream.name());
      if (position != null && synced) toRead(hearing, stream, known);
      if (position == null && stream != Stream.CHANGES) hearing.toPlace(stream);
    }
    return hearing;
  }

  /**
   * An activity may be committed later than its date, when the log was read past that: now and then
   * a stream is read from a while ago on instead of from where it was left, in the same call.
   */
  private void toRead(Hearing hearing, Stream stream, Map<String, LogPositions.Position> known) {
    LogPositions.Position next = known.get(stream.next());
    boolean again =
        next != null
            && !overlap.isZero()
            && known.containsKey(stream.back())
            && !next.readAt().plus(overlap).isAfter(clock.instant());
    if (again) hearing.readsAgain(stream);
    hearing.toRead(stream, known.get(again ? stream.back() : stream.name()).token());
  }

  /**
   * Chooses where a stream is read from again: a place whose activities were all read once more
   * after what may come late was committed.
   */
  private void follow(Hearing hearing, Stream stream) {
    Map<String, LogPositions.Position> known = positions.all();
    LogPositions.Position next = known.get(stream.next());
    boolean isEnd = !hearing.stillReads(stream);
    if (!isEnd && hearing.tellsOf(clock.instant().minus(overlap))) {
      // A backlog: what was read before these pages is old enough.
      boolean isFirst = next != null && hearing.asked().equals(known.get(stream.back()).token());
      if (!isFirst) positions.forgetHeard(stream.name(), clock.instant());
      readAgainFrom(stream, hearing.asked());
    }
    positions.heard(stream.name(), hearing.news());
    if (!isEnd) return;
    if (next == null) readAgainFrom(stream, hearing.token(stream));
    if (overlap.isZero()) positions.forgetHeard(stream.name(), clock.instant().minus(LAG));
    if (next == null || !hearing.isAgain(stream)) return;
    positions.move(stream.back(), next);
    positions.move(stream.next(), hearing.token(stream));
    // From where it is read again once a token is refused.
    positions.forgetHeard(stream.name(), next.readAt().minus(LAG));
  }

  private void readAgainFrom(Stream stream, String token) {
    positions.move(stream.back(), token);
    positions.move(stream.next(), token);
  }

  private boolean isTooOld(Map.Entry<String, LogPositions.Position> known) {
    for (Stream stream : Stream.values()) {
      if (!stream.name().equals(known.getKey())) continue;
      return known.getValue().readAt().plus(stream.kept()).isBefore(clock.instant());
    }
    return false;
  }

  /** Ends a cycle: when it was the first sync's last, changes are read from here on. */
  public Hearing end() {
    Hearing hearing = new Hearing();
    if (bothWays().isEmpty() || positions.all().containsKey(Stream.CHANGES.name())) return hearing;
    ledger.await();
    if (bothWays().stream().allMatch(mapping -> isSynced(mapping.salesforceObject()))) {
      hearing.toPlace(Stream.CHANGES);
    }
    return hearing;
  }

  /** An object of which nothing was read has no records. */
  private boolean isSynced(String object) {
    return checkpoints.of(object).map(Checkpoint::firstSyncDone).orElse(true);
  }

  /** Takes the types of activities, whose ids differ from instance to instance. */
  public void types(
      @ExchangeProperty(Hearing.PROPERTY) Hearing hearing, @Body List<Map<String, Object>> types) {
    for (Map<String, Object> type : types) {
      String name = String.valueOf(type.get("name"));
      if (TYPES.contains(name) || ofFields().contains(name)) {
        facts.keep(TYPE_FACT + name, String.valueOf(type.get("id")));
      }
    }
    for (String type : ofFields()) {
      if (facts.find(TYPE_FACT + type).isEmpty()) facts.keep(TYPE_FACT + type, NONE);
    }
    for (String type : TYPES) {
      if (facts.find(TYPE_FACT + type).isPresent()) continue;
      throw new IllegalStateException(
          "Marketo lists no activity type '%s'; the API user needs Read-Only Activity"
              .formatted(type));
    }
    hearing.lackTypes(false);
  }

  /**
   * Begins for one who looks who is to become a Salesforce record, and does not advance; there is
   * nothing to read where a run would begin the log anew.
   */
  public Hearing look() {
    Hearing hearing = new Hearing();
    Map<String, LogPositions.Position> known = positions.all();
    if (bothWays().stream().noneMatch(mapping -> mapping.creation().isPresent())) return hearing;
    if (!known.containsKey(Stream.CHANGES.name())) return hearing;
    if (known.entrySet().stream().anyMatch(this::isTooOld)) return hearing;
    for (Stream stream : List.of(Stream.EVENTS, Stream.CHANGES)) {
      LogPositions.Position position = known.get(stream.name());
      if (position != null) hearing.toRead(stream, position.token());
    }
    return hearing;
  }

  /** From when on a stream is to be read that has no place yet. */
  public void askPlace(Exchange exchange) {
    Hearing hearing = exchange.getProperty(Hearing.PROPERTY, Hearing.class);
    Stream stream = hearing.placing();
    // People made by others up to now are found at first meeting, and not in the log.
    boolean isNow = stream == Stream.CHANGES;
    Instant since = isNow ? clock.instant() : clock.instant().minus(LAG);
    if (hearing.isLost(stream)) since = readBefore(stream);
    exchange.getMessage().setHeader(MarketoConstants.SINCE, since);
  }

  /** Takes the place. */
  public void place(@ExchangeProperty(Hearing.PROPERTY) Hearing hearing, @Body String token) {
    Stream stream = hearing.place();
    Instant readAt = hearing.isLost(stream) ? readAt(stream) : clock.instant();
    positions.move(stream.name(), new LogPositions.Position(token, readAt));
    readAgainFrom(stream, token);
    hearing.placed(stream, token);
    if (stream == Stream.CHANGES && !hearing.isLost(stream)) positions.move(CATCHING_UP, "");
  }

  /**
   * Marketo no longer takes the token of a stream: it is to be read from a while before it was last
   * read; what was read already is no news.
   *
   * @throws PagingTokenRefused if it is the new token that Marketo does not take
   */
  public void lose(
      @ExchangeProperty(Hearing.PROPERTY) Hearing hearing,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) PagingTokenRefused refused) {
    Stream stream = hearing.current();
    if (!hearing.lose(stream)) throw refused;
    LOG.warn(
        "Marketo does not take the paging token of its log any longer: the log is read again from"
            + " {} on",
        readBefore(stream));
  }

  /** An instant up to which a stream was surely read. */
  private Instant readBefore(Stream stream) {
    return readAt(stream).minus(LAG);
  }

  private Instant readAt(Stream stream) {
    return positions.all().get(stream.name()).readAt();
  }

  /** What to ask for the next pages. */
  public void ask(@ExchangeProperty(Hearing.PROPERTY) Hearing hearing, Exchange exchange) {
    Message message = exchange.getMessage();
    Stream stream = hearing.next(clock.instant());
    message.setHeader(MarketoConstants.NEXT_PAGE_TOKEN, hearing.token(stream));
    message.setHeader(MarketoConstants.PAGES, PAGES);
    if (stream == Stream.CHANGES) {
      message.setHeader(MarketoConstants.FIELDS, String.join(",", watched()));
    } else if (stream == Stream.EVENTS) {
      message.setHeader(MarketoConstants.ACTIVITY_TYPE_IDS, String.join(",", eventTypes()));
    }
  }

  /** Every field that a rule or the creation of records looks at. */
  private Set<String> watched() {
    Set<String> watched = new LinkedHashSet<>();
    for (Mapping mapping : bothWays()) {
      mapping.rules().forEach(rule -> watched.add(rule.marketo()));
      mapping.creation().flatMap(CreationRule::flag).ifPresent(watched::add);
    }
    return watched;
  }

  private List<String> eventTypes() {
    List<String> types = new ArrayList<>(List.of(type(MERGED), type(LISTED)));
    if (positions.all().containsKey(CATCHING_UP)) types.add(type(CHANGED));
    types.addAll(typesOfFields());
    return types;
  }

  private Set<String> typesOfFields() {
    Set<String> types = new LinkedHashSet<>();
    ofFields().forEach(type -> facts.find(TYPE_FACT + type).ifPresent(types::add));
    types.remove(NONE);
    return types;
  }

  /** The types of their own by which a change of some watched field may be told. */
  private List<String> ofFields() {
    Map<String, MarketoSchema.Field> fields =
        schemas.marketo(MarketoObject.named(MarketoObject.PERSON).orElseThrow()).fields();
    Set<String> watched = watched();
    List<String> types = new ArrayList<>();
    boolean scores =
        watched.stream().map(fields::get).anyMatch(f -> f != null && SCORES.contains(f.type()));
    if (scores) types.add(SCORED);
    if (watched.stream().anyMatch(OWNERS::contains)) types.add(OWNED);
    return types;
  }

  private String type(String name) {
    return facts.find(TYPE_FACT + name).orElseThrow();
  }

  /** Takes the pages: what is to be done about what they tell, in parts of one kind each. */
  public List<Part> take(
      @ExchangeProperty(Hearing.PROPERTY) Hearing hearing,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle,
      @Body Page<Activity> page) {
    List<Activity> rows = fresh(hearing, page.rows());
    hearing.read(page, rows);
    List<Part> parts =
        switch (hearing.current()) {
          case CHANGES -> changes(hearing, people(rows), MergedPeople.NONE);
          case EVENTS -> events(hearing, rows);
          case DELETIONS -> deletions(rows);
        };
    for (Part part : parts) cycle.add(Tally.read(part.size()));
    hearing.unreadable().addAll(page.unreadable());
    return parts;
  }

  private List<Activity> fresh(Hearing hearing, List<Activity> rows) {
    Stream stream = hearing.current();
    if (!hearing.isAgain(stream)) return rows;
    Set<String> heard =
        positions.heardOf(stream.name(), rows.stream().map(Activity::guid).toList());
    return rows.stream().filter(row -> !heard.contains(row.guid())).toList();
  }

  /** What can't be read of the log is nobody's: a letter tells of it, and nothing else waits. */
  private void park(Set<String> unreadable, Cycle cycle) {
    if (unreadable.isEmpty()) return;
    List<Settled> parked = new ArrayList<>();
    for (String words : unreadable) {
      String row = UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8)).toString();
      parked.add(
          new Settled(
              new Change(row, clock.instant(), Map.of()),
              new Outcome.Parked(
                  DeadLetter.UNREADABLE,
                  "Marketo's log told something that can't be read: " + words,
                  "If a person was changed then, edit them once more; then discard this")));
    }
    Mapping mapping = bothWays().get(0);
    settlement.settlePeople(mapping.name(), MarketoObject.PERSON, parked, List.of(), List.of());
    cycle.add(Tally.read(parked.size()));
    cycle.add(Tally.of(parked));
  }

  /** Moves on, once all that the pages told is settled. */
  public void advance(
      @ExchangeProperty(Hearing.PROPERTY) Hearing hearing,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    park(hearing.unreadable(), cycle);
    hearing.unreadable().clear();
    Stream stream = hearing.current();
    Map<String, Map<String, Integer>> heard = hearing.takeHeard();
    unheard.forget(MarketoObject.PERSON, heard);
    untaken.taken(
        heard.values().stream()
            .flatMap(writes -> writes.keySet().stream())
            .collect(Collectors.toSet()));
    follow(hearing, stream);
    Instant readAt = hearing.readUpTo(readAt(stream));
    positions.move(stream.name(), new LogPositions.Position(hearing.token(stream), readAt));
    if (stream != Stream.EVENTS || hearing.stillReads(stream)) return;
    LogPositions.Position since = positions.all().get(CATCHING_UP);
    if (since != null && clock.instant().isAfter(since.readAt().plus(LAG))) {
      positions.end(CATCHING_UP);
    }
  }

  private List<Part> events(Hearing hearing, List<Activity> rows) {
    int merged = Integer.parseInt(type(MERGED));
    List<Part> parts = new ArrayList<>();
    List<Activity> merges = new ArrayList<>();
    List<Activity> others = new ArrayList<>();
    for (Activity row : rows) (row.typeId() == merged ? merges : others).add(row);
    MergedPeople now = MergedPeople.of(merges);
    Map<String, List<String>> losers = now.losers();
    Set<String> all = new LinkedHashSet<>(losers.keySet());
    losers.values().forEach(all::addAll);
    Map<String, FormerIds.Fate> fates = formerIds.of(MarketoObject.PERSON, Side.MARKETO, all);
    losers.forEach(
        (winner, those) -> {
          // A merge that was told earlier may have been done later.
          Optional<FormerIds.Fate> fate = Optional.ofNullable(fates.get(winner));
          String end = fate.flatMap(FormerIds.Fate::successor).orElse(winner);
          Merger merger = merger(end, those);
          boolean isKnown = those.stream().allMatch(loser -> isPartOf(fates.get(loser), end));
          if (!isKnown || !merger.isDone()) parts.add(merger);
        });
    parts.addAll(changes(hearing, people(others), now));
    return parts;
  }

  /** Whether the log told before that somebody became part of a winner. */
  private static boolean isPartOf(FormerIds.Fate fate, String winner) {
    return fate != null
        && fate.reason() == FormerIds.Reason.MERGED
        && fate.successor().filter(winner::equals).isPresent();
  }

  private Merger merger(String winner, List<String> losers) {
    List<String> all = new ArrayList<>(losers);
    all.add(winner);
    Map<String, Mapping> byName = new HashMap<>();
    bothWays().forEach(mapping -> byName.put(mapping.name(), mapping));
    Map<String, Links.Linked> linked = links.ofMarketo(MarketoObject.PERSON, all);
    // Records that only go to Marketo are not written to.
    linked.values().removeIf(each -> !byName.containsKey(each.mapping()));
    return Merger.of(winner, losers, linked, byName);
  }

  private List<Part> deletions(List<Activity> rows) {
    Set<String> ids = new LinkedHashSet<>();
    rows.forEach(row -> ids.add(String.valueOf(row.leadId())));
    Map<String, Links.Linked> linked = links.ofMarketo(MarketoObject.PERSON, ids);
    // Whom we deleted for one record may have become another's meanwhile, by a merge: that stays.
    formerIds
        .of(MarketoObject.PERSON, Side.MARKETO, linked.keySet())
        .forEach((id, fate) -> linked.computeIfPresent(id, (i, l) -> isOurs(fate) ? null : l));
    List<Part> parts = new ArrayList<>();
    for (Mapping mapping : bothWays()) {
      List<Encounter> gone =
          linked.values().stream()
              .filter(each -> each.mapping().equals(mapping.name()))
              .map(Links.Linked::link)
              .map(link -> Encounter.of(link, Map.of()))
              .toList();
      if (!gone.isEmpty()) parts.add(new Departures(mapping, Side.MARKETO, gone, false));
    }
    return parts;
  }

  private static boolean isOurs(FormerIds.Fate fate) {
    return fate.reason() == FormerIds.Reason.DELETED_IN_SALESFORCE;
  }

  private Map<String, Heard> people(List<Activity> rows) {
    Map<String, MarketoSchema.Field> fields =
        schemas.marketo(MarketoObject.named(MarketoObject.PERSON).orElseThrow()).fields();
    Set<String> ofValues = typesOfFields();
    Map<String, Heard> people = new LinkedHashMap<>();
    for (Activity row : rows) {
      String id = String.valueOf(row.leadId());
      boolean ofValue = ofValues.contains(String.valueOf(row.typeId()));
      people.computeIfAbsent(id, Heard::new).of(row, fields, ofValue);
    }
    return people;
  }

  /** Those who are linked meet their record, unless it was we who changed them. */
  private List<Part> changes(Hearing hearing, Map<String, Heard> heardOf, MergedPeople now) {
    Map<String, Heard> people = survivors(heardOf, now);
    Map<String, Links.Linked> linked = links.ofMarketo(MarketoObject.PERSON, people.keySet());
    Map<String, Unremembered> writes = unheard.of(MarketoObject.PERSON, linked.keySet());
    Map<String, List<Encounter>> met = new LinkedHashMap<>();
    List<Heard> newcomers = new ArrayList<>();
    people.forEach(
        (id, heard) -> {
          Links.Linked known = linked.get(id);
          if (known == null) {
            newcomers.add(heard);
            return;
          }
          Unremembered ours = writes.getOrDefault(id, Unremembered.NONE);
          Map<String, Overwritten> overwritten = overwritten(hearing, known, heard, ours);
          if (overwritten.isEmpty() && isEcho(known, heard)) return;
          met.computeIfAbsent(known.mapping(), m -> new ArrayList<>())
              .add(Encounter.of(known.link(), heard.fields()).over(overwritten));
        });
    List<Part> parts = new ArrayList<>();
    for (Mapping mapping : bothWays()) {
      List<Encounter> pairs = met.get(mapping.name());
      if (pairs != null) parts.add(Meeting.fromMarketo(mapping, pairs, people));
    }
    bothWays().stream()
        .filter(mapping -> mapping.creation().isPresent())
        .findFirst()
        .filter(mapping -> !newcomers.isEmpty())
        .ifPresent(mapping -> parts.add(new Newcomers(mapping, newcomers)));
    return parts;
  }

  /** What was heard of people who were merged meanwhile is the survivor's; nobody's is dropped. */
  private Map<String, Heard> survivors(Map<String, Heard> people, MergedPeople now) {
    Map<String, String> ends = new LinkedHashMap<>();
    people.keySet().forEach(id -> ends.put(id, now.end(id)));
    Map<String, FormerIds.Fate> fates =
        formerIds.of(MarketoObject.PERSON, Side.MARKETO, ends.values());
    Map<String, Heard> survivors = new LinkedHashMap<>();
    people.forEach(
        (id, heard) -> {
          String end = ends.get(id);
          Optional<String> lives =
              fates.containsKey(end) ? fates.get(end).successor() : Optional.of(end);
          lives.ifPresent(survivor -> survivors.merge(survivor, heard.as(survivor), Heard::and));
        });
    return survivors;
  }

  /**
   * The edits that our own writes went over, between the reading of a record and the writing to it:
   * they are read of here alone.
   */
  private Map<String, Overwritten> overwritten(
      Hearing hearing, Links.Linked known, Heard heard, Unremembered ours) {
    Optional<Mapping> mapping =
        bothWays().stream().filter(m -> m.name().equals(known.mapping())).findFirst();
    if (mapping.isEmpty() || ours.written().isEmpty()) return Map.of();
    Map<String, Sameness> sameness = schemas.sameness(mapping.get());
    Map<String, Overwritten> overwritten = new HashMap<>();
    Map<String, Integer> told = new HashMap<>();
    for (String field : ours.written().keySet()) {
      List<Overwritten.Step> steps = heard.steps().getOrDefault(field, List.of());
      Sameness same = sameness.getOrDefault(field, Sameness.TEXT);
      int writes = Overwritten.heard(steps, ours, field, same);
      if (writes > 0) told.put(field, writes);
      Overwritten.in(steps, ours, field, same, known.link().version())
          .ifPresent(edit -> overwritten.put(field, edit));
    }
    hearing.heard(heard.id(), told);
    return overwritten;
  }

  /**
   * Whether all that was heard is what was last agreed: then it was we who wrote it. What can't be
   * read is no echo, or else an edit would be lost.
   */
  private boolean isEcho(Links.Linked known, Heard heard) {
    Mapping mapping =
        bothWays().stream().filter(m -> m.name().equals(known.mapping())).findFirst().orElse(null);
    if (mapping == null) return true;
    if (heard.isUnclear()) return false;
    Map<String, Sameness> sameness = schemas.sameness(mapping);
    Map<String, Object> base = known.link().base();
    for (Map.Entry<String, String> value : heard.values().entrySet()) {
      boolean mapped = mapping.rules().stream().anyMatch(r -> r.marketo().equals(value.getKey()));
      Sameness same = sameness.getOrDefault(value.getKey(), Sameness.TEXT);
      if (mapped && !same.holds(value.getValue(), base.get(value.getKey()))) return false;
    }
    return true;
  }
}
