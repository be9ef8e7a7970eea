package org.bactrian.journeys;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bactrian.journeys.Cast.Part;

/**
 * Two moves that race with each other, and what is to come of them.
 *
 * @param before what was done, and synced, before
 * @param bothOrders whether the second one can also be done first
 * @param outcome fails unless it ended as it should
 */
record Race(
    Set<Part> parts,
    List<Move> before,
    Move one,
    Move other,
    boolean bothOrders,
    Consumer<Ended> outcome) {

  /** When the later move is made. */
  enum Moment {
    TOGETHER("before the sync"),
    A_MINUTE_LATER("a minute later, before the sync"),
    TOLD_LATE("before the sync, and Marketo's log tells it after that"),
    HEARD("when the sync had heard of the first"),
    DECIDED("a minute later, when the sync had decided about the first");

    final String words;

    Moment(String words) {
      this.words = words;
    }
  }

  /** A race of these parts. */
  static Start of(Part... parts) {
    return new Start(EnumSet.copyOf(List.of(parts)), List.of());
  }

  /** A race that has yet to get its moves. */
  record Start(Set<Part> parts, List<Move> before) {

    /** After moves that were synced. */
    Start after(Move... moves) {
      return new Start(parts, List.of(moves));
    }

    /** In both orders. */
    Race race(Move one, Move other, Consumer<Ended> outcome) {
      return new Race(parts, before, one, other, true, outcome);
    }

    /** In this order alone, since the other one is impossible. */
    Race inOrder(Move one, Move other, Consumer<Ended> outcome) {
      return new Race(parts, before, one, other, false, outcome);
    }
  }
}
