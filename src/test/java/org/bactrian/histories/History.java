package org.bactrian.histories;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bactrian.histories.comparison.Comparison;
import org.bactrian.histories.comparison.Difference;
import org.bactrian.histories.comparison.World;
import org.bactrian.histories.users.Answer;
import org.bactrian.histories.users.Deed;

/** One family's history: what is done follows from the seed, the number and what users see. */
final class History {

  private static final int TRIES = 8;

  private final long seed;
  private final List<Kind> kinds;
  private final Family family;
  private final Deque<Deed> next = new ArrayDeque<>();
  private final List<String> log = new ArrayList<>();
  private Random random;
  private int planned;
  private Kind kind;

  History(long seed, int number, List<Kind> kinds) {
    this.seed = seed + number * 1_000_003L;
    this.kinds = kinds;
    this.family = new Family(number);
  }

  Family family() {
    return family;
  }

  /** Begins a round: 0 to 3 deeds, and in the first one somebody comes into the world. */
  void begin(int round) {
    random = new Random(seed ^ round * 0x9E3779B97F4A7C15L);
    random.nextInt();
    planned = round == 0 ? 1 + random.nextInt(4) : random.nextInt(4);
    log.add("round " + round);
  }

  /** The next deed of this round, if there is one. */
  Optional<Deed> next(int round) {
    if (next.isEmpty() && planned-- > 0) plan(round == 0 ? Kind.BIRTHS : kinds);
    return Optional.ofNullable(next.poll());
  }

  private void plan(List<Kind> among) {
    for (int attempt = 0; attempt < TRIES && next.isEmpty(); attempt++) {
      kind = Kind.any(among, random);
      next.addAll(
          kind.compareTo(Kind.PERSON) < 0
              ? new SalesforceDeeds(family, random).of(kind)
              : new MarketoDeeds(family, random).of(kind));
    }
  }

  /** Notes what became of a deed. */
  void done(Deed deed, Answer answer) {
    log.add(
        "  %s: %s -> %s".formatted(kind, deed, answer.isDone() ? answer.id() : answer.refusal()));
    if (answer.isDone()) family.done(deed, answer);
  }

  /** The kind of the deed at hand. */
  Kind kind() {
    return kind;
  }

  /** Notes what Bactrian did. */
  void note(String what) {
    log.add("  " + what);
  }

  /** What no rule explains. */
  List<Difference> faults(World world) {
    return Comparison.of(family.memory, world).stream().filter(Difference::isFault).toList();
  }

  /** Everything that is to know of it. */
  String tell(List<Difference> faults, World world) {
    StringBuilder told = new StringBuilder("\nhistory ").append(family.number).append('\n');
    faults.forEach(fault -> told.append("  ").append(fault).append('\n'));
    log.forEach(line -> told.append("    ").append(line).append('\n'));
    world.records().values().forEach(each -> told.append("    ").append(filled(each)));
    world.people().values().forEach(each -> told.append("    ").append(filled(each)));
    return told.toString();
  }

  private static String filled(Map<String, Object> record) {
    StringBuilder text = new StringBuilder();
    record.forEach(
        (field, value) -> {
          if (value != null) text.append(field).append('=').append(value).append(' ');
        });
    return text.append('\n').toString().replaceAll("[\r\n]+(?=.)", "\\\\n");
  }
}
