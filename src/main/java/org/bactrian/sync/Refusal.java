package org.bactrian.sync;

import java.util.List;
import java.util.Map;
import org.bactrian.mapping.FieldRule.Direction;

/** The words in which a refused change is explained. */
final class Refusal {

  private Refusal() {}

  /** Another Salesforce record holds the match value. */
  static Outcome.Parked held(Target target, Prepared prepared, String holder) {
    return new Outcome.Parked(
        "duplicate-" + target.matchField(),
        "Salesforce record %s has the same %s, %s, as %s, and a Marketo person can belong to only one of them"
            .formatted(prepared.change().id(), target.matchField(), prepared.matchValue(), holder),
        "Merge the two records in Salesforce, or give one of them another "
            + target.matchField()
            + "; then replay");
  }

  /** Several Marketo records have the match value, or none that can be read. */
  static Outcome.Parked ambiguous(
      Target target, Prepared prepared, List<Map<String, Object>> candidates) {
    return new Outcome.Parked(
        "ambiguous-" + target.matchField(),
        "%d Marketo records have the %s %s: %s"
            .formatted(
                candidates.size(),
                target.matchField(),
                prepared.matchValue(),
                candidates.stream().map(c -> String.valueOf(c.get("id"))).toList()),
        "Merge them in Marketo so that one remains; then replay");
  }

  /** What it is nothing without does not come. */
  static Outcome.Parked alone(Target target, Prepared.Parent parent) {
    return new Outcome.Parked(
        "parent-missing",
        "The %s belongs to %s %s, which is not in Marketo: it is gone in Salesforce, left out by its mapping, or refused"
            .formatted(target.object(), parent.object(), parent.key()),
        "Look whether %s has a dead letter of its own, and mend that: this one goes by itself then. Discard it if it is not wanted"
            .formatted(parent.key()));
  }

  /** Marketo refused the row. */
  static Outcome.Parked by(Target target, Prepared prepared, Answer answer, boolean linked) {
    if (linked && "1004".equals(answer.code())) {
      return new Outcome.Parked(
          Direction.BOTH_WAYS,
          "deleted-in-marketo",
          "The Marketo %s of Salesforce record %s was deleted in Marketo"
              .formatted(target.object(), prepared.change().id()),
          "Discard this if the deletion was meant; otherwise restore it in Marketo and replay");
    }
    if (Outcome.Parked.OUTCOME_UNKNOWN.equals(answer.code())) {
      return new Outcome.Parked(
          answer.code(),
          "It is not known whether Marketo took the %s: %s"
              .formatted(target.object(), answer.message()),
          "Replay: it is looked for in Marketo first");
    }
    return new Outcome.Parked(
        answer.code() == null ? "skipped" : answer.code(),
        "Marketo refused the %s: %s".formatted(target.object(), answer.message()),
        answer.advice() == null ? "Mend the record in Salesforce and replay" : answer.advice());
  }
}
