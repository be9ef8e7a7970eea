package org.bactrian.people;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.mapping.Mapping;
import org.bactrian.sync.Change;
import org.bactrian.sync.Encounter;
import org.bactrian.sync.Link;
import org.bactrian.sync.Settled;

/** People of Marketo without a link, on their way to becoming Salesforce records. */
public final class Newcomers implements Part {

  /** The exchange property that carries it. */
  public static final String PROPERTY = "newcomers";

  private final Mapping mapping;
  private final Map<String, Heard> people = new LinkedHashMap<>();
  private final Map<String, Change> records = new LinkedHashMap<>();
  private final Deque<List<Change>> unsought = new ArrayDeque<>();
  private final Deque<Birth> births = new ArrayDeque<>();
  private final Map<String, List<Encounter>> met = new HashMap<>();
  private final Map<String, Mapping> mappings = new LinkedHashMap<>();
  private final List<Settled> settled = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private List<Change> sought = List.of();
  private List<Birth> born = List.of();
  private boolean asked;

  Newcomers(Mapping mapping, Collection<Heard> people) {
    this.mapping = mapping;
    for (Heard each : people) this.people.put(each.id(), each);
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

  /** The mapping that creates records. */
  Mapping mapping() {
    return mapping;
  }

  Map<String, Heard> people() {
    return people;
  }

  /** Whether they have yet to be read from Marketo. */
  public boolean isUnasked() {
    return !asked;
  }

  void chosen(List<Change> chosen, int soughtTogether) {
    asked = true;
    for (int i = 0; i < chosen.size(); i += soughtTogether) {
      unsought.add(chosen.subList(i, Math.min(chosen.size(), i + soughtTogether)));
    }
    chosen.forEach(each -> records.put(each.id(), each));
  }

  /** Whether some of them have yet to be sought in Salesforce. */
  public boolean isUnsought() {
    return !unsought.isEmpty();
  }

  List<Change> seek() {
    sought = unsought.remove();
    return sought;
  }

  List<Change> sought() {
    return sought;
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

  List<Settled> settled() {
    return settled;
  }

  List<Link> links() {
    return links;
  }

  /** Those who were found in Salesforce, to be compared with their records. */
  public List<Meeting> getMeetings() {
    return mappings.values().stream().map(m -> Meeting.fromMarketo(m, met.get(m.name()))).toList();
  }
}
