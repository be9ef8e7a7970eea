package org.bactrian.console.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.bactrian.console.connect.Waiting.Stage;
import org.junit.jupiter.api.Test;

class WaitingTest {

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource time = now::get;
  private final Waiting waiting = new Waiting(time.withZone(ZoneOffset.UTC));

  @Test
  void somebody_who_does_not_come_back_is_helped_and_in_the_end_given_up() {
    assertThat(waiting.stage()).isEqualTo(Stage.NOBODY);
    waiting.begin();
    assertThat(waiting.stage()).isEqualTo(Stage.SHORT);
    pass(Duration.ofMinutes(1));
    assertThat(waiting.stage()).isEqualTo(Stage.LONG);
    pass(Duration.ofMinutes(10));
    assertThat(waiting.stage()).isEqualTo(Stage.NOBODY);
  }

  @Test
  void somebody_who_came_back_is_not_waited_for() {
    waiting.begin();
    waiting.end();
    assertThat(waiting.stage()).isEqualTo(Stage.NOBODY);
  }

  private void pass(Duration duration) {
    now.updateAndGet(instant -> instant.plus(duration));
  }
}
