package org.bactrian.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.bactrian.local.Effort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hundreds of random histories, a thousand where the build is thorough, end with both systems in
 * agreement, and at rest.
 *
 * <p>{@code -Dbactrian.histories=20000} lives more of them, {@code -Dbactrian.histories.seed=2}
 * others, and {@code -Dbactrian.histories.only=17} one of them alone. With {@code
 * -Dbactrian.histories.kills=10} Bactrian is killed in every other round, so often; with {@code
 * -Dbactrian.histories.database=postgresql} it remembers there. {@code
 * -Dbactrian.histories.hostile=true} adds chains of merges, conversions beside merges, ids of 15
 * characters, parents that go, odd logs, paging tokens that are refused and a field that hides.
 */
class HistoriesTest {

  private static final int HISTORIES = Effort.of(300, 1_000);
  private static final int ROUNDS = 10;
  private static final Set<Integer> KILLS = Set.of(2, 6);

  /** Two turns are longer than the window in which Salesforce may commit late. */
  private static final Duration STEP = Duration.ofMinutes(3);

  @TempDir Path folder;

  @Test
  void bothSystemsAgreeInTheEnd() throws InterruptedException {
    Rounds.Plan plan = Rounds.Plan.read(HISTORIES, ROUNDS, KILLS, STEP, false);
    try (Stage stage = new Stage(folder, Duration.ZERO)) {
      Rounds rounds = new Rounds(plan, stage);
      rounds.live();
      rounds.compare("HistoriesTest");
      rounds.beQuiet();
      assertThat(rounds.refused()).isEmpty();
      if (plan.numbers().size() >= HISTORIES) {
        assertThat(rounds.done().keySet())
            .as("kinds of deeds that were done")
            .containsAll(plan.kinds());
      }
    }
  }
}
