package org.bactrian.people.life;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bactrian.mapping.Mapping;
import org.bactrian.state.Settlement.Entry;
import org.bactrian.sync.Delivery.Union;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;

/** People of Marketo who are to become one, because their Salesforce records did. */
public final class Unions {

  /** The exchange property that carries it. */
  public static final String PROPERTY = "unions";

  private final Mapping mapping;
  private final Deque<Union> waiting;
  private final Map<String, String> winners = new HashMap<>();
  private final List<Settled> settled = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private final OptOuts optOuts = new OptOuts();
  private Union current;
  private int tries;

  Unions(Mapping mapping, Collection<Union> unions) {
    this.mapping = mapping;
    this.waiting = new ArrayDeque<>(unions);
  }

  Mapping mapping() {
    return mapping;
  }

  /** Who is to go, and into whom. */
  List<String> all() {
    Set<String> all = new LinkedHashSet<>();
    for (Union union : waiting) {
      all.add(union.loser().marketoId());
      all.add(union.survivor().marketoId());
    }
    return List.copyOf(all);
  }

  /** Those that have yet to be done. */
  Collection<Union> outstanding() {
    return List.copyOf(waiting);
  }

  /** Merges two not, for a reason. */
  void leaveOut(Union union, Outcome.Parked why) {
    waiting.remove(union);
    settled.add(new Settled(union.change(), why));
  }

  /** A person, and whom this one will be part of, one after the other, until all is done. */
  Set<String> chain(String marketoId) {
    Map<String, String> next = new HashMap<>();
    waiting.forEach(union -> next.put(union.loser().marketoId(), union.survivor().marketoId()));
    Set<String> chain = new LinkedHashSet<>();
    for (String id = marketoId; id != null && chain.add(id); id = next.get(id)) continue;
    return chain;
  }

  /** Whether some have yet to be merged. */
  public boolean isWaiting() {
    return !waiting.isEmpty();
  }

  /** One after the other: a survivor may be the next one's loser. */
  Union next() {
    current = waiting.remove();
    return current;
  }

  Union current() {
    return current;
  }

  /** Merges once more, to find out whether it was done; false if that was tried often enough. */
  boolean again(int mostTries) {
    if (++tries >= mostTries) return false;
    waiting.addFirst(current);
    return true;
  }

  void done() {
    tries = 0;
  }

  /** Who a person is since the merges before. */
  String winner(String marketoId) {
    String winner = marketoId;
    while (winners.containsKey(winner)) winner = winners.get(winner);
    return winner;
  }

  void merged(String loser, String winner) {
    winners.put(loser, winner);
  }

  OptOuts optOuts() {
    return optOuts;
  }

  /** Whether somebody's opt-out has yet to be handed on. */
  public boolean isOptsOut() {
    return !optOuts.isEmpty();
  }

  List<Settled> settled() {
    return settled;
  }

  List<Entry> entries() {
    return entries;
  }
}
