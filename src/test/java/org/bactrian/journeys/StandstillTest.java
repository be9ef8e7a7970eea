package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.bactrian.Bactrian;
import org.bactrian.state.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that stands still, and a process without memory, come to an end. */
class StandstillTest {

  private static final String FIRST = "        - to:\n            uri: direct:forget";

  @TempDir Path folder;
  private TwoSystems systems;

  @BeforeEach
  void start() {
    systems = TwoSystems.unwatched(folder);
  }

  @AfterEach
  void stop() {
    systems.close();
  }

  private void step(String method) {
    systems.route(
        "schedule.camel.yaml",
        FIRST,
        "        - bean:\n            beanType: org.bactrian.journeys.Hog\n            method: "
            + method
            + "\n");
  }

  @Test
  void a_run_in_which_nothing_happens_is_ended_and_its_lock_let_go() {
    step("sleep");
    systems.set("run.max-stall", "5s");
    try (Bactrian bactrian = systems.bactrian()) {
      Hog.SLEEPS.set(true);
      Run run = bactrian.flows().once().orElseThrow();
      assertThat(run.failure()).contains("nothing happened");
      assertThat(bactrian.flows().once().orElseThrow().failure()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"eat", "eatElsewhere", "eatInFuture"})
  void no_memory_left_on_any_thread_ends_the_process(String where) {
    step(where);
    Process run = Process.start(systems.settings(), "run", "--once");
    assertThat(run.waitFor()).as(run.out() + run.err()).isEqualTo(3);
    assertThat(run.err()).contains("out of memory");
  }

  @Test
  void a_small_heap_that_is_full_ends_the_process() {
    step("fill");
    Process run = Process.start(List.of("-Xmx96m"), systems.settings(), "run", "--once");
    assertThat(run.waitFor()).as(run.out() + run.err()).isEqualTo(3);
    assertThat(run.err()).contains("out of memory").contains("java -Xmx2g");
  }
}
