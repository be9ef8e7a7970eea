package org.bactrian.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.bactrian.histories.comparison.Difference;
import org.bactrian.histories.comparison.World;
import org.bactrian.histories.users.Answer;
import org.bactrian.histories.users.Deed;

/** Many histories side by side: in each round users do some deeds, then Bactrian syncs. */
final class Rounds {

  /** How many histories are told in full: {@code -Dbactrian.histories.told=20} tells more. */
  private static final int TOLD = Integer.getInteger("bactrian.histories.told", 3);

  /** A field of Marketo that is hidden now and then. */
  private static final String HIDDEN = "fax";

  private final Plan plan;
  private final Stage stage;
  private final Map<Integer, History> histories = new LinkedHashMap<>();
  private final Map<String, Integer> known = new HashMap<>();
  private final Map<Kind, Integer> done = new EnumMap<>(Kind.class);
  private final List<String> refused = new ArrayList<>();
  private final Set<Object> theirs = new HashSet<>();
  private Map<Integer, World> families = Map.of();

  /**
   * What is to happen.
   *
   * @param numbers the histories
   * @param kills the rounds in which Bactrian is killed at work
   * @param step how far both clocks move before every turn of deeds
   * @param hostile whether the world is less friendly: there are more kinds of deeds, and Marketo's
   *     log and fields change
   */
  record Plan(
      long seed,
      List<Integer> numbers,
      int rounds,
      Set<Integer> kills,
      Duration step,
      boolean hostile) {

    /**
     * The system properties {@code bactrian.histories}, {@code .seed}, {@code .only}, {@code
     * .hostile} and {@code .kills} say it: with so many kills every other round ends in one.
     */
    static Plan read(
        int histories, int rounds, Set<Integer> kills, Duration step, boolean hostile) {
      Integer only = Integer.getInteger("bactrian.histories.only");
      int count = Integer.getInteger("bactrian.histories", histories);
      Integer campaign = Integer.getInteger("bactrian.histories.kills");
      Set<Integer> often = new HashSet<>();
      for (int i = 0; campaign != null && i < campaign; i++) often.add(2 * i + 1);
      return new Plan(
          Long.getLong("bactrian.histories.seed", 1),
          only == null ? IntStream.range(0, count).boxed().toList() : List.of(only),
          campaign == null ? rounds : 2 * campaign + 2,
          campaign == null ? kills : often,
          step,
          Boolean.parseBoolean(
              System.getProperty("bactrian.histories.hostile", String.valueOf(hostile))));
    }

    /** The kinds of deeds that are done. */
    List<Kind> kinds() {
      return Kind.all(hostile);
    }
  }

  Rounds(Plan plan, Stage stage) {
    this.plan = plan;
    this.stage = stage;
    plan.numbers().forEach(n -> histories.put(n, new History(plan.seed(), n, plan.kinds())));
  }

  /** How often each kind of deed was done. */
  Map<Kind, Integer> done() {
    return done;
  }

  /** What users were refused. */
  List<String> refused() {
    return refused;
  }

  /** Lives through all rounds, and through cycles enough to be at rest. */
  void live() throws InterruptedException {
    theirs.addAll(World.read(stage.users()).records().keySet());
    accounts();
    Random random = new Random(plan.seed());
    boolean synced = true;
    for (int round = 0; round < plan.rounds(); round++) {
      boolean hidden = weather(round, synced);
      deeds(round);
      int chance = random.nextInt(10);
      synced = false;
      if (plan.kills().contains(round)) {
        stage.kill(random);
        note("Bactrian is killed at work");
      } else if (chance > 1 || round == 0 || round == plan.rounds() - 1) {
        if (chance == 2) stage.restart();
        note("Bactrian syncs, in cycles: " + stage.sync());
        histories.values().forEach(history -> history.family().memory.synced());
        synced = true;
      }
      if (hidden) stage.show(HIDDEN);
      look();
    }
    stage.sync();
    stage.sync();
  }

  /**
   * How Marketo is in this round: how its log tells of what happened, whether it can be read on
   * from where it was left, and whether a field is hidden, of which nothing is on its way then.
   *
   * @return whether one is
   */
  private boolean weather(int round, boolean atRest) {
    if (!plan.hostile()) return false;
    Random random = new Random(plan.seed() * 31 + round);
    String log = stage.log(random);
    if (random.nextInt(3) == 0) log += "; " + stage.forgetTokens(random);
    boolean hidden = atRest && round % 7 == 5;
    if (hidden) stage.hide(HIDDEN);
    histories.values().forEach(history -> history.family().hide(hidden ? HIDDEN : ""));
    note(log + (hidden ? "; " + HIDDEN + " is hidden" : ""));
    return hidden;
  }

  /** Fails unless one more cycle writes nothing. */
  void beQuiet() {
    World before = World.read(stage.users());
    assertThat(stage.writesOfOneCycle()).as("calls that write after it is all done").isZero();
    assertThat(World.read(stage.users())).as("after a quiet cycle").isEqualTo(before);
  }

  /** Fails with every history that both systems do not agree on. */
  void compare(String test) {
    look();
    strangers();
    List<String> told = new ArrayList<>();
    Map<Difference.Kind, Integer> kinds = new EnumMap<>(Difference.Kind.class);
    List<Integer> failed = new ArrayList<>();
    for (Map.Entry<Integer, History> each : histories.entrySet()) {
      World world = families.getOrDefault(each.getKey(), new World());
      List<Difference> faults = each.getValue().faults(world);
      if (faults.isEmpty()) continue;
      failed.add(each.getKey());
      faults.forEach(fault -> kinds.merge(fault.kind(), 1, Integer::sum));
      if (told.size() < TOLD)
        told.add(each.getValue().tell(faults, world) + again(test, each.getKey()));
    }
    if (failed.isEmpty()) return;
    throw new AssertionError(
        "%d of %d histories end in differences, %s: %s%s"
            .formatted(failed.size(), histories.size(), kinds, failed, String.join("", told)));
  }

  /** Records and people of no family are those that were there before. */
  private void strangers() {
    World strangers = families.getOrDefault(-1, new World());
    assertThat(theirs).as("records of no family").containsAll(strangers.records().keySet());
    assertThat(strangers.people().values())
        .as("people of no family")
        .allMatch(person -> theirs.contains(person.get("salesforceId")));
  }

  private String again(String test, int number) {
    return "  again: mvn -q test -Dtest=%s -Dbactrian.histories.seed=%d -Dbactrian.histories.only=%d\n"
        .formatted(test, plan.seed(), number);
  }

  private void accounts() {
    List<Deed.CreateInSalesforce> deeds = new ArrayList<>();
    for (int number : histories.keySet()) {
      for (String name : List.of("A", "B", "C")) {
        deeds.add(
            new Deed.CreateInSalesforce(
                "Account", Map.of("Name", "h%d- %s".formatted(number, name))));
      }
    }
    List<Answer> answers = stage.users().salesforce().create(deeds);
    int next = 0;
    for (History history : histories.values()) {
      for (int i = 0; i < 3; i++) history.family().accounts.add(answers.get(next++).id());
    }
  }

  private void deeds(int round) {
    histories.values().forEach(history -> history.begin(round));
    boolean more = true;
    while (more) more = turn(round);
  }

  /** Every history's next deed, all in as few calls as can be; false if there was none. */
  private boolean turn(int round) {
    List<History> doing = new ArrayList<>();
    List<Deed> deeds = new ArrayList<>();
    for (History history : histories.values()) {
      history
          .next(round)
          .ifPresent(
              deed -> {
                doing.add(history);
                deeds.add(deed);
              });
    }
    if (deeds.isEmpty()) return false;
    stage.pass(plan.step());
    List<Answer> answers = stage.users().perform(deeds);
    for (int i = 0; i < deeds.size(); i++) {
      Answer answer = answers.get(i);
      doing.get(i).done(deeds.get(i), answer);
      if (answer.isDone()) {
        done.merge(doing.get(i).kind(), 1, Integer::sum);
        known.put(answer.id(), doing.get(i).family().number);
      } else {
        refused.add(doing.get(i).family().number + " " + deeds.get(i) + ": " + answer.refusal());
      }
    }
    return true;
  }

  private void look() {
    families = World.read(stage.users()).families(known);
    histories.forEach((n, h) -> h.family().look(families.getOrDefault(n, new World())));
  }

  private void note(String what) {
    histories.values().forEach(history -> history.note(what));
  }
}
