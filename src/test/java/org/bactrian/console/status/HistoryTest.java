package org.bactrian.console.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.bactrian.console.Language;
import org.bactrian.state.Runs;
import org.junit.jupiter.api.Test;

/** Throughput and backlog, drawn from runs. */
class HistoryTest {

  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");

  @Provide
  Arbitrary<List<Integer>> lengths() {
    return Arbitraries.integers().between(1, 900).list().ofMaxSize(30);
  }

  @Property(tries = 200)
  void noRecordIsLostOrDoubledBySpreadingRunsOverSteps(
      @ForAll("lengths") List<Integer> lengths, @ForAll @IntRange(max = 100_000) int read) {
    List<Runs.Mark> runs = new ArrayList<>();
    Instant begin = NOW.minusSeconds(lengths.stream().mapToInt(i -> i).sum());
    for (int length : lengths) {
      Instant end = begin.plusSeconds(length);
      runs.add(new Runs.Mark(begin, end, read, read / 2, 1L, 2L));
      begin = end;
    }
    History history = History.of(runs, NOW);
    double minutes = (history.seconds()[1] - history.seconds()[0]) / 60.0;
    assertThat(Arrays.stream(history.read()).sum() * minutes)
        .isCloseTo((double) read * lengths.size(), within(0.01 + read * 0.001));
    assertThat(history.seconds().length).isLessThanOrEqualTo(92);
  }

  @Test
  void theBacklogStaysAsARunLeftItUntilTheNext() {
    History history =
        History.of(
            List.of(
                new Runs.Mark(NOW.minusSeconds(280), NOW.minusSeconds(270), 5, 5, 3L, 7L),
                new Runs.Mark(NOW.minusSeconds(100), NOW.minusSeconds(90), 5, 5, 0L, 9L)),
            NOW);
    assertThat(history.waiting()).startsWith((Long) null).endsWith(0L).contains(3L);
    assertThat(history.deadLetters()).endsWith(9L);
    assertThat(Arrays.stream(history.deadLetters()).filter(n -> n != null && n == 7).count())
        .isEqualTo(12);
  }

  @Test
  void withoutRunsThereIsNothingButTime() {
    History history = History.of(List.of(), NOW);
    assertThat(history.read()).containsOnly(0);
    assertThat(history.json(Language.CHINESE)).contains("未送達").contains("null");
  }
}
