package org.bactrian.people.life;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bactrian.marketo.people.Activity;

/** The merges that some pages of Marketo's log tell: whoever wins and is merged later, loses. */
public final class MergedPeople {

  /** Of pages that tell none. */
  public static final MergedPeople NONE = new MergedPeople();

  private final Map<String, String> winners = new LinkedHashMap<>();

  /** The merges that these activities tell. */
  public static MergedPeople of(Collection<Activity> merges) {
    MergedPeople merged = new MergedPeople();
    for (Activity each : merges) {
      String winner = String.valueOf(each.leadId());
      for (String loser : each.mergedIds()) {
        if (!loser.equals(winner)) merged.winners.put(loser, winner);
      }
    }
    return merged;
  }

  /** Who somebody is in the end. */
  public String end(String id) {
    String end = id;
    Set<String> passed = new HashSet<>();
    while (winners.containsKey(end) && passed.add(end)) end = winners.get(end);
    return end;
  }

  /** All who lose, by who they are in the end. */
  public Map<String, List<String>> losers() {
    Map<String, Set<String>> losers = new LinkedHashMap<>();
    for (String loser : winners.keySet()) {
      losers.computeIfAbsent(end(loser), winner -> new LinkedHashSet<>()).add(loser);
    }
    Map<String, List<String>> lists = new LinkedHashMap<>();
    losers.forEach((winner, all) -> lists.put(winner, new ArrayList<>(all)));
    return lists;
  }
}
