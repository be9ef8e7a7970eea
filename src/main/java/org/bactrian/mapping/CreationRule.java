package org.bactrian.mapping;

import java.util.Map;
import java.util.Optional;

/**
 * Which people of Marketo become Salesforce records, and how. A flag or a list suffices.
 *
 * @param flag the boolean Marketo field that says so
 * @param list the name or id of the static list whose members do
 * @param defaults Salesforce values by API name, where the mapping gives none
 * @param owner the id of the user, or of a lead the queue, that owns the new record
 * @param assignmentRule {@code default} for the active one, or the id of one
 */
public record CreationRule(
    Optional<String> flag,
    Optional<String> list,
    Map<String, Object> defaults,
    Optional<String> owner,
    Optional<String> assignmentRule,
    Duplicates duplicates,
    int line) {

  /** What happens when a duplicate rule of Salesforce finds that the record is there already. */
  public enum Duplicates {
    /** A person decides. */
    PARK,
    /** The record that is there is updated and linked. */
    UPDATE
  }

  /** The assignment rule that is active in Salesforce, whichever it is. */
  public static final String ACTIVE_RULE = "default";

  /** How the id of a queue begins. */
  public static final String QUEUE = "00G";

  /**
   * What the header {@code Sforce-Auto-Assign} must say: {@code TRUE}, {@code FALSE} or the id of a
   * rule. Without it Salesforce would apply its active rule.
   */
  public String autoAssign() {
    return assignmentRule.map(rule -> rule.equals(ACTIVE_RULE) ? "TRUE" : rule).orElse("FALSE");
  }
}
