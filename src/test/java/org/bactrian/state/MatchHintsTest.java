package org.bactrian.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MatchHintsTest {

  @Property(tries = 50)
  void the_last_one_noted_is_hinted_at(
      @ForAll int seed, @ForAll @IntRange(max = 20_000) int notes) {
    var random = new java.util.Random(seed);
    MatchHints hints = new MatchHints();
    Map<String, String> expected = new HashMap<>();
    for (int i = 0; i < notes; i++) {
      String value = "lead" + random.nextInt(notes) + "@example.com";
      String id = "00Q%012dAAA".formatted(i);
      hints.note(value, id);
      expected.put(value, id);
    }
    expected.forEach((value, id) -> assertThat(hints.of(value)).contains(id));
    assertThat(hints.of("nobody@example.com")).isEmpty();
  }

  @Test
  void what_is_too_much_is_forgotten_and_noted_anew() {
    MatchHints hints = new MatchHints();
    int noted = 1_600_000;
    for (int i = 0; i < noted; i++) hints.note("lead" + i, "00Q%012dAAA".formatted(i));
    assertThat(hints.of("lead0")).isEmpty();
    assertThat(hints.of("lead" + (noted - 1))).contains("00Q%012dAAA".formatted(noted - 1));
  }
}
