package org.bactrian.sync.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bactrian.mapping.Translation.Problem;
import org.bactrian.sync.merge.Decision.Carried;
import org.bactrian.sync.merge.Decision.Why;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a pair of records, case by case. */
class VerdictTest {

  private static final Instant T = Instant.parse("2026-03-01T12:00:00Z");
  private static final String ID = "00Q000000000001AAA";
  private static final Set<String> NONE = Set.of();
  private static final String ALL =
      """
      both-ways:
        Both: { marketo: both, conflict: %s, blank: %s }
        Out:  { marketo: out, conflict: true-wins }
      to-marketo:
        Left: { marketo: left, blank: %s }
      to-salesforce:
        Right: { marketo: right, blank: %s }
      """;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          newest-wins,     clear,             left, right, marketo,    right, right
          newest-wins,     clear,             left, right, salesforce, left,  left
          newest-wins,     clear,             '',   right, salesforce, '',    ''
          newest-wins,     clear,             left, '',    marketo,    '',    ''
          newest-wins,     ignore,            '',   right, salesforce, right, right
          newest-wins,     clear-if-explicit, '',   right, salesforce, right, right
          newest-wins,     clear-if-explicit, left, '',    marketo,    left,  left
          salesforce-wins, clear,             left, right, marketo,    left,  left
          salesforce-wins, clear,             '',   right, marketo,    '',    ''
          marketo-wins,    clear,             left, right, salesforce, right, right
          marketo-wins,    clear,             left, '',    salesforce, '',    ''
          fill-blank,      clear,             left, right, marketo,    left,  right
          fill-blank,      clear,             '',   right, salesforce, right, right
          fill-blank,      clear,             left, '',    marketo,    left,  left
          park,            clear,             left, right, marketo,    left,  right
          park,            ignore,            left, '',    marketo,    left,  left
          """)
  void both_changed(
      String conflict,
      String blank,
      String left,
      String right,
      String newer,
      String nowLeft,
      String nowRight) {
    Instant marketoAt = newer.equals("marketo") ? T.plusSeconds(60) : T.minusSeconds(60);
    Pair pair = pair("both", "before", left, right, marketoAt, Map.of());
    Verdict verdict = all(conflict, blank).of(pair, NONE);
    assertThat(then(verdict.toSalesforce(), "Both", left)).isEqualTo(nowLeft);
    assertThat(then(verdict.toMarketo(), "both", right)).isEqualTo(nowRight);
    boolean undecided = conflict.equals("park") && !nowLeft.equals(nowRight);
    assertThat(verdict.problems()).hasSize(undecided ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"clear, true", "clear-if-explicit, true", "ignore, false"})
  void one_side_was_cleared(String blank, boolean clears) {
    RecordMerge merge = RecordMergeTest.merge(ALL.formatted("newest-wins", blank, blank, blank));
    Verdict left = merge.of(pair("both", "a", null, "a"), NONE);
    Verdict right = merge.of(pair("both", "a", "a", null), NONE);
    Verdict owner = merge.of(pair("left", "a", null, "a"), NONE);
    Verdict otherOwner = merge.of(pair("right", "a", "a", null), NONE);
    assertThat(left.toMarketo().containsKey("both")).isEqualTo(clears);
    assertThat(right.toSalesforce().containsKey("Both")).isEqualTo(clears);
    boolean always = blank.equals("clear");
    assertThat(owner.toMarketo().containsKey("left")).isEqualTo(always);
    assertThat(otherOwner.toSalesforce().containsKey("Right")).isEqualTo(always);
    assertThat(left.toSalesforce()).isEmpty();
    assertThat(right.toMarketo()).isEmpty();
  }

  @Test
  void the_newest_is_told_by_the_field_not_by_the_person() {
    Pair early = pair("both", "a", "l", "r", T.plusSeconds(60), Map.of("both", T.minusSeconds(60)));
    Pair late = pair("both", "a", "l", "r", T.minusSeconds(60), Map.of("both", T.plusSeconds(60)));
    assertThat(newest().of(early, NONE).toMarketo()).containsEntry("both", "l");
    assertThat(newest().of(late, NONE).toSalesforce()).containsEntry("Both", "r");
  }

  @Test
  void what_is_excepted_is_left_alone() {
    Verdict verdict = newest().of(pair("both", "a", "b", "a"), Set.of("both"));
    assertThat(verdict.toMarketo()).isEmpty();
    assertThat(verdict.rulings()).noneMatch(ruling -> ruling.rule().marketo().equals("both"));
  }

  @Test
  void a_text_that_Salesforce_holds_in_part_is_no_edit_of_it() {
    RecordMerge merge =
        RecordMergeTest.merge("both-ways:\n  Both: { marketo: both, truncate: true }\n");
    String whole = "twenty characters and many more";
    String part = whole.substring(0, 20);
    Verdict settled = merge.of(pair("both", whole, part, whole), NONE);
    assertThat(settled.toMarketo()).isEmpty();
    assertThat(settled.toSalesforce()).isEmpty();
    Verdict edited = merge.of(pair("both", "before", "before", whole), NONE);
    assertThat(edited.toSalesforce()).containsEntry("Both", part);
  }

  @Test
  void an_edit_of_what_the_other_side_owns_is_set_back() {
    Pair heard = pair("left", "a", "a", "b", T, Map.of("left", T));
    assertThat(newest().of(heard, NONE).toMarketo()).containsEntry("left", "a");
    assertThat(newest().of(pair("left", "a", "a", "b"), NONE).toMarketo()).isEmpty();
    Pair seen = pair("right", "a", "b", "a");
    assertThat(newest().of(seen, NONE).toSalesforce()).containsEntry("Right", "a");
  }

  @Test
  void what_is_the_same_on_both_sides_is_agreed() {
    for (String field : List.of("both", "left", "right")) {
      Verdict verdict = newest().of(pair(field, "a", "b", "b"), NONE);
      assertThat(verdict.toSalesforce()).isEmpty();
      assertThat(verdict.toMarketo()).isEmpty();
      assertThat(verdict.agreed(Map.of(field, "a"), true, true)).containsEntry(field, "b");
    }
  }

  @Test
  void what_Salesforce_can_not_hold_is_a_problem_of_its_field_alone() {
    String tooLong = "x".repeat(21);
    Map<String, Object> person = Map.of("both", tooLong, "right", tooLong, "out", true);
    Verdict verdict = newest().of(pair(Map.of("both", "a"), Map.of("Both", "a"), person), NONE);
    assertThat(verdict.problems())
        .extracting(Problem::code)
        .containsExactly("too-long", "too-long");
    assertThat(verdict.toSalesforce()).isEqualTo(Map.of("Out", true));
    assertThat(verdict.rulings())
        .extracting(ruling -> ruling.rule().marketo())
        .contains("out")
        .doesNotContain("both", "right");
    assertThat(verdict.agreed(Map.of("both", "a"), true, true)).containsEntry("both", "a");
  }

  @Test
  void of_a_record_that_Marketo_can_not_hold_nothing_is_decided() {
    Map<String, Object> record = Map.of("Both", "x".repeat(256), "Out", true);
    Verdict verdict = newest().of(pair(Map.of(), record, Map.of()), NONE);
    assertThat(verdict.problems()).extracting(Problem::code).containsExactly("too-long");
    assertThat(verdict.toMarketo()).isEmpty();
    assertThat(verdict.rulings()).isEmpty();
  }

  @Test
  void a_conflict_names_both_values() {
    Verdict verdict = all("park", "clear").of(pair("both", "a", "left", "right"), NONE);
    assertThat(verdict.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("conflict");
              assertThat(problem.message()).contains("Both", "\"left\"", "\"right\"");
            });
    assertThat(verdict.agreed(Map.of("both", "a"), true, true)).containsEntry("both", "a");
  }

  @Test
  void a_ruling_tells_what_was_there_before() {
    assertThat(carried(newest().of(pair("both", "a", "b", "a"), NONE)))
        .isEqualTo(Map.of("both", List.of(Side.SALESFORCE, "b", "a", Why.ONLY_ONE_CHANGED)));
    assertThat(carried(newest().of(pair("both", "a", "a", "b"), NONE)))
        .isEqualTo(Map.of("both", List.of(Side.MARKETO, "b", "a", Why.ONLY_ONE_CHANGED)));
    assertThat(carried(newest().of(pair("right", "a", "a", "b"), NONE)))
        .isEqualTo(Map.of("right", List.of(Side.MARKETO, "b", "a", Why.OWNER)));
    assertThat(newest().of(pair("both", "a", "b", "a"), NONE).rulings())
        .as("a ruling of each field")
        .hasSize(5);
  }

  @Test
  void what_a_side_refused_is_not_agreed() {
    Map<String, Object> before = Map.of("both", "a", "right", "a");
    Verdict verdict =
        newest()
            .of(
                pair(before, Map.of("Both", "b", "Right", "a"), Map.of("both", "a", "right", "b")),
                NONE);
    assertThat(agreed(verdict, before, true, true)).isEqualTo(Map.of("both", "b", "right", "b"));
    assertThat(agreed(verdict, before, true, false)).isEqualTo(Map.of("both", "a", "right", "b"));
    assertThat(agreed(verdict, before, false, true)).isEqualTo(Map.of("both", "b", "right", "a"));
  }

  @Test
  void what_was_cleared_is_agreed_to_be_blank() {
    Verdict verdict = newest().of(pair("both", "a", null, "a"), NONE);
    assertThat(verdict.agreed(Map.of("both", "a"), true, true)).doesNotContainKey("both");
  }

  @Test
  void for_Marketo_alone_nothing_goes_to_Salesforce() {
    Map<String, Object> before = Map.of("both", "a", "right", "a");
    Map<String, Object> record = Map.of("Both", "b", "Right", "a");
    Map<String, Object> person = Map.of("both", "a", "right", "b");
    Verdict alone = newest().of(pair(before, record, person), NONE).forMarketoAlone();
    assertThat(alone.toMarketo()).isEqualTo(Map.of("both", "b"));
    assertThat(alone.toSalesforce()).isEmpty();
    assertThat(agreed(alone, before, true, true)).isEqualTo(Map.of("both", "b", "right", "a"));
  }

  private static RecordMerge newest() {
    return all("newest-wins", "clear");
  }

  private static RecordMerge all(String conflict, String blank) {
    return RecordMergeTest.merge(ALL.formatted(conflict, blank, "clear", "clear"));
  }

  /** By Marketo field: from which side, what, what was there before, and why. */
  private static Map<String, List<Object>> carried(Verdict verdict) {
    Map<String, List<Object>> carried = new HashMap<>();
    for (Ruling ruling : verdict.rulings()) {
      if (!(ruling.decision() instanceof Carried each)) continue;
      carried.put(
          ruling.rule().marketo(), List.of(each.from(), each.value(), ruling.before(), each.why()));
    }
    return carried;
  }

  /** A value as it is once it is written; a blank is an empty text. */
  private static Object then(Map<String, Object> written, String field, Object before) {
    Object value = written.containsKey(field) ? written.get(field) : before;
    return value == null ? "" : value;
  }

  private static Pair pair(String field, Object base, Object left, Object right) {
    return pair(field, base, left, right, T, Map.of());
  }

  private static Pair pair(
      String field,
      Object base,
      Object left,
      Object right,
      Instant marketoAt,
      Map<String, Instant> heard) {
    Map<String, Object> record = new HashMap<>();
    record.put(Character.toUpperCase(field.charAt(0)) + field.substring(1), left);
    Map<String, Object> person = new HashMap<>();
    person.put(field, right);
    return pair(Map.of(field, base), record, person, marketoAt, heard);
  }

  private static Pair pair(
      Map<String, Object> base, Map<String, Object> record, Map<String, Object> person) {
    return pair(base, record, person, T, Map.of());
  }

  private static Pair pair(
      Map<String, Object> base,
      Map<String, Object> values,
      Map<String, Object> personsValues,
      Instant marketoAt,
      Map<String, Instant> heard) {
    Map<String, Object> record = new HashMap<>(values);
    record.put("Id", ID);
    Map<String, Object> person = new HashMap<>(personsValues);
    person.put("salesforceId", ID);
    return new Pair(
        base, record, person, T, marketoAt, heard, Unremembered.NONE, Unremembered.NONE);
  }

  /** What is agreed, but for the id. */
  private static Map<String, Object> agreed(
      Verdict verdict, Map<String, Object> before, boolean salesforceTook, boolean marketoTook) {
    Map<String, Object> agreed = new HashMap<>(verdict.agreed(before, salesforceTook, marketoTook));
    agreed.remove("salesforceId");
    return agreed;
  }
}
