package org.bactrian.state.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bactrian.local.Postgres;
import org.bactrian.local.Tunnel;
import org.bactrian.state.Database;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever only looks at the database is answered at once, also while it is away. */
class GlanceTest {

  private static final Duration SHORT = Duration.ofSeconds(3);

  private static Tunnel tunnel;
  private static Database database;

  @BeforeAll
  static void open() {
    String url = Postgres.database();
    tunnel = Tunnel.to(url);
    database = Database.open(tunnel.through(url), Postgres.USER, "");
  }

  @AfterAll
  static void close() {
    database.close();
    tunnel.close();
  }

  @BeforeEach
  void itIsThere() {
    tunnel.open();
    await("it is there").atMost(Duration.ofSeconds(30)).until(() -> answers(GlanceTest::glance));
  }

  private static boolean answers(Callable<Integer> asking) {
    try {
      return asking.call() == 1;
    } catch (Exception e) {
      return false;
    }
  }

  private static int ask() {
    return database.jdbi().withHandle(h -> h.createQuery("SELECT 1").mapTo(Integer.class).one());
  }

  private static int glance() {
    return Glance.at(Duration.ofSeconds(2), GlanceTest::ask);
  }

  private static Duration timeOf(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void all_who_glance_are_told_in_a_moment_that_it_is_away_and_since_when(boolean isSilent) {
    Instant before = Instant.now();
    if (isSilent) tunnel.fallSilent();
    else tunnel.cut();
    Runnable away =
        () ->
            assertThatThrownBy(GlanceTest::glance)
                .satisfies(
                    e -> {
                      assertThat(Outage.isCauseOf(e)).isTrue();
                      assertThat(Outage.explain(e).orElseThrow())
                          .startsWith("the database can't be used")
                          .doesNotContain("Exception", "bactrian -", "SELECT");
                    });
    assertThat(timeOf(away)).as("who finds it out").isLessThan(SHORT);
    assertThat(timeOf(() -> IntStream.range(0, 20).forEach(i -> away.run())))
        .as("20, one after the other, as the gauges of one scrape")
        .isLessThan(SHORT);
    ExecutorService many = Executors.newFixedThreadPool(100);
    try {
      List<CompletableFuture<Void>> all =
          IntStream.range(0, 100).mapToObj(i -> CompletableFuture.runAsync(away, many)).toList();
      assertThat(timeOf(() -> all.forEach(CompletableFuture::join)))
          .as("100 at the same time")
          .isLessThan(SHORT);
    } finally {
      many.shutdownNow();
    }
    await("it is known since when")
        .untilAsserted(
            () ->
                assertThatThrownBy(GlanceTest::glance)
                    .satisfies(
                        e ->
                            assertThat(Outage.since(e).orElseThrow())
                                .isAfter(before.minusMillis(1))
                                .isBefore(Instant.now().minusMillis(500))));
  }

  @Test
  void work_waits_for_what_is_back_in_some_seconds() throws Exception {
    tunnel.cut();
    TimeUnit.MILLISECONDS.sleep(600); // What was used just now is taken for alive.
    CompletableFuture<Integer> work = CompletableFuture.supplyAsync(GlanceTest::ask);
    TimeUnit.MILLISECONDS.sleep(1_500);
    tunnel.open();
    assertThat(work.get(10, TimeUnit.SECONDS)).isEqualTo(1);
  }

  @Test
  void a_statement_of_a_glance_is_not_waited_for_and_the_next_of_work_is() {
    assertThatThrownBy(
            () ->
                Glance.at(
                    Duration.ofMillis(300),
                    () -> database.jdbi().withHandle(h -> h.execute("SELECT pg_sleep(5)"))))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void a_start_waits_for_a_server_that_is_restarted_at_any_step_of_it() throws Exception {
    String url = Postgres.database();
    for (int open = 40; open <= 400; open += 90) {
      int millis = open;
      try (Tunnel shaky = Tunnel.to(url)) {
        CompletableFuture<Void> restarts = CompletableFuture.runAsync(() -> shaky.shake(6, millis));
        Database.open(shaky.through(url), Postgres.USER, "").close();
        restarts.join();
      }
    }
  }
}
