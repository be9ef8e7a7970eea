package org.bactrian.marketo.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class WindowTest {

  private static final Instant START = Instant.parse("2020-01-01T00:00:00.25Z");

  @Property(tries = 100)
  void windows_cover_a_range_without_a_gap(
      @ForAll @LongRange(min = 1, max = 400L * 86_400_000) long millis) {
    Instant end = START.plusMillis(millis);
    List<Window> windows = Window.cover(START, end);
    assertThat(windows.get(0).from()).isBeforeOrEqualTo(START);
    assertThat(windows.get(windows.size() - 1).to()).isAfterOrEqualTo(end);
    for (int i = 1; i < windows.size(); i++)
      assertThat(windows.get(i).from()).isEqualTo(windows.get(i - 1).to());
    assertThat(windows)
        .allSatisfy(
            each ->
                assertThat(Duration.between(each.from(), each.to()))
                    .isBetween(Duration.ofSeconds(1), Duration.ofDays(31)));
  }

  @Example
  void a_window_that_marketo_would_refuse_is_refused() {
    assertThatThrownBy(() -> new Window(START, START.plus(Duration.ofDays(32))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("31 days");
    assertThatThrownBy(() -> new Window(START, START.minusSeconds(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Window.cover(START, START.minusSeconds(1))).isEmpty();
  }
}
