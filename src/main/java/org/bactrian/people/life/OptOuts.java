package org.bactrian.people.life;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bactrian.mapping.Conflict;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.marketo.client.RecordResult;
import org.bactrian.sync.Link;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.merge.Sameness;

/**
 * What a person who goes has said yes to for good, an opt-out for one: who stays has said so too.
 * It is written to Marketo, from where it reaches Salesforce as any change does.
 */
final class OptOuts {

  private static final String GONE = "1004";

  private final Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
  private List<String> taken = List.of();

  /** Hands on to the winner what the loser said yes to, as last agreed. */
  void handOn(Mapping mapping, Link loser, String winner) {
    handOn(mapping, rule -> loser.base().get(rule.marketo()), winner);
  }

  /** Hands on to the winner what the loser says yes to. */
  void handOn(Mapping mapping, Function<FieldRule, Object> loser, String winner) {
    handOn(mapping, loser, winner, Map.of());
  }

  /** As {@link #handOn}, but for what the winner has said yes to already. */
  void handOn(
      Mapping mapping,
      Function<FieldRule, Object> loser,
      String winner,
      Map<String, Object> winnerSays) {
    for (FieldRule rule : fields(mapping)) {
      if (!Sameness.BOOLEAN.same(true, loser.apply(rule))) continue;
      if (Sameness.BOOLEAN.same(true, winnerSays.get(rule.marketo()))) continue;
      Map<String, Object> row = rows.computeIfAbsent(winner, id -> new LinkedHashMap<>());
      row.put("id", Long.valueOf(winner));
      row.put(rule.marketo(), true);
    }
  }

  /** The fields that are said yes to for good. */
  static List<FieldRule> fields(Mapping mapping) {
    return mapping.rules().stream()
        .filter(rule -> mapping.conflict(rule) == Conflict.TRUE_WINS)
        .toList();
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The rows for Marketo; they are given once. */
  List<Map<String, Object>> take() {
    List<Map<String, Object>> all = new ArrayList<>(rows.values());
    taken = List.copyOf(rows.keySet());
    rows.clear();
    return all;
  }

  /**
   * Why people were not opted out, by their ids, as far as Marketo refused; whoever is gone has
   * nothing to be opted out of.
   */
  Map<String, Outcome.Parked> refused(List<RecordResult> results) {
    RecordResult.paired(results, taken, "handing opt-outs on");
    Map<String, Outcome.Parked> refused = new HashMap<>();
    for (RecordResult result : results) {
      if (result.reasons().isEmpty() || result.reasons().get(0).code().equals(GONE)) continue;
      RecordResult.Reason reason = result.reasons().get(0);
      String person = taken.get(result.index());
      refused.put(
          person,
          new Outcome.Parked(
              reason.code(),
              "Marketo person %s is to have the opt-out of another who becomes part of them, and"
                      .formatted(person)
                  + " Marketo refused it: "
                  + reason.message(),
              "Opt this person out in Marketo by hand; then replay"));
    }
    return refused;
  }
}
