package org.bactrian.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.bactrian.local.Effort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The users of both systems live for ten simulated days, with thousands of deeds, and Bactrian runs
 * beside them: in the end no difference is left that the rules don't explain.
 *
 * <p>Both systems' clocks move on after every turn of deeds, so tokens end again and again.
 */
class TenDaysTest {

  private static final int FAMILIES = Effort.of(50, 100);
  private static final int ROUNDS = 40;
  private static final Set<Integer> KILLS = Set.of(15);

  /** Marketo's log tells of a change some seconds after it. */
  private static final Duration LAG = Duration.ofSeconds(5);

  /** Three turns of deeds a round are usual. */
  private static final Duration STEP = Duration.ofDays(10).dividedBy(ROUNDS * 3L);

  @TempDir Path folder;

  @Test
  void bothSystemsAgreeAfterTenDays() throws InterruptedException {
    Rounds.Plan plan = Rounds.Plan.read(FAMILIES, ROUNDS, KILLS, STEP, false);
    try (Stage stage = new Stage(folder, LAG)) {
      Rounds rounds = new Rounds(plan, stage);
      rounds.live();
      rounds.compare("TenDaysTest");
      rounds.beQuiet();
      assertThat(rounds.refused()).isEmpty();
      assertThat(stage.passed()).isGreaterThan(Duration.ofDays(10));
      assertThat(rounds.done().values().stream().mapToInt(Integer::intValue).sum())
          .as("deeds")
          .isGreaterThan(plan.numbers().size() * ROUNDS);
    }
  }
}
