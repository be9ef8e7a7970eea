package org.bactrian.people.life;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.OnDeletion;
import org.bactrian.people.Part;
import org.bactrian.state.Settlement.Entry;
import org.bactrian.sync.Encounter;
import org.bactrian.sync.Settled;
import org.bactrian.sync.merge.Side;

/** Records that were deleted on one side, and what that means for the other. */
public final class Departures implements Part {

  /** The exchange property that carries it. */
  public static final String PROPERTY = "departures";

  private final Mapping mapping;
  private final Side side;
  private final List<Encounter> pairs;
  private final boolean asked;
  private final Deque<Encounter> waiting;
  private final List<Settled> settled = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private List<Encounter> going = List.of();

  /**
   * Departures of one mapping.
   *
   * @param side where they were deleted
   * @param asked whether an operator asked for it, knowing how many they are
   */
  public Departures(Mapping mapping, Side side, Collection<Encounter> pairs, boolean asked) {
    this.mapping = mapping;
    this.side = side;
    this.pairs = List.copyOf(pairs);
    this.asked = asked;
    this.waiting = new ArrayDeque<>(pairs);
  }

  @Override
  public String getRoute() {
    return "part";
  }

  @Override
  public int size() {
    return pairs.size();
  }

  Mapping mapping() {
    return mapping;
  }

  Side side() {
    return side;
  }

  boolean asked() {
    return asked;
  }

  List<Encounter> pairs() {
    return pairs;
  }

  /** What the mapping says about it. */
  OnDeletion policy() {
    return side == Side.SALESFORCE
        ? mapping.deletion().inSalesforce()
        : mapping.deletion().inMarketo();
  }

  /** Gives them all up. */
  void stop() {
    waiting.clear();
  }

  /** Whether people have yet to be deleted in Marketo. */
  public boolean isFromMarketo() {
    return side == Side.SALESFORCE && !waiting.isEmpty();
  }

  /** Whether records have yet to be flagged in Salesforce. */
  public boolean isFlags() {
    return side == Side.MARKETO && policy() == OnDeletion.FLAG && !waiting.isEmpty();
  }

  /** Whether records have yet to be deleted in Salesforce. */
  public boolean isFromSalesforce() {
    return side == Side.MARKETO && policy() == OnDeletion.DELETE && !waiting.isEmpty();
  }

  List<Encounter> next(int most) {
    going = new ArrayList<>();
    while (going.size() < most && !waiting.isEmpty()) going.add(waiting.remove());
    return going;
  }

  List<Encounter> going() {
    return going;
  }

  List<Settled> settled() {
    return settled;
  }

  List<Entry> entries() {
    return entries;
  }
}
