package org.bactrian.people;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.component.salesforce.api.dto.UpsertSObjectResult;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatch;
import org.bactrian.consent.Consents;
import org.bactrian.flow.Cycle;
import org.bactrian.flow.Replay;
import org.bactrian.flow.Schemas;
import org.bactrian.mapping.CreationRule;
import org.bactrian.mapping.CreationRule.Duplicates;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.mapping.SalesforceId;
import org.bactrian.mapping.Translation;
import org.bactrian.mapping.convert.Characters;
import org.bactrian.mapping.convert.Reading;
import org.bactrian.marketo.MarketoConstants;
import org.bactrian.people.Newcomers.Birth;
import org.bactrian.salesforce.Question;
import org.bactrian.salesforce.SalesforceGarbled;
import org.bactrian.salesforce.form.UpsertedRecord;
import org.bactrian.state.Links;
import org.bactrian.state.Settlement;
import org.bactrian.state.Settlement.Entry;
import org.bactrian.state.people.FormerIds;
import org.bactrian.state.people.Origins;
import org.bactrian.state.people.Tombstones;
import org.bactrian.sync.Change;
import org.bactrian.sync.Encounter;
import org.bactrian.sync.Link;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;
import org.bactrian.sync.Tally;
import org.bactrian.sync.merge.Likeness;
import org.bactrian.sync.merge.Sameness;
import org.bactrian.sync.merge.Side;

/**
 * The verbs of making Salesforce records of Marketo's people: who is to become one, who is there
 * already, and what became of the others.
 */
public final class Arrivals {

  private static final int MOST_TRIES = 5;
  private static final String CREATED_AT = "createdAt";

  /** So many people fit into one query, which travels in a URL with each one's id and address. */
  private static final int PEOPLE_A_QUERY = 40;

  private final Mappings mappings;
  private final Schemas schemas;
  private final SalesforceRecords records;
  private final Links links;
  private final Settlement settlement;
  private final Consents consents;
  private final Tombstones tombstones;
  private final FormerIds formerIds;
  private final Clock clock;

  public Arrivals(
      Mappings mappings,
      Schemas schemas,
      SalesforceRecords records,
      Links links,
      Settlement settlement,
      Consents consents,
      Tombstones tombstones,
      FormerIds formerIds,
      Clock clock) {
    this.mappings = mappings;
    this.schemas = schemas;
    this.records = records;
    this.links = links;
    this.settlement = settlement;
    this.consents = consents;
    this.tombstones = tombstones;
    this.formerIds = formerIds;
    this.clock = clock;
  }

  private List<Mapping> bothWays() {
    return mappings.inOrder().stream().filter(Mapping::bothWays).toList();
  }

  /** What to ask Marketo: the people as they are now. */
  public List<String> ask(
      @ExchangeProperty(Newcomers.PROPERTY) Newcomers newcomers, Exchange exchange) {
    Set<String> fields = new LinkedHashSet<>(List.of(CREATED_AT));
    bothWays().forEach(mapping -> fields.addAll(Meetings.fields(mapping)));
    newcomers.mapping().creation().flatMap(CreationRule::flag).ifPresent(fields::add);
    // Before the field sync, Marketo lacks some of them.
    fields.retainAll(schemas.marketo(newcomers.mapping().marketoObject()).fields().keySet());
    Message message = exchange.getMessage();
    message.setHeader(MarketoConstants.FILTER_TYPE, "id");
    message.setHeader(MarketoConstants.FIELDS, String.join(",", fields));
    boolean byList = newcomers.mapping().creation().flatMap(CreationRule::flag).isEmpty();
    return newcomers.ids().stream().filter(id -> !byList || newcomers.isMember(id)).toList();
  }

  /** Chooses those who are to become Salesforce records; the others are filtered. */
  public void choose(
      @ExchangeProperty(Newcomers.PROPERTY) Newcomers newcomers,
      @Body List<Map<String, Object>> people) {
    CreationRule rule = newcomers.mapping().creation().orElseThrow();
    Map<String, Change> found = new LinkedHashMap<>();
    for (Map<String, Object> person : people) {
      String id = String.valueOf(person.get("id"));
      Heard heard = newcomers.people().get(id);
      if (heard != null) found.put(id, new Change(id, version(heard, person), person));
    }
    Set<String> forgotten = forgotten(newcomers.mapping(), found.values());
    List<Change> chosen = new ArrayList<>();
    newcomers
        .people()
        .forEach(
            (id, heard) -> {
              Change person = found.get(id);
              boolean meant = person != null && (newcomers.isMember(id) || isFlagged(rule, person));
              if (meant && !forgotten.contains(id)) {
                chosen.add(person);
                return;
              }
              Change left = person == null ? new Change(id, heard.at(), Map.of("id", id)) : person;
              newcomers.settled().add(new Settled(left, new Outcome.Filtered()));
            });
    newcomers.chosen(
        chosen,
        PEOPLE_A_QUERY * Math.max(1, SalesforceRecords.QUERIES_A_BATCH / bothWays().size()));
  }

  /** The ids of those who were forgotten. */
  private Set<String> forgotten(Mapping mapping, Collection<Change> people) {
    if (!tombstones.isAny()) return Set.of();
    List<Tombstones.Suspect> suspects = new ArrayList<>(people.size());
    for (Change each : people) {
      Instant madeAt =
          Optional.ofNullable(each.record().get(CREATED_AT)).flatMap(Reading::instant).orElse(null);
      String address = matchValue(mapping, each.record());
      suspects.add(new Tombstones.Suspect(each.id(), address, madeAt));
    }
    return tombstones.among(Side.MARKETO, suspects);
  }

  /** Who was not heard of in the log was changed when the record says so. */
  private static Instant version(Heard heard, Map<String, Object> person) {
    return heard.at().equals(Instant.EPOCH)
        ? Meetings.instant(person.get(Meetings.UPDATED_AT), Instant.EPOCH)
        : heard.at();
  }

  private static boolean isFlagged(CreationRule rule, Change person) {
    return rule.flag()
        .map(flag -> Sameness.BOOLEAN.same(true, person.record().get(flag)))
        .orElse(false);
  }

  /** What to ask Salesforce: whether they are there already, as whatever. */
  public SObjectBatch seek(@ExchangeProperty(Newcomers.PROPERTY) Newcomers newcomers) {
    List<Change> people = newcomers.seek();
    List<String> questions = new ArrayList<>();
    for (Mapping mapping : bothWays()) {
      for (int i = 0; i < people.size(); i += PEOPLE_A_QUERY) {
        questions.add(
            question(
                mapping,
                newcomers,
                people.subList(i, Math.min(people.size(), i + PEOPLE_A_QUERY))));
      }
    }
    return records.ask(questions);
  }

  private String question(Mapping mapping, Newcomers newcomers, List<Change> people) {
    List<String> conditions = new ArrayList<>();
    if (schemas.namesMarketo(mapping)) {
      conditions.add(Question.in(Mapping.MARKETO_ID, people.stream().map(Change::id).toList()));
    }
    for (Mapping.MatchPair pair : mapping.match()) {
      if (!schemas.isSearchable(mapping, pair.salesforce())) continue;
      List<String> values =
          people.stream()
              .map(person -> newcomers.edited(person).get(pair.marketo()))
              .filter(value -> !Sameness.isBlank(value))
              .map(value -> Characters.cleaned(value.toString()).strip())
              .filter(value -> !pair.salesforce().equals("Id") || SalesforceId.isOne(value))
              .distinct()
              .toList();
      if (!values.isEmpty()) conditions.add(Question.in(pair.salesforce(), values));
    }
    if (conditions.isEmpty()) conditions.add("Id = null");
    return alive(mapping, conditions);
  }

  private String alive(Mapping mapping, List<String> conditions) {
    return new Question(mapping.salesforceObject(), schemas.read(mapping))
        .alive(String.join(" OR ", conditions));
  }

  /** A Salesforce record that may be one of them. */
  record Candidate(Mapping mapping, Change change) {

    String describe() {
      return mapping.salesforceObject() + " " + change.id();
    }

    /** The Marketo id of the person whose it says it is. */
    private Optional<String> names() {
      return Optional.ofNullable((String) change.record().get(Mapping.MARKETO_ID));
    }

    private Optional<String> address() {
      return mapping.match().stream()
          .skip(1)
          .map(pair -> change.record().get(pair.salesforce()))
          .filter(value -> !Sameness.isBlank(value))
          .map(Mapping::folded)
          .findFirst();
    }
  }

  /** Takes those who may be they; once all are sought, tells who is there and who is created. */
  public void found(
      @ExchangeProperty(Newcomers.PROPERTY) Newcomers newcomers, @Body Object answer) {
    for (Candidate each : candidates(answer)) newcomers.candidates().put(each.change().id(), each);
    if (!newcomers.isUnsought()) decide(newcomers);
  }

  private List<Candidate> candidates(Object answer) {
    List<Candidate> candidates = new ArrayList<>();
    for (Map<String, Object> record : records.of(answer)) {
      String object = String.valueOf(((Map<?, ?>) record.get("attributes")).get("type"));
      bothWays().stream()
          .filter(mapping -> mapping.salesforceObject().equals(object))
          .findFirst()
          .ifPresent(mapping -> candidates.add(new Candidate(mapping, Change.of(record))));
    }
    return candidates;
  }

  /** Notes which of them are linked, and to whom. */
  private void take(Newcomers newcomers, Collection<Candidate> candidates) {
    String word = newcomers.mapping().marketoObject().word();
    links
        .of(word, candidates.stream().map(c -> c.change().id()).toList())
        .forEach((id, link) -> newcomers.taken().put(id, link.marketoId()));
  }

  /** An id goes before an address: nobody may have a record for an address that names another. */
  private void decide(Newcomers newcomers) {
    Map<String, Candidate> byId = newcomers.candidates();
    take(newcomers, byId.values());
    Map<String, Candidate> byName = new HashMap<>();
    Map<String, List<Candidate>> byAddress = new HashMap<>();
    for (Candidate each : byId.values()) {
      each.names().ifPresent(person -> byName.putIfAbsent(person, each));
      each.address()
          .ifPresent(
              address -> byAddress.computeIfAbsent(address, a -> new ArrayList<>()).add(each));
    }
    List<Change> open = new ArrayList<>(newcomers.chosen());
    open.removeIf(person -> settlesByName(newcomers, person, byName.get(person.id())));
    String key = newcomers.mapping().keyField();
    open.removeIf(person -> settlesById(newcomers, person, byId.get(named(person, key))));
    Map<String, List<Change>> sharing = new HashMap<>();
    Optional<Mapping> unsearchable = unsearchable();
    for (Change person : open) {
      String address = matchValue(newcomers.mapping(), newcomers.edited(person));
      if (address != null) sharing.computeIfAbsent(address, a -> new ArrayList<>()).add(person);
    }
    // A name that is nobody's any more keeps nobody away.
    String word = newcomers.mapping().marketoObject().word();
    byName.keySet().removeAll(formerIds.of(word, Side.MARKETO, byName.keySet()).keySet());
    for (Change person : open) {
      String address = matchValue(newcomers.mapping(), newcomers.edited(person));
      List<Candidate> alike = byAddress.getOrDefault(address, List.of());
      if (alike.isEmpty() && address != null && unsearchable.isPresent()) {
        park(newcomers, person, unfindable(unsearchable.get(), address));
      } else if (alike.isEmpty()) {
        create(newcomers, person, address);
      } else if (alike.size() > 1) {
        park(newcomers, person, ambiguous(newcomers.mapping(), person, address, alike));
      } else if (newcomers.taken().containsKey(alike.get(0).change().id())) {
        String holder = alike.get(0).describe();
        park(newcomers, person, held(newcomers.mapping(), person, address, holder));
      } else if (byName.get(alike.get(0).names().orElse(null)) == alike.get(0)) {
        park(newcomers, person, anothers(alike.get(0), person));
      } else if (sharing.get(address).size() > 1) {
        park(newcomers, person, shared(newcomers.mapping(), address, alike.get(0), sharing));
      } else {
        meet(newcomers, person, alike.get(0));
      }
    }
  }

  /** The record that a person names. */
  private static String named(Change person, String key) {
    return SalesforceId.whole(String.valueOf(person.record().get(key)));
  }

  /** A record that names a person can't be somebody else's, and the person can't get another. */
  private static boolean settlesByName(Newcomers newcomers, Change person, Candidate record) {
    if (record == null || settlesById(newcomers, person, record)) return record != null;
    String holder = newcomers.taken().get(record.change().id());
    park(
        newcomers,
        person,
        duplicateId(
            "%s names Marketo person %s in %s, and belongs to Marketo person %s"
                .formatted(record.describe(), person.id(), Mapping.MARKETO_ID, holder)));
    return true;
  }

  private static Outcome.Parked anothers(Candidate record, Change person) {
    return duplicateId(
        "%s has the address of Marketo person %s, and names Marketo person %s in %s"
            .formatted(
                record.describe(), person.id(), record.names().orElseThrow(), Mapping.MARKETO_ID));
  }

  private static Outcome.Parked duplicateId(String found) {
    return new Outcome.Parked(
        FieldRule.Direction.TO_SALESFORCE,
        "duplicate-id",
        found,
        "Merge the two people in Marketo, or clear %s of the record; then replay"
            .formatted(Mapping.MARKETO_ID));
  }

  private static Outcome.Parked unfindable(Mapping mapping, String address) {
    String field = mapping.match().get(1).salesforce();
    return new Outcome.Parked(
        "unsearchable-" + mapping.matchField().orElseThrow(),
        "Nobody can look in Salesforce whether a %s has the address %s: its %s can't be searched"
            .formatted(mapping.salesforceObject(), address, field),
        "Give %s of %s an encryption that can be filtered by (deterministic); then replay"
            .formatted(field, mapping.salesforceObject()));
  }

  private static Outcome.Parked shared(
      Mapping mapping, String address, Candidate record, Map<String, List<Change>> sharing) {
    List<Change> people = sharing.get(address);
    String match = mapping.matchField().orElseThrow();
    return new Outcome.Parked(
        FieldRule.Direction.TO_SALESFORCE,
        "ambiguous-" + match,
        "%d Marketo people have the %s %s of %s: %s"
            .formatted(
                people.size(),
                match,
                address,
                record.describe(),
                people.stream().map(Change::id).collect(Collectors.joining(", "))),
        "Merge them in Marketo so that one remains; then replay");
  }

  private static boolean settlesById(Newcomers newcomers, Change person, Candidate record) {
    if (record == null) return false;
    String holder = newcomers.taken().get(record.change().id());
    if (holder == null) meet(newcomers, person, record);
    else if (!holder.equals(person.id())) return false;
    else newcomers.settled().add(new Settled(person, new Outcome.Unchanged()));
    return true;
  }

  /** Of several with one address the first becomes a record. */
  private void create(Newcomers newcomers, Change person, String address) {
    String other = address == null ? null : newcomers.holders().putIfAbsent(address, person.id());
    if (other == null) bear(newcomers, person);
    else
      park(
          newcomers, person, held(newcomers.mapping(), person, address, "Marketo person " + other));
  }

  static String matchValue(Mapping mapping, Map<String, Object> record) {
    return mapping
        .matchField()
        .map(record::get)
        .filter(value -> !Sameness.isBlank(value))
        .map(Mapping::folded)
        .orElse(null);
  }

  private static void meet(Newcomers newcomers, Change person, Candidate record) {
    newcomers.taken().put(record.change().id(), person.id());
    newcomers.found(record.mapping(), record.change(), person.id());
  }

  /** The object whose records can't be found by their address, if there is one. */
  private Optional<Mapping> unsearchable() {
    return bothWays().stream()
        .filter(
            mapping ->
                mapping.match().stream()
                    .anyMatch(pair -> !schemas.isSearchable(mapping, pair.salesforce())))
        .findFirst();
  }

  private void bear(Newcomers newcomers, Change person) {
    Translation.Result record =
        schemas.backTranslation(newcomers.mapping()).creation(newcomers.edited(person));
    if (record instanceof Translation.Rejected && schemas.askAgain(newcomers.mapping())) {
      record = schemas.backTranslation(newcomers.mapping()).creation(newcomers.edited(person));
    }
    if (record instanceof Translation.Translated values) {
      newcomers.toCreate(new Birth(person, values.values()));
    } else if (record instanceof Translation.Rejected rejected) {
      park(newcomers, person, new Outcome.Parked(rejected.problems(), null));
    }
  }

  private static Outcome.Parked ambiguous(
      Mapping mapping, Change person, String value, List<Candidate> alike) {
    String match = mapping.matchField().orElseThrow();
    return new Outcome.Parked(
        FieldRule.Direction.TO_SALESFORCE,
        "ambiguous-" + match,
        "%d Salesforce records have the %s %s of Marketo person %s: %s"
            .formatted(
                alike.size(),
                match,
                value,
                person.id(),
                alike.stream().map(Candidate::describe).collect(Collectors.joining(", "))),
        "Merge them in Salesforce so that one remains; then replay");
  }

  private static Outcome.Parked held(Mapping mapping, Change person, String value, String holder) {
    String match = mapping.matchField().orElseThrow();
    return new Outcome.Parked(
        FieldRule.Direction.TO_SALESFORCE,
        "duplicate-" + match,
        "Marketo person %s has the %s %s, as %s, which belongs to another Marketo person"
            .formatted(person.id(), match, value, holder),
        "Merge the two people in Marketo, or give one of them another " + match + "; then replay");
  }

  private static void park(Newcomers newcomers, Change person, Outcome.Parked why) {
    newcomers.settled().add(new Settled(person, why));
  }

  /** The next records to create, up to 200, each under its Marketo id: twice makes them once. */
  public List<Map<String, Object>> create(
      @ExchangeProperty(Newcomers.PROPERTY) Newcomers newcomers, Exchange exchange)
      throws InterruptedException {
    Mapping mapping = newcomers.mapping();
    List<Birth> next = newcomers.bear(SalesforceRecords.A_WRITE);
    int tries = next.stream().mapToInt(each -> each.tries).max().orElse(0);
    SalesforceRecords.backOff(tries);
    Message message = exchange.getMessage();
    message.setHeader("sObjectName", mapping.salesforceObject());
    message.setHeader("sObjectIdName", Mapping.MARKETO_ID);
    message.setHeader("Sforce-Auto-Assign", mapping.creation().orElseThrow().autoAssign());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Birth each : next) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("attributes", Map.of("type", mapping.salesforceObject()));
      row.put(Mapping.MARKETO_ID, each.person.id());
      row.putAll(each.values);
      rows.add(row);
    }
    return rows;
  }

  /** Takes Salesforce's answer, one result for each record. */
  public void created(
      @ExchangeProperty(Newcomers.PROPERTY) Newcomers newcomers,
      @Body List<UpsertSObjectResult> results) {
    List<Birth> births = births(newcomers, results);
    schemas.doubt(
        newcomers.mapping(),
        SalesforceRefusal.codes(results.stream().map(UpsertSObjectResult::getErrors)));
    for (int i = 0; i < results.size(); i++) {
      Birth birth = births.get(i);
      UpsertSObjectResult result = results.get(i);
      if (Boolean.TRUE.equals(result.getSuccess())) {
        Link link = link(newcomers.mapping(), birth, result.getId());
        newcomers.links().add(link);
        newcomers.settled().add(new Settled(birth.person, new Outcome.Created(link)));
        continue;
      }
      SalesforceRefusal refusal = SalesforceRefusal.of(result.getErrors());
      if (refusal.heals() && ++birth.tries < MOST_TRIES) {
        newcomers.toCreate(birth);
      } else if (refusal.isDuplicate()) {
        birth.refusal = refusal.parked();
        newcomers.refused(birth);
      } else {
        park(newcomers, birth.person, refusal.parked());
      }
    }
  }

  /** Whose each result is: a step in between may have changed the order, but leaves nobody out. */
  private static List<Birth> births(Newcomers newcomers, List<UpsertSObjectResult> results) {
    Map<String, Birth> open = new HashMap<>();
    for (Birth each : newcomers.born()) open.put(each.person.id(), each);
    List<Birth> births = new ArrayList<>();
    for (UpsertSObjectResult result : results) {
      boolean carries =
          result instanceof UpsertedRecord record && record.sent() instanceof Map<?, ?>;
      Map<?, ?> sent = carries ? (Map<?, ?>) ((UpsertedRecord) result).sent() : Map.of();
      Birth birth = open.remove(String.valueOf(sent.get(Mapping.MARKETO_ID)));
      if (birth == null) throw new SalesforceGarbled("what it created");
      births.add(birth);
    }
    if (!open.isEmpty()) throw new SalesforceGarbled("what it created");
    return births;
  }

  /** What to ask Salesforce: which records are so similar that a duplicate rule refused these. */
  public SObjectBatch seekDoubles(@ExchangeProperty(Newcomers.PROPERTY) Newcomers newcomers) {
    List<Birth> doubles = newcomers.seekDoubles();
    List<String> questions = new ArrayList<>();
    for (Mapping mapping : bothWays()) {
      for (int i = 0; i < doubles.size(); i += PEOPLE_A_QUERY) {
        List<String> conditions = new ArrayList<>();
        for (Birth each : doubles.subList(i, Math.min(doubles.size(), i + PEOPLE_A_QUERY))) {
          conditions.addAll(like(Likeness.of(each.values)));
        }
        if (!conditions.isEmpty()) questions.add(alive(mapping, conditions));
      }
    }
    if (questions.isEmpty()) questions.add("SELECT Id FROM Lead WHERE Id = null");
    return records.ask(questions);
  }

  private static List<String> like(Likeness person) {
    List<String> conditions = new ArrayList<>();
    if (person.email() != null) conditions.add(Question.in("Email", List.of(person.email())));
    if (person.lastName() != null) {
      conditions.add(
          "(%s AND %s)"
              .formatted(
                  Question.in("FirstName", List.of(person.firstName())),
                  Question.in("LastName", List.of(person.lastName()))));
    }
    return conditions;
  }

  /** Tells which these are; the only one may be taken for the person, if the mapping says so. */
  public void doubles(
      @ExchangeProperty(Newcomers.PROPERTY) Newcomers newcomers, @Body Object answer) {
    List<Candidate> candidates = candidates(answer);
    take(newcomers, candidates);
    Map<String, String> taken = newcomers.taken();
    boolean update = newcomers.mapping().creation().orElseThrow().duplicates() == Duplicates.UPDATE;
    for (Birth birth : newcomers.soughtDoubles()) {
      List<Candidate> similar =
          Likeness.of(birth.values).among(candidates, each -> each.change().record());
      if (update && similar.size() == 1 && !taken.containsKey(similar.get(0).change().id())) {
        meet(newcomers, birth.person, similar.get(0));
      } else {
        park(newcomers, birth.person, named(birth.refusal, similar, taken.keySet()));
      }
    }
  }

  private static Outcome.Parked named(
      Outcome.Parked refusal, List<Candidate> similar, Set<String> taken) {
    if (similar.isEmpty()) return refusal;
    String names =
        similar.stream()
            .map(
                each ->
                    each.describe()
                        + (taken.contains(each.change().id())
                            ? " (linked to another Marketo person)"
                            : ""))
            .collect(Collectors.joining(", "));
    return new Outcome.Parked(
        FieldRule.Direction.TO_SALESFORCE,
        refusal.code(),
        refusal.message() + "; similar: " + names,
        refusal.suggestion());
  }

  /**
   * Those who could not become records before, once more. Whoever is linked by now is done, but for
   * an operator's edits, which go to both sides like a change in Marketo.
   */
  public Newcomers again(
      @ExchangeProperty("batch") Replay.Batch batch,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    Mapping mapping = batch.mapping();
    Newcomers.Edits edits = new Newcomers.Edits(mapping.name(), batch.edits(), clock.instant());
    Map<String, Links.Linked> linked =
        links.ofMarketo(mapping.marketoObject().word(), batch.marketoIds());
    List<String> open = batch.marketoIds().stream().filter(id -> !linked.containsKey(id)).toList();
    Newcomers again = Newcomers.again(mapping, open, edits);
    Set<String> done = new HashSet<>(linked.keySet());
    for (Mapping each : bothWays()) {
      for (Links.Linked known : linked.values()) {
        String id = known.link().marketoId();
        if (!known.mapping().equals(each.name()) || edits.of(id).isEmpty()) continue;
        again.found(each, Encounter.of(known.link(), edits.heard(id)));
        done.remove(id);
      }
    }
    settlement.peopleDelivered(mapping.name(), done);
    cycle.add(Tally.read(open.size() + linked.size() - done.size()));
    return again;
  }

  private static Link link(Mapping mapping, Birth birth, String salesforceId) {
    Map<String, Object> agreed = new LinkedHashMap<>();
    for (FieldRule rule : mapping.toSalesforce()) {
      Object value = birth.person.record().get(rule.marketo());
      if (!Sameness.isBlank(value) && birth.values.containsKey(rule.salesforce())) {
        agreed.put(rule.marketo(), value);
      }
    }
    String match = matchValue(mapping, birth.person.record());
    return new Link(salesforceId, birth.person.id(), match, birth.person.version(), agreed);
  }

  /** Remembers what became of those who are not to meet a record, in one transaction. */
  public void settle(
      @ExchangeProperty(Newcomers.PROPERTY) Newcomers newcomers,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    Mapping mapping = newcomers.mapping();
    String object = mapping.marketoObject().word();
    Map<String, Predicate<String>> isNews = new HashMap<>();
    newcomers.people().forEach((id, heard) -> isNews.put(id, heard.fields()::containsKey));
    List<Entry> entries = new ArrayList<>(consents.arrived(mapping, newcomers.settled(), isNews));
    entries.add(Origins.keep(object, newcomers.links()));
    settlement.settlePeople(
        mapping.name(), object, newcomers.settled(), newcomers.links(), entries);
    newcomers.links().forEach(link -> links.see(object, link));
    cycle.add(Tally.of(newcomers.settled()));
  }
}
