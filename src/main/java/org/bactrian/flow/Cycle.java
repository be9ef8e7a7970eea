package org.bactrian.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.salesforce.Reading;
import org.bactrian.sync.Change;
import org.bactrian.sync.Tally;

/**
 * One pass over every Salesforce object: what is still to be asked, what is being read, the slice
 * that is on its way, and what became of the changes so far.
 */
public final class Cycle {

  /** The exchange property that carries it. */
  public static final String PROPERTY = "cycle";

  private final Deque<Reading> unasked;
  private final List<Reading> readings;
  private final Progress progress;
  private Reading current;
  private List<Change> slice = List.of();
  private int turn = -1;
  private long read;
  private Tally tally = Tally.NONE;
  private boolean unfinished;
  private boolean partial;
  private final Map<String, String> apart = new LinkedHashMap<>();
  private boolean denied;
  private String released;

  /** A cycle over these readings. */
  public Cycle(List<Reading> readings, Progress progress) {
    this.readings = new ArrayList<>(readings);
    this.progress = progress;
    this.unasked = new ArrayDeque<>();
    readings.stream().filter(each -> !each.isOfParents()).forEach(unasked::addFirst);
    // Where parents stand must be known before a child is read.
    readings.stream().filter(Reading::isOfParents).forEach(unasked::addFirst);
  }

  /** The part of a cycle that follows another: what was counted and set apart stays. */
  Cycle after(Cycle before) {
    if (before == null) return this;
    tally = tally.plus(before.tally);
    apart.putAll(before.apart);
    denied = before.denied;
    return this;
  }

  /** Whether Salesforce has yet to be asked about some object. */
  public boolean isUnasked() {
    return !unasked.isEmpty();
  }

  /** Not named like {@link #isUnasked}: a route would at times take the one for the other. */
  Deque<Reading> toAsk() {
    return unasked;
  }

  List<Reading> readings() {
    return readings;
  }

  /** Whether the slice at hand wants another page. */
  public boolean isNeedsPage() {
    return current != null && current.needsPage();
  }

  /** The salesforce: operation that gets that page. */
  public String getOperation() {
    return current.operation();
  }

  /** What became of the changes so far. */
  public Tally tally() {
    return tally;
  }

  /** Counts more of them. */
  public void add(Tally more) {
    tally = tally.plus(more);
  }

  /** Says that something was left for the next cycle, so that changes of today go first. */
  public void unfinished() {
    unfinished = true;
  }

  /**
   * A feed stands still until the next cycle, and the others go on.
   *
   * @param feed the object or what else it is about, in a person's words
   * @throws E the failure, if it is not that feed's own
   */
  public <E extends Exception> void standStill(String feed, E failure) throws E {
    if (!Failure.isApart(failure)) throw failure;
    apart.putIfAbsent(feed, Failure.explain(Failure.cause(failure)));
    denied |= Failure.isAboutFields(failure);
  }

  /**
   * As {@link #standStill}; what was read of it and has no outcome is read again then, and counts
   * then.
   */
  public <E extends Exception> void setApart(String feed, E failure) throws E {
    standStill(feed, failure);
    tally = tally.settled();
    current = null;
    unasked.removeIf(reading -> reading.concerns(feed));
    // The checkpoint of parents must not pass children that were not delivered.
    readings.removeIf(
        reading ->
            reading.concerns(feed) || reading.parent() != null && reading.parent().concerns(feed));
  }

  /** Whether children of these parents are still to be read. */
  boolean isHeld(Reading parents) {
    return readings.stream().anyMatch(each -> each.parent() == parents && each.hasMore());
  }

  /** As {@link #setApart}, for the object whose slice is at hand. */
  <E extends Exception> void setApart(E failure) throws E {
    setApart(current == null ? released : current.feed(), failure);
  }

  /** What stands still, and why. */
  public Map<String, String> apart() {
    return Collections.unmodifiableMap(apart);
  }

  /** Whether one of them stands still because a system denies what it said of its fields. */
  boolean isDenied() {
    return denied;
  }

  /** Changes are at hand that were released, of this object. */
  void released(String object) {
    released = object;
  }

  boolean isUnfinished() {
    return unfinished;
  }

  /** Says that a first sync is left for later. */
  void leavesBacklog() {
    partial = true;
  }

  /** Whether all that there is was read: what has not come then does not come by itself. */
  boolean isWhole() {
    return !partial && apart.isEmpty() && !readings.isEmpty();
  }

  Reading current() {
    return current;
  }

  /** The slice at hand. */
  public List<Change> slice() {
    return slice;
  }

  /** The slice at hand is of parents, which count as nothing themselves. */
  void parents(List<Change> changes) {
    slice = changes;
  }

  /** Takes a slice of what is read, whose changes count from now on. */
  public void slice(List<Change> changes) {
    slice = changes;
    read += changes.size();
  }

  /**
   * Turns to the next object that has changes left: one slice each in turn, but a first sync begins
   * only when the first syncs before it are done.
   */
  boolean turn() {
    current = null;
    readings.removeIf(reading -> reading.parent() != null && !reading.hasMore());
    turn = Math.min(turn, readings.size() - 1);
    for (int i = 1; i <= readings.size(); i++) {
      int next = (turn + i) % readings.size();
      Reading reading = readings.get(next);
      if (!reading.hasMore() || isHeld(reading) || waitsForAnother(reading)) continue;
      turn = next;
      current = reading;
      return true;
    }
    return false;
  }

  /** Turns to a reading that is none of changes. */
  public void turn(Reading reading) {
    readings.add(reading);
    current = reading;
  }

  /** Tells how far it is. */
  public void report() {
    long total =
        readings.stream().filter(each -> !each.isOfParents()).mapToLong(Reading::total).sum();
    progress.at(read, Math.max(read, total));
  }

  private boolean waitsForAnother(Reading reading) {
    if (reading.purpose() != Reading.Purpose.FIRST_SYNC || reading.isOfParents()) return false;
    for (Reading earlier : readings) {
      if (earlier == reading) return false;
      boolean isFirst = earlier.purpose() == Reading.Purpose.FIRST_SYNC;
      if (isFirst && !earlier.isOfParents() && earlier.hasMore()) return true;
    }
    return false;
  }
}
