package org.bactrian.sync.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bactrian.sync.merge.Overwritten.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which edits in Marketo were written over, as its log and what was noted of our writes tell. */
class OverwrittenTest {

  private static final Instant T = Instant.parse("2026-03-01T12:00:00Z");
  private static final String FIELD = "city";

  /**
   * A log is {@code u} for a user's and {@code a} for a program's step, each with its old and new
   * value, {@code -} for none; writes are what was found and what was written.
   */
  @ParameterizedTest(name = "{0} after {1}, of which {2} is there")
  @CsvSource(
      textBlock =
          """
          u:z0>z1 a:z1>x         , z0>x      , x  , z1
          u:z0>- a:->x           , z0>x      , x  , -
          u:->z1 a:z1>x          , ->x       , x  , z1
          a:z0>z1 a:z1>x         , z0>x      , x  , z1
          u:z0>z1 u:z1>z2 a:z2>x , z0>x      , x  , z2
          a:z1>x u:z0>z1         , z0>x      , x  , z1
          u:z0>z1 a:z1>x a:x>x2  , z0>x x>x2 , x2 , z1
          u:z0>z1 a:z1>x a:x>z1  , z0>x      , z1 , z1
          u:z0>z1                , z0>x      , x  , z1
          u:x>z1                 , z0>x x>x2 , x2 , z1
          a:z0>x u:x>z1 a:z1>x2  , z0>x x>x2 , x2 , z1
          a:z0>x                 , z0>x      , x  ,
          a:z1>x                 , z0>x      , x  ,
          a:->x                  , z0>x      , x  ,
          u:z0>x                 , z0>x      , x  ,
          u:z0>z1 u:z1>x         , z0>x      , x  ,
          u:z0>z1 u:z1>z0 a:z0>x , z0>x      , x  ,
          u:z0>z1 u:z1>z0        , z0>x      , x  ,
          u:z0>z1                , z0>x      , z1 ,
          a:z0>z1                , z0>x      , x  ,
          u:z0>z1 a:z1>x u:x>z2  , z0>x      , z2 ,
          u:z0>z1 a:z1>x u:x>z1  , z0>x      , z1 ,
          u:z0>z1 a:z1>x         , z0>x      , z2 ,
          a:z1>x u:x>z0 a:z0>x   , z0>x      , x  ,
          a:z0>x u:x>z1          , z0>x      , z1 ,
          u:z0>z1 a:z1>y         , z0>x      , y  ,
          u:z0>z1 a:z1>x         ,           , x  ,
          """)
  void whatWasWrittenOver(String log, String writes, String there, String edited) {
    Optional<Overwritten> found =
        in(steps(log), writes(writes)).filter(edit -> edit.stands(value(there), Sameness.TEXT));
    assertThat(found.isPresent()).isEqualTo(edited != null);
    found.ifPresent(edit -> assertThat(edit.value()).isEqualTo(value(edited)));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          a:z0>x         , z0>x      , 1
          u:z0>x         , z0>x      , 1
          a:z0>x a:x>x2  , z0>x x>x2 , 2
          a:x>x2         , z0>x x>x2 , 2
          a:z0>x         , z0>x x>x2 , 1
          u:z0>z1        , z0>x      , 0
          """)
  void whichWritesWereHeard(String log, String writes, int heard) {
    assertThat(Overwritten.heard(steps(log), writes(writes), FIELD, Sameness.TEXT))
        .isEqualTo(heard);
  }

  @Property
  void what_is_told_of_our_own_writes_alone_is_never_an_edit(
      @ForAll("chain") List<String> values, @ForAll boolean isLastUnheard) {
    List<Step> steps = new ArrayList<>();
    Unremembered ours = Unremembered.NONE;
    for (int i = 1; i < values.size(); i++) {
      String before = values.get(i - 1);
      String after = values.get(i);
      ours = ours.then(one(after), one(before));
      boolean isSilent = before.equals(after) || isLastUnheard && i == values.size() - 1;
      if (!isSilent) steps.add(new Step(before, after, T.plusSeconds(i), true));
    }
    assertThat(in(steps, ours)).isEmpty();
  }

  @Provide
  Arbitrary<List<String>> chain() {
    return Arbitraries.of("a", "b", "c", "d").list().ofMinSize(2).ofMaxSize(8);
  }

  private static Optional<Overwritten> in(List<Step> steps, Unremembered ours) {
    return Overwritten.in(steps, ours, FIELD, Sameness.TEXT, T);
  }

  private static List<Step> steps(String log) {
    List<Step> steps = new ArrayList<>();
    for (String each : log.split(" ")) {
      String[] values = each.substring(2).split(">");
      steps.add(
          new Step(
              value(values[0]),
              value(values[1]),
              T.plusSeconds(steps.size()),
              each.charAt(0) == 'a'));
    }
    return steps;
  }

  private static Unremembered writes(String writes) {
    Unremembered ours = Unremembered.NONE;
    if (writes == null) return ours;
    for (String each : writes.split(" ")) {
      String[] values = each.split(">");
      ours = ours.then(one(value(values[1])), one(value(values[0])));
    }
    return ours;
  }

  private static Map<String, Object> one(Object value) {
    return Collections.singletonMap(FIELD, value);
  }

  private static String value(String word) {
    return word.equals("-") ? null : word;
  }
}
