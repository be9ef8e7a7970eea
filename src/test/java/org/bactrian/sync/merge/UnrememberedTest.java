package org.bactrian.sync.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bactrian.sync.merge.Overwritten.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is told of a value apart from what was written: an edit, or what the other side made of it.
 */
class UnrememberedTest {

  private static final Unremembered WRITTEN =
      Unremembered.NONE.then(Map.of("title", "Head of sales"), Map.of("title", "Clerk"));

  @ParameterizedTest
  @CsvSource({
    "Clerk, ,, true, the log tells nothing: it is blocked",
    "Head of, Clerk, api:Head of, true, the log tells of our write in a form of its own",
    "Head of sales, ,, false, it was taken",
    "Boss, Clerk, user:Boss, false, a marketer edited what is blocked for us",
    "Boss, Head of sales, api:Boss, false, another program edited what had been taken",
    "Boss, Clerk, api:Head of sales, false, it was taken and edited since",
  })
  void heldOrEdited(String there, String before, String told, boolean held, String why) {
    List<Step> steps = told == null ? List.of() : List.of(step(before, told));
    assertThat(WRITTEN.isHeldInstead("title", there, steps, Sameness.TEXT)).as(why).isEqualTo(held);
  }

  @Test
  void whatIsHeldIsKnownUntilTheNextWrite() {
    Unremembered held = WRITTEN.holding(Map.of("title", "Head of"));
    List<Step> other = List.of(step("Head of", "api:Boss"));
    assertThat(held.isHeldInstead("title", "Boss", other, Sameness.TEXT)).isFalse();
    assertThat(held.isHeld("title", "Head of", Sameness.TEXT)).isTrue();
    assertThat(held.without(Map.of("title", 1))).isEqualTo(Unremembered.NONE);
    Unremembered next = held.then(Map.of("title", "Boss of all"), Map.of("title", "Head of"));
    assertThat(next.held()).isEmpty();
    assertThat(held.and(next).held()).isEmpty();
    assertThat(next.holding(Map.of("title", "Boss of")).isHeld("title", "Boss of", Sameness.TEXT))
        .isTrue();
  }

  private static Step step(String before, String told) {
    String[] by = told.split(":");
    return new Step(before, by[1], Instant.EPOCH, by[0].equals("api"));
  }
}
