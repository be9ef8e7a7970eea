package org.bactrian.sync.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bactrian.mapping.Conflict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a boolean when two records match for the first time. */
class FirstMatchTest {

  private static final Instant T = Instant.parse("2026-03-01T12:00:00Z");
  private static final String BOTH_WAYS = "both-ways:\n  Out: { marketo: out, conflict: %s }\n";

  /** Of {@code heard} the log told that it was set. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          newest-wins,     true,  false, never, true,  true
          newest-wins,     true,  false, heard, false, false
          newest-wins,     true,  '',    never, true,  true
          newest-wins,     false, true,  never, true,  true
          marketo-wins,    true,  false, never, true,  true
          marketo-wins,    true,  false, heard, false, false
          salesforce-wins, true,  false, never, true,  true
          salesforce-wins, false, true,  never, false, false
          park,            true,  false, never, true,  true
          park,            true,  false, heard, true,  false
          true-wins,       true,  false, heard, true,  true
          true-wins,       false, true,  never, true,  true
          """)
  void a_false_that_was_never_set_is_no_value(
      String conflict,
      boolean salesforce,
      String marketo,
      String set,
      boolean left,
      boolean right) {
    Object person = marketo.isEmpty() ? null : Boolean.valueOf(marketo);
    check(BOTH_WAYS.formatted(conflict), salesforce, person, set.equals("heard"), left, right);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          true-wins,       true,  false, true,  true
          true-wins,       false, true,  true,  true
          salesforce-wins, true,  false, true,  true
          salesforce-wins, false, true,  false, false
          marketo-wins,    true,  false, false, false
          marketo-wins,    false, true,  true,  true
          park,            true,  false, true,  false
          park,            false, true,  false, true
          """)
  void a_rule_says_what_a_first_match_does(
      String rule, boolean salesforce, boolean marketo, boolean left, boolean right) {
    String rules = "both-ways:\n  Out: { marketo: out, first-match: %s }\n".formatted(rule);
    check(rules, salesforce, marketo, false, left, right);
  }

  @Property
  void once_it_is_agreed_the_rule_of_the_first_match_is_over(
      @ForAll Conflict first, @ForAll boolean base, @ForAll boolean fromSalesforce) {
    RecordMerge merge =
        RecordMergeTest.merge(
            "both-ways:\n  Out: { marketo: out, first-match: %s }\n".formatted(first.word()));
    Map<String, Object> agreed = Map.of("out", base);
    boolean left = fromSalesforce != base;
    boolean right = fromSalesforce == base;
    Verdict verdict = merge.of(pair(agreed, left, right, false), Set.of());
    if (fromSalesforce) assertThat(verdict.toMarketo()).containsEntry("out", !base);
    else assertThat(verdict.toSalesforce()).containsEntry("Out", !base);
  }

  @Test
  void the_owner_decides_by_what_it_is_known_to_have() {
    check("to-marketo: { Out: out }\n", false, true, false, false, false);
    check("to-marketo: { Out: out }\n", true, false, false, true, true);
    check("to-salesforce: { Out: out }\n", true, false, false, true, false);
    check("to-salesforce: { Out: out }\n", true, false, true, false, false);
    check("to-salesforce: { Out: out }\n", false, true, false, true, true);
  }

  private static void check(
      String rules,
      boolean salesforce,
      Object marketo,
      boolean isHeard,
      boolean left,
      boolean right) {
    Verdict verdict =
        RecordMergeTest.merge(rules).of(pair(null, salesforce, marketo, isHeard), Set.of());
    assertThat(verdict.toSalesforce().getOrDefault("Out", salesforce)).isEqualTo(left);
    Object there = marketo == null ? false : marketo;
    assertThat(verdict.toMarketo().getOrDefault("out", there)).isEqualTo(right);
    assertThat(verdict.problems()).hasSize(left == right || rules.startsWith("to") ? 0 : 1);
    Pair mappedOnlyNow =
        pair(Map.of("name", "Lin"), salesforce, marketo, isHeard).under(Set.of("out"), Set.of());
    Verdict later = RecordMergeTest.merge(rules).of(mappedOnlyNow, Set.of());
    assertThat(later.toSalesforce()).isEqualTo(verdict.toSalesforce());
    assertThat(later.toMarketo()).isEqualTo(verdict.toMarketo());
  }

  /** Marketo's record is the newer one. */
  private static Pair pair(
      Map<String, Object> base, boolean salesforce, Object marketo, boolean isHeard) {
    Map<String, Object> person = new HashMap<>();
    person.put("out", marketo);
    Instant marketoAt = T.plusSeconds(60);
    return new Pair(
        base,
        Map.of("Id", "00Q000000000001AAA", "Out", salesforce),
        person,
        T,
        marketoAt,
        isHeard ? Map.of("out", marketoAt) : Map.of(),
        Unremembered.NONE,
        Unremembered.NONE);
  }
}
