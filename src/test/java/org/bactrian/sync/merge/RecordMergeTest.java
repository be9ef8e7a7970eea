package org.bactrian.sync.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bactrian.mapping.BackTranslation;
import org.bactrian.mapping.Blank;
import org.bactrian.mapping.Conflict;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Translation;
import org.bactrian.mapping.file.MappingReader;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.mapping.schema.SalesforceSchema;
import org.bactrian.mapping.schema.SalesforceSchema.Reading;
import org.bactrian.mapping.schema.SalesforceSchema.Writing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the values and the rules, two records that meet come to agree, and nothing is lost. */
class RecordMergeTest {

  private static final Instant T = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> FIELDS = List.of("both", "left", "right", "out");
  private static final Set<String> NONE = Set.of();

  /**
   * Two records of one person, by field; the mapping's names are the same but for their case.
   *
   * @param base what was last agreed, or null
   */
  record Met(
      Map<String, Object> base,
      Map<String, Object> salesforce,
      Map<String, Object> marketo,
      Set<String> heard,
      boolean marketoIsNewer) {

    Pair pair() {
      return pair(Unremembered.NONE, Unremembered.NONE);
    }

    Pair pair(Unremembered toMarketo, Unremembered toSalesforce) {
      Instant later = marketoIsNewer ? T.plusSeconds(60) : T.minusSeconds(60);
      Map<String, Instant> told = new HashMap<>();
      heard.forEach(field -> told.put(field, later));
      return new Pair(base, salesforce, marketo, T, later, told, toMarketo, toSalesforce);
    }

    Met with(String field, Object agreed, Object left, Object right) {
      Map<String, Object> nextBase = new HashMap<>(base == null ? Map.of() : base);
      nextBase.put(field, agreed);
      nextBase.values().removeIf(Sameness::isBlank);
      Map<String, Object> nextSalesforce = new HashMap<>(salesforce);
      nextSalesforce.put(left(field), left);
      Map<String, Object> nextMarketo = new HashMap<>(marketo);
      nextMarketo.put(field, right);
      return new Met(nextBase, nextSalesforce, nextMarketo, heard, marketoIsNewer);
    }

    /** As it is once the verdict is carried out and remembered, and our own writes are no news. */
    Met after(Verdict verdict) {
      Map<String, Object> nextSalesforce = new HashMap<>(salesforce);
      nextSalesforce.putAll(verdict.toSalesforce());
      Map<String, Object> nextMarketo = new HashMap<>(marketo);
      nextMarketo.putAll(verdict.toMarketo());
      return new Met(
          verdict.agreed(base, true, true), nextSalesforce, nextMarketo, NONE, marketoIsNewer);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void what_was_carried_out_is_not_carried_again(
      @ForAll("merges") RecordMerge merge, @ForAll("met") Met met) {
    Verdict second = merge.of(met.after(merge.of(met.pair(), NONE)).pair(), NONE);
    assertThat(second.toSalesforce()).isEmpty();
    assertThat(second.toMarketo()).isEmpty();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void a_first_meeting_never_clears(@ForAll("merges") RecordMerge merge, @ForAll("met") Met met) {
    Met first = new Met(null, met.salesforce(), met.marketo(), met.heard(), met.marketoIsNewer());
    Verdict verdict = merge.of(first.pair(), NONE);
    assertThat(verdict.toSalesforce().values()).noneMatch(Sameness::isBlank);
    assertThat(verdict.toMarketo().values()).noneMatch(Sameness::isBlank);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void an_edit_stands_against_a_rule_that_was_edited(boolean marketoIsNewer) {
    RecordMerge merge =
        merge("both-ways:\n  Both: { marketo: both, convert: lower, conflict: newest-wins }\n");
    Met edited =
        new Met(
            Map.of("both", "AbC"),
            Map.of("Id", "00Q000000000001AAA", "Both", "AbC"),
            Map.of("both", "mine"),
            NONE,
            marketoIsNewer);
    Verdict verdict = merge.of(edited.pair().under(NONE, Set.of("both")), NONE);
    assertThat(verdict.toSalesforce()).isEqualTo(Map.of("Both", "mine"));
    Met unedited = edited.with("both", "AbC", "AbC", "AbC");
    Verdict converted = merge.of(unedited.pair().under(NONE, Set.of("both")), NONE);
    assertThat(converted.toMarketo()).containsEntry("both", "abc");
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void what_one_side_alone_changed_is_on_both_in_the_end(
      @ForAll("merges") RecordMerge merge,
      @ForAll("met") Met met,
      @ForAll("values") Object before,
      @ForAll("texts") String after) {
    Assume.that(!Sameness.TEXT.same(before, after));
    Met left = met.with("both", before, after, before);
    Met right = met.with("both", before, before, after);
    for (Met each : List.of(left, right)) {
      Met then = each.after(merge.of(each.pair(), NONE));
      assertThat(Sameness.TEXT.same(then.salesforce().get("Both"), after)).isTrue();
      assertThat(Sameness.TEXT.same(then.marketo().get("both"), after)).isTrue();
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void what_an_owner_says_is_on_both_in_the_end(
      @ForAll("merges") RecordMerge merge,
      @ForAll("met") Met met,
      @ForAll("values") Object agreed,
      @ForAll("texts") String owners,
      @ForAll("values") Object other) {
    Assume.that(!Sameness.TEXT.same(agreed, owners));
    Met left = met.with("left", agreed, owners, other);
    Met thenLeft = left.after(merge.of(left.pair(), NONE));
    assertThat(Sameness.TEXT.same(thenLeft.marketo().get("left"), owners)).isTrue();
    Met right = met.with("right", agreed, other, owners);
    Met thenRight = right.after(merge.of(right.pair(), NONE));
    assertThat(Sameness.TEXT.same(thenRight.salesforce().get("Right"), owners)).isTrue();
    assertThat(merge.of(left.pair(), NONE).toSalesforce()).doesNotContainKey("Left");
    assertThat(merge.of(right.pair(), NONE).toMarketo()).doesNotContainKey("right");
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void yes_never_becomes_no(@ForAll("merges") RecordMerge merge, @ForAll("met") Met met) {
    boolean out =
        Boolean.TRUE.equals(met.salesforce().get("Out"))
            || Boolean.TRUE.equals(met.marketo().get("out"));
    Met then = met.after(merge.of(met.pair(), NONE));
    assertThat(Boolean.TRUE.equals(then.salesforce().get("Out"))).isEqualTo(out);
    assertThat(Boolean.TRUE.equals(then.marketo().get("out"))).isEqualTo(out);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void what_was_written_and_forgotten_is_no_edit(
      @ForAll("merges") RecordMerge merge,
      @ForAll("met") Met met,
      @ForAll("values") Object agreed,
      @ForAll("texts") String written,
      @ForAll("texts") String edit) {
    Assume.that(!written.equals(edit) && !Sameness.TEXT.same(agreed, written));
    Unremembered forgotten = Unremembered.NONE.then(both(written), both(agreed));
    Met left = met.with("both", agreed, edit, written);
    assertThat(merge.of(left.pair(forgotten, Unremembered.NONE), NONE).toMarketo())
        .containsEntry("both", edit);
    Met right = met.with("both", agreed, written, edit);
    assertThat(merge.of(right.pair(Unremembered.NONE, forgotten), NONE).toSalesforce())
        .containsEntry("Both", edit);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void an_edit_over_what_was_written_and_forgotten_is_the_newer_one(
      @ForAll("merges") RecordMerge merge,
      @ForAll("met") Met met,
      @ForAll("values") Object agreed,
      @ForAll("texts") String written,
      @ForAll("texts") String edit) {
    Assume.that(!Sameness.TEXT.same(written, edit) && !Sameness.TEXT.same(agreed, written));
    Assume.that(!Sameness.TEXT.same(agreed, edit));
    Unremembered forgotten = Unremembered.NONE.then(both(written), both(agreed));
    Met inMarketo = met.with("both", agreed, written, edit);
    assertThat(merge.of(inMarketo.pair(forgotten, Unremembered.NONE), NONE).toSalesforce())
        .containsEntry("Both", edit);
    Met inSalesforce = met.with("both", agreed, edit, written);
    assertThat(merge.of(inSalesforce.pair(Unremembered.NONE, forgotten), NONE).toMarketo())
        .containsEntry("both", edit);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void what_was_not_written_before_a_crash_is_decided_as_before_it(
      @ForAll("merges") RecordMerge merge,
      @ForAll("met") Met met,
      @ForAll("values") Object agreed,
      @ForAll("texts") String left,
      @ForAll("texts") String right) {
    Assume.that(!Sameness.TEXT.same(left, right));
    Met before = met.with("both", agreed, left, right);
    Verdict first = merge.of(before.pair(), NONE);
    Unremembered toMarketo = Unremembered.NONE;
    Unremembered toSalesforce = Unremembered.NONE;
    if (first.toMarketo().containsKey("both")) toMarketo = toMarketo.then(both(left), both(right));
    else toSalesforce = toSalesforce.then(both(right), both(left));
    Verdict again = merge.of(before.pair(toMarketo, toSalesforce), NONE);
    assertThat(again.toMarketo()).isEqualTo(first.toMarketo());
    assertThat(again.toSalesforce()).isEqualTo(first.toSalesforce());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void an_edit_that_was_written_over_is_merged_as_if_it_had_not_been(
      @ForAll("merges") RecordMerge merge,
      @ForAll("met") Met met,
      @ForAll("values") Object found,
      @ForAll("texts") String written,
      @ForAll("values") Object edit) {
    Assume.that(!Sameness.TEXT.same(found, written));
    Assume.that(!Sameness.TEXT.same(edit, found) && !Sameness.TEXT.same(edit, written));
    Met before = met.with("both", found, written, edit);
    Met told =
        new Met(
            before.base(),
            before.salesforce(),
            before.marketo(),
            Set.of("both"),
            met.marketoIsNewer());
    Verdict meant = merge.of(told.pair(), NONE);
    Met now = met.with("both", written, written, written);
    Overwritten over =
        new Overwritten(edit, told.pair().marketoAt(), found, written, T.plusSeconds(3600), true);
    Map<String, Overwritten> edits = Map.of("both", over);
    Verdict verdict = merge.of(now.pair().rewound(edits), NONE);
    assertThat(ofBoth(verdict)).isEqualTo(ofBoth(meant));
    Verdict given = verdict.restoring(edits, now.marketo(), field -> Sameness.TEXT);
    Met then = now.after(given);
    Met wished = told.after(meant);
    assertThat(Sameness.TEXT.same(then.marketo().get("both"), wished.marketo().get("both")))
        .isTrue();
    assertThat(Sameness.TEXT.same(then.salesforce().get("Both"), wished.salesforce().get("Both")))
        .isTrue();
    // Nothing is written that is there.
    if (given.toMarketo().containsKey("both")) {
      assertThat(Sameness.TEXT.same(given.toMarketo().get("both"), written)).isFalse();
    }
    // And the next time nothing is written at all.
    Met agreed =
        new Met(
            given.agreed(Overwritten.before(now.base(), edits), true, true),
            then.salesforce(),
            then.marketo(),
            Set.of("both"),
            met.marketoIsNewer());
    Verdict again = merge.of(agreed.pair(), NONE);
    assertThat(again.toMarketo()).doesNotContainKey("both");
    assertThat(again.toSalesforce()).doesNotContainKey("Both");
  }

  @ParameterizedTest(name = "agreed {0} s, edited {1} s after noon, {2}: {3}")
  @CsvSource({
    "0, 60, false, MARKETO",
    "0, 3, false, SALESFORCE",
    "0, -60, false, SALESFORCE",
    "0, 60, true, SALESFORCE",
  })
  void a_value_that_went_over_an_edit_is_no_newer_than_what_it_was_read_of(
      int agreed, int edited, boolean isSalesforceEditedSince, Side newest) {
    RecordMerge merge = merge("both-ways:\n  Both: { marketo: both, conflict: newest-wins }\n");
    String left = isSalesforceEditedSince ? "x2" : "x";
    // Another field of the record was written to an hour later.
    Pair now =
        new Pair(
            Map.of("both", "x"),
            Map.of("Both", left, "Id", "00Q000000000001AAA"),
            Map.of("both", "x", "salesforceId", "00Q000000000001AAA"),
            T.plusSeconds(3600),
            T.plusSeconds(3600),
            Map.of(),
            Unremembered.NONE,
            Unremembered.NONE);
    Overwritten over =
        new Overwritten("z1", T.plusSeconds(edited), "z0", "x", T.plusSeconds(agreed), true);
    Verdict verdict = merge.of(now.rewound(Map.of("both", over)), NONE);
    assertThat(verdict.rulings())
        .filteredOn(Ruling::isCarried)
        .extracting(ruling -> ((Decision.Carried) ruling.decision()).from())
        .containsExactly(newest);
  }

  @ParameterizedTest(name = "Salesforce has what was {0}, sure: {1}")
  @CsvSource({
    "sent, true, ",
    "sent, false, ",
    "edited, true, SALESFORCE",
    "edited, false, MARKETO",
  })
  void what_marketo_holds_instead_is_no_edit(String left, boolean isSure, Side from) {
    RecordMerge merge = merge("both-ways:\n  Both: { marketo: both, conflict: marketo-wins }\n");
    Pair pair =
        new Pair(
                Map.of("both", "sent"),
                Map.of("Both", left, "Id", "00Q000000000001AAA"),
                Map.of("both", "held", "salesforceId", "00Q000000000001AAA"),
                T,
                T,
                Map.of(),
                Unremembered.NONE,
                Unremembered.NONE)
            .given(Map.of("both", new Pair.Given("sent", isSure)));
    Verdict verdict = merge.of(pair, NONE);
    assertThat(verdict.rulings())
        .filteredOn(Ruling::isCarried)
        .extracting(ruling -> ((Decision.Carried) ruling.decision()).from())
        .isEqualTo(from == null ? List.of() : List.of(from));
    if (from == null) {
      assertThat(verdict.agreed(pair.base(), true, true)).containsEntry("both", "sent");
    }
  }

  private static List<Object> ofBoth(Verdict verdict) {
    List<Object> all = new ArrayList<>();
    all.add(verdict.toMarketo().get("both"));
    all.add(verdict.toSalesforce().get("Both"));
    for (Ruling each : verdict.rulings()) {
      if (each.rule().marketo().equals("both")) all.add(each.decision());
    }
    return all;
  }

  private static Map<String, Object> both(Object value) {
    Map<String, Object> values = new HashMap<>();
    values.put("both", value);
    return values;
  }

  @Provide
  Arbitrary<RecordMerge> merges() {
    return Combinators.combine(
            Arbitraries.of(Conflict.class).filter(rule -> rule != Conflict.TRUE_WINS),
            Arbitraries.of(Blank.class),
            Arbitraries.of(Blank.class),
            Arbitraries.of(Blank.class))
        .as(RecordMergeTest::merge);
  }

  private static RecordMerge merge(Conflict conflict, Blank both, Blank left, Blank right) {
    return merge(
        """
        both-ways:
          Both: { marketo: both, conflict: %s, blank: %s }
          Out:  { marketo: out, conflict: true-wins }
        to-marketo:
          Left: { marketo: left, blank: %s }
        to-salesforce:
          Right: { marketo: right, blank: %s }
        """
            .formatted(conflict.word(), both.word(), left.word(), right.word()));
  }

  /** The merge by these rules of fields that take 20 characters in Salesforce, 255 in Marketo. */
  static RecordMerge merge(String rules) {
    List<Finding> findings = new ArrayList<>();
    String head = "salesforce: Lead\nmarketo: lead\nmatch: [{ Id: salesforceId }]\n";
    Mapping mapping =
        MappingReader.read("config/mappings/x.yaml", head + rules, findings).orElse(null);
    assertThat(findings).isEmpty();
    Map<String, SalesforceSchema.Field> lefts = new HashMap<>();
    Map<String, MarketoSchema.Field> rights = new HashMap<>();
    rights.put("salesforceId", text("salesforceId"));
    for (String field : FIELDS) {
      String type = field.equals("out") ? "boolean" : "string";
      lefts.put(
          left(field),
          new SalesforceSchema.Field(
              left(field), left(field), type, 20, true, Reading.PLAIN, Writing.ANY));
      rights.put(field, new MarketoSchema.Field(field, field, type, 255, false));
    }
    lefts.put(
        "Id", new SalesforceSchema.Field("Id", "Id", "id", 18, true, Reading.PLAIN, Writing.ANY));
    SalesforceSchema salesforce = new SalesforceSchema("Lead", true, lefts);
    MarketoSchema marketo = new MarketoSchema("lead", rights);
    return new RecordMerge(
        mapping,
        new Translation(mapping, salesforce, marketo),
        new BackTranslation(mapping, salesforce, marketo),
        field -> field.equals("out") ? Sameness.BOOLEAN : Sameness.TEXT,
        Duration.ofSeconds(5));
  }

  private static MarketoSchema.Field text(String name) {
    return new MarketoSchema.Field(name, name, "string", 255, false);
  }

  private static String left(String field) {
    return Character.toUpperCase(field.charAt(0)) + field.substring(1);
  }

  @Provide
  Arbitrary<Met> met() {
    Arbitrary<Map<String, Object>> record =
        Combinators.combine(values(), values(), values(), Arbitraries.of(true, false, null))
            .as(RecordMergeTest::record);
    return Combinators.combine(
            record.injectNull(0.2),
            record,
            record,
            Arbitraries.of(FIELDS).set(),
            Arbitraries.of(true, false))
        .as(RecordMergeTest::met);
  }

  private static Met met(
      Map<String, Object> base,
      Map<String, Object> salesforce,
      Map<String, Object> marketo,
      Set<String> heard,
      boolean marketoIsNewer) {
    Map<String, Object> agreed = base == null ? null : new HashMap<>(base);
    if (agreed != null) agreed.values().removeIf(Sameness::isBlank);
    Map<String, Object> named = new HashMap<>();
    salesforce.forEach((field, value) -> named.put(left(field), value));
    named.put("Id", "00Q000000000001AAA");
    Map<String, Object> person = new HashMap<>(marketo);
    person.put("salesforceId", "00Q000000000001AAA");
    return new Met(agreed, named, person, heard, marketoIsNewer);
  }

  private static Map<String, Object> record(Object both, Object left, Object right, Boolean out) {
    Map<String, Object> record = new HashMap<>();
    record.put("both", both);
    record.put("left", left);
    record.put("right", right);
    record.put("out", out);
    return record;
  }

  @Provide
  Arbitrary<Object> values() {
    return Arbitraries.of(null, "", "a", "b", "c", "a ", "b\r\n").map(value -> (Object) value);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", "c", "d");
  }
}
