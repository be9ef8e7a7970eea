package org.bactrian.flow.backfill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.state.backfill.MappedRule;
import org.bactrian.state.backfill.MappedRule.Due;
import org.bactrian.state.backfill.MappedRule.Standing;

/**
 * A mapping's rules as they are now, each with what it is due for.
 *
 * @param rules with those that were removed, whose values may still be among what was agreed
 * @param begins whether something has become due just now
 */
public record Revision(List<MappedRule> rules, boolean begins) {

  /**
   * Compares a mapping with the rules by which its records were read.
   *
   * @param known those rules; none of a mapping that is new, or older than this memory
   * @param written as its file has it
   * @param inForce the same without the rules whose fields are gone at present
   * @param isRead whether records of its object have been read that it can't have had all of
   */
  static Revision of(List<MappedRule> known, Mapping written, Mapping inForce, boolean isRead) {
    List<MappedRule> rules = new ArrayList<>();
    boolean begins = false;
    for (MappedRule rule : rules(written, inForce)) {
      Optional<MappedRule> before =
          known.stream().filter(rule::isOfTheFieldsOf).findFirst().filter(Revision::isInTheFile);
      boolean isNews = isRead && isNews(rule, before);
      Due due = before.map(MappedRule::due).orElse(Due.NONE);
      if (isNews && due == Due.NONE) due = before.isPresent() ? Due.CHANGED : first(rule, known);
      begins |= isNews;
      rules.add(rule.with(rule.standing(), due));
    }
    for (MappedRule rule : known) {
      if (rules.stream().noneMatch(rule::isOfTheFieldsOf)) {
        rules.add(rule.with(Standing.REMOVED, Due.NONE));
      }
    }
    return new Revision(List.copyOf(rules), begins);
  }

  private static List<MappedRule> rules(Mapping written, Mapping inForce) {
    List<MappedRule> rules = new ArrayList<>();
    rules.add(
        new MappedRule(
            "",
            "",
            written.when().map(Mapping.Condition::expression).orElse(""),
            Standing.MAPPED,
            Due.NONE));
    for (FieldRule rule : written.rules()) {
      String salesforce = rule.salesforce() == null ? "" : rule.salesforce();
      boolean stands = inForce.rules().contains(rule);
      rules.add(
          new MappedRule(
              salesforce,
              rule.marketo(),
              rule.form(),
              stands ? Standing.MAPPED : Standing.LEFT_OUT,
              Due.NONE));
    }
    return rules;
  }

  private static boolean isInTheFile(MappedRule rule) {
    return rule.standing() != Standing.REMOVED;
  }

  /** A rule that is left out is news when it is back. */
  private static boolean isNews(MappedRule rule, Optional<MappedRule> before) {
    if (rule.standing() == Standing.LEFT_OUT) return false;
    return before
        .map(it -> it.standing() == Standing.LEFT_OUT || !it.form().equals(rule.form()))
        .orElse(true);
  }

  private static Due first(MappedRule rule, List<MappedRule> known) {
    boolean isMoved =
        known.stream()
            .anyMatch(it -> it.marketo().equals(rule.marketo()) && !it.isOfTheFieldsOf(rule));
    return isMoved ? Due.MOVED : Due.NEW;
  }

  /** Whether nothing is other than it was, in whatever order. */
  boolean isOf(List<MappedRule> known) {
    return !begins && Set.copyOf(known).equals(Set.copyOf(rules));
  }

  /** Whether its records have to be read again. */
  public boolean isDue() {
    return rules.stream().anyMatch(MappedRule::isDue);
  }

  /** What they have to be read again for, in a person's words. */
  public List<String> words() {
    return rules.stream().filter(MappedRule::isDue).map(MappedRule::words).distinct().toList();
  }

  /** The Marketo fields that are due for one of these reasons. */
  Set<String> due(Due... reasons) {
    return rules.stream()
        .filter(MappedRule::isDue)
        .filter(rule -> List.of(reasons).contains(rule.due()))
        .map(MappedRule::marketo)
        .collect(Collectors.toSet());
  }
}
