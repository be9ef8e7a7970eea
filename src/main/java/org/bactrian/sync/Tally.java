package org.bactrian.sync;

import java.util.Collection;

/**
 * How many changes were read, and how many had each outcome.
 *
 * <p>{@code read} is counted where changes are read and the others where they are settled, so that
 * their sum proves that no change was dropped on the way.
 */
public record Tally(
    long read,
    long created,
    long updated,
    long unchanged,
    long filtered,
    long waiting,
    long parked) {

  public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

  /** So many changes read, none settled yet. */
  public static Tally read(long changes) {
    return new Tally(changes, 0, 0, 0, 0, 0, 0);
  }

  /** The outcomes of these. */
  public static Tally of(Collection<Settled> settled) {
    Tally tally = NONE;
    for (Settled each : settled) tally = tally.plus(each.outcome().tally());
    return tally;
  }

  public Tally plus(Tally other) {
    return new Tally(
        read + other.read,
        created + other.created,
        updated + other.updated,
        unchanged + other.unchanged,
        filtered + other.filtered,
        waiting + other.waiting,
        parked + other.parked);
  }

  /** The same without the changes that were read and have no outcome: they are read again. */
  public Tally settled() {
    long settled = created + updated + unchanged + filtered + waiting + parked;
    return new Tally(settled, created, updated, unchanged, filtered, waiting, parked);
  }

  /** How many records were written. */
  public long written() {
    return created + updated;
  }

  /** Whether every change read has had exactly one outcome. */
  public boolean adds() {
    return read == created + updated + unchanged + filtered + waiting + parked;
  }

  /** The counts as the {@code summary:} line gives them. */
  @Override
  public String toString() {
    return "read=%d created=%d updated=%d unchanged=%d filtered=%d waiting=%d parked=%d"
        .formatted(read, created, updated, unchanged, filtered, waiting, parked);
  }
}
