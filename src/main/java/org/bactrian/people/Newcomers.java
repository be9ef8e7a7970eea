package org.bactrian.people;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bactrian.mapping.CreationRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.sync.Change;
import org.bactrian.sync.Encounter;
import org.bactrian.sync.Link;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;

/** People of Marketo without a link, on their way to becoming Salesforce records. */
public final class Newcomers implements Part {

  /** The exchange property that carries it. */
  public static final String PROPERTY = "newcomers";

  private final Mapping mapping;
  private final Map<String, Heard> people = new LinkedHashMap<>();
  private List<Change> chosen = List.of();
  private final Deque<List<Change>> unsought = new ArrayDeque<>();
  private final Deque<Birth> births = new ArrayDeque<>();
  private final Map<String, List<Encounter>> met = new HashMap<>();
  private final Map<String, Mapping> mappings = new LinkedHashMap<>();
  private final List<Settled> settled = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();

  /** Salesforce's records that may be some of them, by their ids. */
  private final Map<String, Arrivals.Candidate> candidates = new LinkedHashMap<>();

  private List<Birth> born = List.of();
  private Edits edits;
  private final List<Birth> doubles = new ArrayList<>();
  private List<Birth> soughtDoubles = List.of();

  /** The Salesforce records that people have, by Salesforce id: whose they are. */
  private final Map<String, String> taken = new HashMap<>();

  /** The match values of these people, each with the first who has it. */
  private final Map<String, String> holders = new HashMap<>();

  private Set<String> members;

  Newcomers(Mapping mapping, Collection<Heard> people) {
    this.mapping = mapping;
    this.edits = new Edits(mapping.name(), Map.of(), Instant.EPOCH);
    for (Heard each : people) this.people.put(each.id(), each);
  }

  /**
   * People who were found in Marketo, and whom its log has not told of.
   *
   * @param members whether they are known to be on the mapping's list
   */
  public static Newcomers swept(Mapping mapping, List<String> ids, boolean members) {
    Newcomers swept = new Newcomers(mapping, ids.stream().map(Heard::new).toList());
    if (members) swept.members(ids);
    return swept;
  }

  /**
   * What operators put in place of people's values in their dead letters.
   *
   * @param mapping whose dead letters they are
   * @param values by Marketo id and REST name
   * @param at when they count as made
   */
  record Edits(String mapping, Map<String, Map<String, Object>> values, Instant at) {

    static final Edits NONE = new Edits("", Map.of(), Instant.EPOCH);

    Map<String, Object> of(String marketoId) {
      return values.getOrDefault(marketoId, Map.of());
    }

    /** When each edited field of a person was changed, by REST name. */
    Map<String, Instant> heard(String marketoId) {
      Map<String, Instant> heard = new HashMap<>();
      of(marketoId).keySet().forEach(field -> heard.put(field, at));
      return heard;
    }
  }

  /** People who could not become records before. */
  static Newcomers again(Mapping mapping, List<String> ids, Edits edits) {
    Newcomers again = new Newcomers(mapping, ids.stream().map(Heard::new).toList());
    again.edits = edits;
    return again;
  }

  /**
   * A record that is about to be created.
   *
   * @param values by API name
   */
  static final class Birth {

    final Change person;
    final Map<String, Object> values;
    int tries;
    Outcome.Parked refusal;

    Birth(Change person, Map<String, Object> values) {
      this.person = person;
      this.values = values;
    }
  }

  @Override
  public int size() {
    return people.size();
  }

  @Override
  public String getRoute() {
    return "create-in-salesforce";
  }

  /**
   * Takes what was only imagined so far for done.
   *
   * @param linked the Marketo ids of people, by the Salesforce ids of their records
   * @param created the Marketo ids of people who have a new record, by match value
   */
  public void imagine(Map<String, String> linked, Map<String, String> created) {
    taken.putAll(linked);
    holders.putAll(created);
  }

  /** Leaves some out, by Marketo id. */
  public void leaveOut(Predicate<String> who) {
    people.keySet().removeIf(who);
  }

  Map<String, String> taken() {
    return taken;
  }

  Map<String, String> holders() {
    return holders;
  }

  /** Those for whom a record is to be created: their Marketo ids, each with its match value. */
  public Map<String, Optional<String>> births() {
    Map<String, Optional<String>> next = new LinkedHashMap<>();
    for (Birth each : births) {
      Map<String, Object> values = edited(each.person);
      next.put(each.person.id(), Optional.ofNullable(Arrivals.matchValue(mapping, values)));
    }
    return next;
  }

  /** The mapping that creates records. */
  public Mapping mapping() {
    return mapping;
  }

  Map<String, Heard> people() {
    return people;
  }

  /** Their Marketo ids. */
  public List<String> ids() {
    return List.copyOf(people.keySet());
  }

  /** Whether it has yet to be asked who of them is on the mapping's list. */
  public boolean isMembersUnknown() {
    return members == null && mapping.creation().flatMap(CreationRule::list).isPresent();
  }

  /** Takes who of them is on the list. */
  public void members(Collection<String> ids) {
    members = Set.copyOf(ids);
  }

  boolean isMember(String id) {
    return members != null && members.contains(id);
  }

  /** A person's values, with an operator's over them. */
  Map<String, Object> edited(Change person) {
    Map<String, Object> over = edits.of(person.id());
    if (over.isEmpty()) return person.record();
    Map<String, Object> record = new LinkedHashMap<>(person.record());
    record.putAll(over);
    return record;
  }

  /** Whether Salesforce refused some because it has similar records. */
  public boolean isDoubled() {
    return !doubles.isEmpty();
  }

  void refused(Birth birth) {
    doubles.add(birth);
  }

  List<Birth> seekDoubles() {
    soughtDoubles = List.copyOf(doubles);
    doubles.clear();
    return soughtDoubles;
  }

  List<Birth> soughtDoubles() {
    return soughtDoubles;
  }

  void chosen(List<Change> meant, int soughtTogether) {
    chosen = meant;
    for (int i = 0; i < chosen.size(); i += soughtTogether) {
      unsought.add(chosen.subList(i, Math.min(chosen.size(), i + soughtTogether)));
    }
  }

  /** Whether some of them have yet to be sought in Salesforce. */
  public boolean isUnsought() {
    return !unsought.isEmpty();
  }

  List<Change> seek() {
    return unsought.remove();
  }

  List<Change> chosen() {
    return chosen;
  }

  Map<String, Arrivals.Candidate> candidates() {
    return candidates;
  }

  /** A person met a record; what an operator edited counts as heard. */
  void found(Mapping as, Change record, String marketoId) {
    Map<String, Instant> heard = new HashMap<>(people.get(marketoId).fields());
    heard.putAll(edits.heard(marketoId));
    found(as, new Encounter(record, record.id(), marketoId, null, heard));
  }

  void found(Mapping as, Encounter encounter) {
    mappings.put(as.name(), as);
    met.computeIfAbsent(as.name(), name -> new ArrayList<>()).add(encounter);
  }

  void toCreate(Birth birth) {
    births.add(birth);
  }

  /** Whether some records are yet to be created. */
  public boolean isUnborn() {
    return !births.isEmpty();
  }

  List<Birth> bear(int most) {
    List<Birth> next = new ArrayList<>();
    while (next.size() < most && !births.isEmpty()) next.add(births.remove());
    born = next;
    return next;
  }

  List<Birth> born() {
    return born;
  }

  /** What became of the others. */
  public List<Settled> settled() {
    return settled;
  }

  List<Link> links() {
    return links;
  }

  /** Those who were found in Salesforce, to be compared with their records. */
  public List<Meeting> getMeetings() {
    return mappings.values().stream()
        .map(mapping -> Meeting.fromMarketo(mapping, met.get(mapping.name()), edits))
        .toList();
  }
}
