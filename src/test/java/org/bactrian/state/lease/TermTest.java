package org.bactrian.state.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermTest {

  @ParameterizedTest(name = "monotonic {0} s, wall {1} s: {2} s are left of 20")
  @CsvSource({
    "0, 0, 20",
    "5, 5, 15", // nothing special
    "0, 60, -40", // the machine was suspended, or the clock put forward
    "60, 60, -40", // the process was frozen
    "5, -3600, 15", // the clock was put back
    "25, 10, -5",
  })
  void goesByTheClockThatWentOnFurther(long monotonic, long wall, long left) {
    long[] passed = {0, 0};
    Instant start = Instant.parse("2026-01-02T03:04:05Z");
    Term term =
        Term.begin(
            new Term.Clocks(
                () -> 77 + Duration.ofSeconds(passed[0]).toNanos(),
                () -> start.plusSeconds(passed[1])),
            Duration.ofSeconds(20));
    passed[0] = monotonic;
    passed[1] = wall;
    assertThat(term.left()).isEqualTo(Duration.ofSeconds(left));
  }
}
