package org.bactrian.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The order and the pace in which tries at the password are checked.
 *
 * <p>Each client has a lane, in which every try after the fifth waits longer than the one before;
 * and all that are unknown together have a pace, which their many tries slow down. A try waits, it
 * is not refused. Of those that wait, a browser that has logged in before comes first, then the
 * client with the fewest failures, and then the newest try: a person who comes once is not kept
 * waiting by a program that tries without end. Only when too many wait are the oldest of the
 * busiest client let go, and of browsers that are known only when nobody else waits.
 */
final class GuessQueue {

  /** How many are checked beside one another: checking is work on purpose. */
  static final int AT_ONCE = 2;

  static final int FREE = 5;
  static final int FREE_TOGETHER = 20;
  static final int MOST_WAITING = 100;
  static final Duration LONGEST = Duration.ofSeconds(30);
  static final Duration LONGEST_TOGETHER = Duration.ofSeconds(5);
  private static final Duration STEP_TOGETHER = Duration.ofMillis(100);
  private static final Duration REMEMBERED = Duration.ofMinutes(15);
  private static final int MOST_LANES = 1_000;

  private final Clock clock;
  private final Map<String, Lane> lanes = new LinkedHashMap<>();
  private final Deque<Instant> recent = new ArrayDeque<>();
  private Instant together = Instant.EPOCH;
  private int checking;
  private int waiting;
  private long arrivals;

  GuessQueue(Clock clock) {
    this.clock = clock;
  }

  /**
   * A client's try.
   *
   * @param client its address, or the browser that has logged in before
   * @param known whether it is such a browser
   */
  static final class Guess {
    private final String client;
    private final boolean known;
    private long arrival;
    private Instant begun;

    Guess(String client, boolean known) {
      this.client = client;
      this.known = known;
    }
  }

  private static final class Lane {
    private int failures;
    private Instant next = Instant.EPOCH;
    private Instant used;
    private final Deque<Guess> waiting = new ArrayDeque<>();

    boolean isKnown() {
      return !waiting.isEmpty() && waiting.getLast().known;
    }
  }

  /** Lets a try wait for its turn; answers the one that is let go for it, if there are too many. */
  synchronized Optional<Guess> add(Guess guess) {
    Instant now = clock.instant();
    forget(now);
    guess.arrival = arrivals++;
    Lane lane = lanes.computeIfAbsent(guess.client, client -> new Lane());
    lane.used = now;
    lane.waiting.add(guess);
    waiting++;
    if (waiting <= MOST_WAITING) return Optional.empty();
    waiting--;
    return lanes.values().stream()
        .filter(busy -> !busy.waiting.isEmpty())
        .max(
            Comparator.<Lane, Boolean>comparing(busy -> !busy.isKnown())
                .thenComparing(busy -> busy.waiting.size()))
        .map(busy -> busy.waiting.poll());
  }

  /** Takes one back that no longer waits for an answer. */
  synchronized void remove(Guess guess) {
    Lane lane = lanes.get(guess.client);
    if (lane != null && lane.waiting.remove(guess)) waiting--;
  }

  /**
   * The one that is to be checked now, if there is one; it counts as a failure until it is right.
   */
  synchronized Optional<Guess> next() {
    Instant now = clock.instant();
    if (checking == AT_ONCE) return Optional.empty();
    Optional<Lane> first =
        lanes.values().stream()
            .filter(lane -> !lane.waiting.isEmpty() && !lane.next.isAfter(now))
            .filter(lane -> lane.waiting.getLast().known || !together.isAfter(now))
            .min(
                Comparator.<Lane, Boolean>comparing(lane -> !lane.isKnown())
                    .thenComparing(lane -> lane.failures)
                    .thenComparing(lane -> -lane.waiting.getLast().arrival));
    first.ifPresent(lane -> begin(lane, now));
    return first.map(lane -> lane.waiting.pollLast());
  }

  private void begin(Lane lane, Instant now) {
    Guess guess = lane.waiting.getLast();
    checking++;
    waiting--;
    guess.begun = now;
    lane.failures++;
    lane.next = now.plus(delay(lane.failures));
    if (guess.known) return;
    recent.add(now);
    together = now.plus(delayTogether(recent.size()));
  }

  /** Says what became of one that was checked. */
  synchronized void checked(Guess guess, boolean right) {
    checking--;
    if (!right) return;
    Lane lane = lanes.get(guess.client);
    if (lane != null) {
      lane.failures = 0;
      lane.next = Instant.EPOCH;
    }
    if (!guess.known) recent.removeLastOccurrence(guess.begun);
  }

  /** How long a try of the same client would wait now, if none waits before it. */
  synchronized Duration wait(Guess guess) {
    Instant now = clock.instant();
    Lane lane = lanes.get(guess.client);
    Instant next = lane == null ? Instant.EPOCH : lane.next;
    if (!guess.known && together.isAfter(next)) next = together;
    return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
  }

  synchronized boolean isEmpty() {
    return waiting == 0;
  }

  private void forget(Instant now) {
    Instant before = now.minus(REMEMBERED);
    while (!recent.isEmpty() && recent.peek().isBefore(before)) recent.poll();
    lanes
        .values()
        .removeIf(
            lane ->
                lane.waiting.isEmpty()
                    && (lane.used.isBefore(before) || lanes.size() > MOST_LANES));
  }

  /** How long after its so-manieth failure a client's next try is checked. */
  static Duration delay(int failures) {
    if (failures < FREE) return Duration.ZERO;
    Duration delay = Duration.ofSeconds(1L << Math.min(10, failures - FREE));
    return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
  }

  /** How long after the so-manieth failure of all in 15 minutes the next try is checked. */
  static Duration delayTogether(int failures) {
    if (failures < FREE_TOGETHER) return Duration.ZERO;
    Duration delay = STEP_TOGETHER.multipliedBy(failures - FREE_TOGETHER + 1L);
    return delay.compareTo(LONGEST_TOGETHER) < 0 ? delay : LONGEST_TOGETHER;
  }
}
