package org.bactrian.consent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.mapping.Conflict;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.sync.merge.Sameness;

/**
 * How people opt out by a mapping: the fields of which a yes on either side wins.
 *
 * @param rules may be empty
 */
public record OptOutRules(Mapping mapping, List<FieldRule> rules) {

  /** Those of a mapping. */
  public static OptOutRules of(Mapping mapping) {
    return new OptOutRules(
        mapping, mapping.rules().stream().filter(rule -> isOne(mapping, rule)).toList());
  }

  private static boolean isOne(Mapping mapping, FieldRule rule) {
    return rule.direction() == FieldRule.Direction.BOTH_WAYS
        && mapping.conflict(rule) == Conflict.TRUE_WINS;
  }

  /** Whether an opt-out reaches others who have the same address. */
  public boolean isShared() {
    return !rules.isEmpty() && mapping.match().size() > 1;
  }

  /** Whether a Salesforce record says yes to one of them. */
  public boolean isOptedOut(Map<String, Object> record) {
    return rules.stream().anyMatch(rule -> isTrue(rule.read(record)));
  }

  /** Whether a Marketo person, or what was agreed of them, says yes to one of them. */
  public boolean isPersonOptedOut(Map<String, Object> person) {
    return rules.stream().anyMatch(rule -> isTrue(person.get(rule.marketo())));
  }

  /** The address of a Salesforce record, in lower case. */
  public Optional<String> address(Map<String, Object> record) {
    return isShared()
        ? normalised(record.get(mapping.match().get(1).salesforce()))
        : Optional.empty();
  }

  /** The address of a Marketo person, in lower case. */
  public Optional<String> personsAddress(Map<String, Object> person) {
    return mapping.matchField().flatMap(field -> normalised(person.get(field)));
  }

  /** Whether a value, of either system, is yes. */
  public static boolean isTrue(Object value) {
    return Sameness.BOOLEAN.same(true, value);
  }

  private static Optional<String> normalised(Object address) {
    return Optional.ofNullable(address).map(Mapping::folded).filter(value -> !value.isEmpty());
  }
}
