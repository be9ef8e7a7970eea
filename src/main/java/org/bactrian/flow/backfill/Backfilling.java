package org.bactrian.flow.backfill;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.bactrian.mapping.Mapping;
import org.bactrian.salesforce.Reading;
import org.bactrian.state.backfill.Backfills.Place;

/** What is read again in one pass: a mapping after the other, slice by slice. */
public final class Backfilling {

  /** The exchange property that carries it. */
  public static final String PROPERTY = "backfilling";

  /**
   * A mapping whose records are to be read again.
   *
   * @param first the Marketo fields that meet for the first time
   */
  record Due(Mapping mapping, List<String> words, Set<String> first, Place place) {}

  private final Deque<Due> left;
  private final Instant until;
  private Due due;
  private Reading reading;
  private long done;

  /**
   * @param until when to turn to the next mapping, and to leave the rest for the next pass
   */
  Backfilling(List<Due> all, Instant until) {
    this.left = new ArrayDeque<>(all);
    this.until = until;
  }

  /** Whether the reading at hand goes on in this pass. */
  boolean goesOn(Instant now) {
    return reading != null && reading.hasMore() && now.isBefore(until);
  }

  /** Whether some of it is left for the next pass. */
  boolean isLeft() {
    return reading != null && reading.hasMore();
  }

  boolean isOver() {
    return left.isEmpty();
  }

  Due next() {
    due = left.remove();
    done = 0;
    return due;
  }

  void read(Reading next) {
    reading = next;
  }

  Due due() {
    return due;
  }

  Reading reading() {
    return reading;
  }

  /** Counts records as settled; says how many are left. */
  long settled(int records) {
    done += records;
    return Math.max(0, reading.total() - done);
  }

  /** The reading at hand failed, and goes on in the next pass. */
  void breakOff() {
    reading = null;
  }
}
