package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bactrian.Bactrian;
import org.bactrian.histories.comparison.World;
import org.bactrian.histories.users.Answer;
import org.bactrian.histories.users.Deed;
import org.bactrian.histories.users.MarketoUsers;
import org.bactrian.histories.users.SalesforceUsers;
import org.bactrian.histories.users.Users;
import org.bactrian.journeys.Meanwhile.Place;
import org.bactrian.journeys.Race.Moment;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.Run;

/** Many races between one pair of systems, each with a cast of its own, in few syncs. */
final class Races {

  private static final Duration FAR = Duration.ofMinutes(1);

  /** So long after the first sync, each stream of Marketo's log is read for what it is. */
  private static final Duration SETTLING = Duration.ofMinutes(15);

  private final TwoSystems systems;
  private final Users users;
  private final List<Running> all = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /** One race in one order, at one moment. */
  private record Running(Race race, Move first, Move second, Moment moment, Cast cast) {

    @Override
    public String toString() {
      String before =
          race.before().stream().map(m -> m.words() + ", sync; ").reduce("", String::concat);
      return "%s%s; %s, %s".formatted(before, first.words(), second.words(), moment.words);
    }

    /** Where the sync is when the second move is made. */
    Place place() {
      Deed deed = first.deed().apply(cast);
      return moment == Moment.DECIDED ? decided(deed) : heard(deed);
    }
  }

  private static Place heard(Deed deed) {
    if (deed instanceof Deed.MergeInMarketo) return Place.MERGES_HEARD;
    if (deed instanceof Deed.DeleteInMarketo) return Place.DELETIONS_HEARD;
    if (deed instanceof Deed.EditInMarketo) return Place.CHANGES_HEARD;
    return isOfContact(deed) ? Place.CONTACTS_READ : Place.LEADS_READ;
  }

  /** Only edits are decided about; what ends a record is followed as soon as it is heard. */
  private static boolean isEdit(Deed deed) {
    return deed instanceof Deed.EditInMarketo || deed instanceof Deed.EditInSalesforce;
  }

  private static Place decided(Deed deed) {
    if (deed instanceof Deed.EditInMarketo) return Place.MARKETOS_DECIDED;
    return isOfContact(deed) ? Place.CONTACTS_DECIDED : Place.LEADS_DECIDED;
  }

  private static boolean isOfContact(Deed deed) {
    String id =
        deed instanceof Deed.EditInSalesforce edit
            ? edit.id()
            : deed instanceof Deed.MergeInSalesforce merge
                ? merge.master()
                : deed instanceof Deed.DeleteInSalesforce delete
                    ? delete.id()
                    : deed instanceof Deed.UndeleteInSalesforce undelete ? undelete.id() : "00Q";
    return id.startsWith("003");
  }

  private Races(TwoSystems systems) {
    this.systems = systems;
    users =
        new Users(
            new SalesforceUsers(systems.salesforceUrl()), new MarketoUsers(systems.marketoUrl()));
  }

  /** Runs these races in their orders, at these moments, and fails with all that end wrong. */
  static void run(TwoSystems systems, Set<Moment> moments, List<Race> table) {
    Meanwhile.into(systems);
    new Races(systems).run(table, moments);
  }

  private void run(List<Race> table, Set<Moment> moments) {
    cast(table, moments);
    try (Bactrian bactrian = systems.bactrian()) {
      sync(bactrian);
    }
    pass(SETTLING);
    systems.later(SETTLING);
    try (Bactrian bactrian = systems.bactrian()) {
      sync(bactrian);
      meet();
      before(bactrian);
      for (Moment moment : moments) race(bactrian, moment);
      compare(bactrian.deadLetters().list(Optional.empty()));
      assertThat(faults).as("races of " + all.size()).isEmpty();
      quiet(bactrian);
    }
  }

  private void race(Bactrian bactrian, Moment moment) {
    List<Running> racing = at(moment);
    move(racing, Running::first);
    if (moment == Moment.HEARD || moment == Moment.DECIDED) {
      meanwhile(bactrian, racing);
      return;
    }
    if (moment == Moment.A_MINUTE_LATER) pass(FAR);
    move(racing, Running::second);
    if (moment == Moment.TOLD_LATE) {
      systems.lag(FAR.toMillis());
      sync(bactrian);
      systems.lag(0);
    }
    sync(bactrian);
  }

  /** Makes the second moves during a sync; what it did not see of them is the next one's. */
  private void meanwhile(Bactrian bactrian, List<Running> racing) {
    Map<Place, List<Running>> places =
        racing.stream().collect(Collectors.groupingBy(Running::place));
    places.forEach((place, some) -> Meanwhile.at(place, () -> second(some)));
    sync(bactrian);
    assertThat(Meanwhile.left()).as("places that no sync passed").isEmpty();
    sync(bactrian);
  }

  private void second(List<Running> racing) {
    if (racing.get(0).moment() == Moment.DECIDED) pass(FAR);
    move(racing, Running::second);
  }

  private void cast(List<Race> table, Set<Moment> moments) {
    List<Deed> account = List.of(new Deed.CreateInSalesforce("Account", Map.of("Name", "Nord")));
    String accountId = users.perform(account).get(0).id();
    for (Race race : table) {
      for (Moment moment : moments) {
        add(race, race.one(), race.other(), moment, accountId);
        if (race.bothOrders()) add(race, race.other(), race.one(), moment, accountId);
      }
    }
    List<Deed> deeds = new ArrayList<>();
    all.forEach(each -> deeds.addAll(each.cast().makes()));
    List<String> ids = users.perform(deeds).stream().map(Answer::id).toList();
    assertThat(ids).as("ids of the cast").doesNotContainNull();
    int from = 0;
    for (Running each : all) {
      int to = from + each.cast().makes().size();
      each.cast().made(ids.subList(from, to));
      from = to;
    }
  }

  private void add(Race race, Move first, Move second, Moment moment, String account) {
    Running running =
        new Running(race, first, second, moment, new Cast(all.size(), race.parts(), account));
    if (moment != Moment.DECIDED || isEdit(first.deed().apply(running.cast()))) all.add(running);
  }

  private void meet() {
    Map<Integer, World> families = families();
    for (Running each : all) each.cast().meet(families.get(each.cast().number));
  }

  private Map<Integer, World> families() {
    return World.read(users).families(new HashMap<>());
  }

  /** What was done before the race, in as few syncs as the longest of them needs. */
  private void before(Bactrian bactrian) {
    int most = all.stream().mapToInt(each -> each.race().before().size()).max().orElse(0);
    for (int i = 0; i < most; i++) {
      int turn = i;
      move(
          all.stream().filter(each -> each.race().before().size() > turn).toList(),
          each -> each.race().before().get(turn));
      sync(bactrian);
    }
  }

  private List<Running> at(Moment moment) {
    return all.stream().filter(each -> each.moment() == moment).toList();
  }

  private void move(List<Running> some, Function<Running, Move> which) {
    List<Deed> deeds =
        some.stream().map(each -> which.apply(each).deed().apply(each.cast())).toList();
    List<Answer> answers = users.perform(deeds);
    for (int i = 0; i < deeds.size(); i++) {
      Answer answer = answers.get(i);
      assertThat(answer.refusal()).as("%s: %s", some.get(i), deeds.get(i)).isNull();
      if (deeds.get(i) instanceof Deed.Convert) some.get(i).cast().converted(answer.id());
    }
  }

  private void pass(Duration time) {
    Map<String, Object> body = Map.of("advanceSeconds", time.toSeconds());
    systems.post(systems.salesforceUrl() + "/sandbox/clock", body);
    systems.post(systems.marketoUrl() + "/sandbox/clock", body);
  }

  private static void sync(Bactrian bactrian) {
    Run run = bactrian.flows().once().orElseThrow();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
  }

  private void compare(List<DeadLetter> letters) {
    Map<Integer, World> families = families();
    Map<Integer, List<String>> parked = parked(families, letters);
    for (Running each : all) {
      int number = each.cast().number;
      World world = families.getOrDefault(number, new World());
      List<String> its = parked.getOrDefault(number, List.of());
      try {
        each.race()
            .outcome()
            .accept(new Ended(each.cast(), each.moment(), each.second(), world, its));
      } catch (AssertionError e) {
        faults.add(each + ": " + e.getMessage().strip());
      }
    }
  }

  private static Map<Integer, List<String>> parked(
      Map<Integer, World> families, List<DeadLetter> letters) {
    Map<Integer, List<String>> parked = new HashMap<>();
    for (DeadLetter letter : letters) {
      families.forEach(
          (number, world) -> {
            boolean its =
                letter.isOnlyInMarketo()
                    ? world.people().containsKey(letter.marketoId())
                    : world.records().containsKey(letter.salesforceId());
            if (!its) return;
            parked
                .computeIfAbsent(number, n -> new ArrayList<>())
                .add(letter.code() + ": " + letter.message());
          });
    }
    return parked;
  }

  /** Fails if one more run writes anything. */
  private void quiet(Bactrian bactrian) {
    for (String url : List.of(systems.salesforceUrl(), systems.marketoUrl())) {
      systems.http("DELETE", url + "/sandbox/calls");
    }
    sync(bactrian);
    assertThat(writes(systems.salesforceUrl())).as("calls that write to Salesforce").isEmpty();
    assertThat(writes(systems.marketoUrl())).as("calls that write to Marketo").isEmpty();
  }

  private Map<String, Integer> writes(String url) {
    Map<String, Integer> writes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each :
        systems.get(url + "/sandbox/calls").path("endpoints").properties()) {
      boolean reads = each.getKey().startsWith("GET ") || each.getKey().endsWith("/batch");
      if (!reads) writes.put(each.getKey(), each.getValue().asInt());
    }
    return writes;
  }
}
