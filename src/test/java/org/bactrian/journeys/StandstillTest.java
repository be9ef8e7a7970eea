package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bactrian.Bactrian;
import org.bactrian.calls.StopSignal;
import org.bactrian.state.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

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
  @ValueSource(strings = {"salesforce", "marketo"})
  void a_stop_waits_for_no_call_that_hangs_and_the_next_start_makes_it_good(String system)
      throws Exception {
    systems.lag(0);
    String id = systems.create("Lead", Map.of("LastName", "Lin", "Company", "Acme"));
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger all = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    log.start();
    all.addAppender(log);
    Map<String, Object> silence = Map.of("path", "/", "kind", "slow", "millis", 60_000);
    Bactrian bactrian = systems.bactrian();
    try {
      if (system.equals("salesforce")) systems.salesforceFault(silence);
      else systems.marketoFault(silence);
      CompletableFuture<Run> run =
          CompletableFuture.supplyAsync(() -> bactrian.flows().once().orElseThrow());
      await("it is under way").until(() -> bactrian.flows().underWay().isPresent());
      Thread.sleep(500); // Until it hangs.
      assertThat(run).isNotDone();
      Instant told = Instant.now();
      bactrian.close();
      assertThat(Duration.between(told, Instant.now())).isLessThan(Duration.ofSeconds(8));
      assertThat(run.get(1, TimeUnit.SECONDS).failure()).isEqualTo(StopSignal.WORDS);
      assertThat(log.list)
          .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
          .as("what was said")
          .isEmpty();
    } finally {
      all.detachAppender(log);
      bactrian.close();
    }
    systems.http("DELETE", systems.salesforceUrl() + "/sandbox/faults");
    systems.http("DELETE", systems.marketoUrl() + "/sandbox/faults");
    try (Bactrian next = systems.bactrian()) {
      assertThat(next.flows().once().orElseThrow().failure()).isNull();
    }
    assertThat(systems.person(id).path("lastName").asText()).isEqualTo("Lin");
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
