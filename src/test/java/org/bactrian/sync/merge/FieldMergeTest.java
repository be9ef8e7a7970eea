package org.bactrian.sync.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bactrian.mapping.Blank;
import org.bactrian.mapping.Conflict;
import org.bactrian.sync.merge.Decision.Agreed;
import org.bactrian.sync.merge.Decision.Carried;
import org.bactrian.sync.merge.Decision.Left;
import org.bactrian.sync.merge.Decision.Undecided;
import org.bactrian.sync.merge.Pair.Views;

class FieldMergeTest {

  private static final Instant T = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration TOLERANCE = Duration.ofSeconds(5);

  @Property
  void what_was_carried_is_agreed_and_is_not_carried_again(
      @ForAll("merges") FieldMerge merge, @ForAll("views") Views views) {
    if (!(merge.decide(views) instanceof Carried carried)) return;
    Object value = carried.value();
    Views after = new Views(true, value, value, value, T, T);
    assertThat(merge.decide(after)).isEqualTo(new Agreed(value == null ? value : after.marketo()));
  }

  @Property
  void a_change_on_one_side_goes_to_the_other(
      @ForAll("merges") FieldMerge merge,
      @ForAll("texts") String base,
      @ForAll("texts") String edit) {
    Assume.that(!merge.sameness().same(base, edit) && merge.rule() != Conflict.TRUE_WINS);
    assertThat(merge.decide(new Views(true, base, edit, base, T, T)))
        .isEqualTo(new Carried(Side.SALESFORCE, edit, Decision.Why.ONLY_ONE_CHANGED));
    assertThat(merge.decide(new Views(true, base, base, edit, T, T)))
        .isEqualTo(new Carried(Side.MARKETO, edit, Decision.Why.ONLY_ONE_CHANGED));
  }

  @Property
  void a_blank_never_goes_over_a_value_that_was_never_agreed(
      @ForAll("merges") FieldMerge merge, @ForAll("texts") String value) {
    Assume.that(merge.rule() != Conflict.TRUE_WINS);
    assertThat(merge.decide(new Views(false, null, null, value, T, T)))
        .isInstanceOfSatisfying(Carried.class, c -> assertThat(c.value()).isEqualTo(value));
    assertThat(merge.decide(new Views(false, null, value, "", T, T)))
        .isInstanceOfSatisfying(Carried.class, c -> assertThat(c.value()).isEqualTo(value));
  }

  @Property
  void an_opt_out_is_never_undone(
      @ForAll boolean base, @ForAll boolean salesforce, @ForAll boolean marketo) {
    FieldMerge merge = new FieldMerge(Conflict.TRUE_WINS, Blank.CLEAR, Sameness.BOOLEAN, TOLERANCE);
    Decision decision = merge.decide(new Views(true, base, salesforce, marketo, T, T));
    Object value =
        decision instanceof Carried carried ? carried.value() : ((Agreed) decision).value();
    assertThat(value).isEqualTo(salesforce || marketo);
  }

  @Property
  void when_both_changed_the_rule_decides(
      @ForAll("moments") Instant a, @ForAll("moments") Instant b) {
    Views views = new Views(true, "base", "left", "right", a, b);
    assertThat(decide(Conflict.SALESFORCE_WINS, views)).isEqualTo("left");
    assertThat(decide(Conflict.MARKETO_WINS, views)).isEqualTo("right");
    assertThat(decide(Conflict.NEWEST_WINS, views))
        .isEqualTo(b.isAfter(a.plus(TOLERANCE)) ? "right" : "left");
    assertThat(merge(Conflict.FILL_BLANK).decide(views)).isInstanceOf(Left.class);
    assertThat(merge(Conflict.PARK).decide(views)).isEqualTo(new Undecided("left", "right"));
  }

  @Property
  void an_ignored_blank_changes_nothing(@ForAll("texts") String base) {
    FieldMerge merge = new FieldMerge(Conflict.NEWEST_WINS, Blank.IGNORE, Sameness.TEXT, TOLERANCE);
    assertThat(merge.decide(new Views(true, base, null, base, T, T))).isInstanceOf(Left.class);
    assertThat(merge.decide(new Views(true, base, base, null, T, T))).isInstanceOf(Left.class);
  }

  @Property
  void the_same_in_other_writing_is_no_change(@ForAll("merges") FieldMerge merge) {
    same(Sameness.PHONE, "+886 2 2345-6789", "+886223456789");
    same(Sameness.EMAIL, " Mei.Lin@Example.com", "mei.lin@example.com");
    same(Sameness.DATE, "2026-03-01", "2026-03-01T00:00:00Z");
    same(Sameness.DATETIME, "2026-03-01T12:00:00.123+01:00", "2026-03-01T11:00:00Z");
    same(Sameness.TEXT, "Am Kai 1\r\nKiel  ", "Am Kai 1\nKiel");
    same(Sameness.BOOLEAN, null, false);
    assertThat(Sameness.TEXT.same("mcdonald", "McDonald")).isFalse();
  }

  @Property
  void two_automations_that_undo_each_other_are_found_out(@ForAll("moments") Instant start) {
    Swing swing = Swing.first(Side.SALESFORCE, "A", "B", start);
    for (int i = 0; i < Swing.TOO_MANY; i++) {
      assertThat(swing.isTooMuch()).isFalse();
      boolean back = i % 2 == 0;
      swing =
          swing.then(
              back ? Side.MARKETO : Side.SALESFORCE,
              back ? "B" : "A",
              back ? "A" : "B",
              Sameness.TEXT,
              start.plusSeconds(60L * i));
    }
    assertThat(swing.isTooMuch()).isTrue();
    assertThat(swing.rest()).isPositive();
    assertThat(swing.then(Side.MARKETO, "B", "C", Sameness.TEXT, start).count()).isZero();
  }

  private static void same(Sameness sameness, Object a, Object b) {
    assertThat(sameness.same(a, b)).as("%s %s", a, b).isTrue();
    assertThat(sameness.same(b, a)).isTrue();
  }

  private static FieldMerge merge(Conflict rule) {
    return new FieldMerge(rule, Blank.CLEAR, Sameness.TEXT, TOLERANCE);
  }

  private static Object decide(Conflict rule, Views views) {
    return ((Carried) merge(rule).decide(views)).value();
  }

  @Provide
  Arbitrary<FieldMerge> merges() {
    return Combinators.combine(Arbitraries.of(Conflict.class), Arbitraries.of(Blank.class))
        .as((rule, blank) -> new FieldMerge(rule, blank, Sameness.TEXT, TOLERANCE));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().ofMinLength(1).ofMaxLength(8).filter(s -> !Sameness.isBlank(s));
  }

  @Provide
  Arbitrary<Instant> moments() {
    return Arbitraries.integers().between(0, 100_000).map(T::plusMillis);
  }

  @Provide
  Arbitrary<Views> views() {
    Arbitrary<Object> value =
        Arbitraries.of(null, "", "a", "b", "c", "true", "false").map(v -> (Object) v);
    return Combinators.combine(
            Arbitraries.of(true, false), value, value, value, moments(), moments())
        .as(Views::new);
  }
}
