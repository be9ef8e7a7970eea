package org.bactrian.state.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bactrian.local.Postgres;
import org.bactrian.state.Database;
import org.bactrian.state.Settlement;
import org.bactrian.state.lease.LeaseState.Role;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class SyncLeaseTest {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofSeconds(1);

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> on_both_databases() {
    return Stream.of(
            test("one process works at a time", this::oneAtATime),
            test(
                "a command works between two runs of a leader, and a service does not", this::idle),
            test("a leader that gives it back is followed at once", this::givenBack),
            test("what could not be given back is taken again at once", this::notGivenBack),
            test("a process of this machine that has ended is followed at once", this::ended),
            test("a process of another machine is followed when its time is up", this::elsewhere),
            test("what was lost is neither committed nor written", this::fenced),
            test("without work under way nothing is fenced", this::unfenced),
            test("a lease that is renewed does not end", this::renewed),
            test("before a write that has little time it is renewed", this::renewedBeforeAWrite))
        .flatMap(s -> s);
  }

  private Stream<DynamicTest> test(String sentence, Consumer<Database> behaviour) {
    return Stream.of(
        DynamicTest.dynamicTest(
            sentence + " (H2)",
            () -> {
              String url = "jdbc:h2:file:" + folder.resolve(sentence.replaceAll("\\W", "-"));
              try (Database database = Database.open(url, "sa", "")) {
                behaviour.accept(database);
              }
            }),
        DynamicTest.dynamicTest(
            sentence + " (PostgreSQL)",
            () -> {
              try (Database database = Database.open(Postgres.database(), Postgres.USER, "")) {
                behaviour.accept(database);
              }
            }));
  }

  private static SyncLease lease(Database database) {
    return new SyncLease(database, SyncLease.SYNC, LONG);
  }

  private void oneAtATime(Database database) {
    SyncLease one = lease(database);
    SyncLease other = lease(database);
    boolean[] second = {true, true};
    assertThat(
            one.whileHolding(
                () -> {
                  second[0] = other.whileHolding(() -> {});
                  second[1] = one.whileHolding(() -> {});
                }))
        .isTrue();
    assertThat(second).containsExactly(false, false);
    assertThat(other.whileHolding(() -> {})).isTrue();
    assertThat(one.state().role()).isEqualTo(Role.IDLE);
  }

  private void idle(Database database) {
    SyncLease leader = lease(database);
    SyncLease other = lease(database);
    leader.lead();
    assertThat(leader.isHeld()).isTrue();
    assertThat(leader.whileLeading(() -> assertThat(other.whileHolding(() -> {})).isFalse()))
        .isTrue();
    assertThat(other.whileLeading(() -> {})).as("a service").isFalse();
    assertThat(other.state().leader()).as("who leads").isPresent();
    assertThat(other.whileHolding(() -> assertThat(leader.whileLeading(() -> {})).isFalse()))
        .as("a command")
        .isTrue();
    assertThat(leader.whileLeading(() -> {})).as("the leader afterwards").isTrue();
    assertThat(leader.state().role()).isEqualTo(Role.LEADING);
  }

  private void givenBack(Database database) {
    SyncLease leader = lease(database);
    SyncLease standby = new SyncLease(database, SyncLease.SYNC, SHORT);
    leader.lead();
    standby.lead();
    assertThat(standby.state().role()).isEqualTo(Role.STANDING_BY);
    assertThat(standby.state().leader().orElseThrow().pid())
        .isEqualTo(ProcessHandle.current().pid());
    leader.close();
    await("takes over").until(standby::isHeld);
    standby.close();
  }

  private void notGivenBack(Database database) {
    SyncLease lease = lease(database);
    List<String> holder = new ArrayList<>();
    lease.whileHolding(() -> holder.add(holder(database)));
    held(database, "elsewhere", 1, ProcessIdentity.OURS.boot() + "|1");
    run(database, "UPDATE lease SET holder = '" + holder.get(0) + "' WHERE name = 'sync'");
    SyncLease other = lease(database);
    if (!database.isOfOneProcess()) assertThat(other.whileHolding(() -> {})).isFalse();
    assertThat(lease.whileHolding(() -> {})).isTrue();
    assertThat(other.whileHolding(() -> {})).isTrue();
  }

  private static String holder(Database database) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT holder FROM lease WHERE name = 'sync'")
                    .mapTo(String.class)
                    .one());
  }

  private void ended(Database database) {
    ProcessIdentity us = ProcessIdentity.OURS;
    held(database, us.host(), us.pid(), us.boot() + "|before " + us.start());
    assertThat(lease(database).whileHolding(() -> {})).isTrue();
  }

  private void elsewhere(Database database) {
    held(database, "elsewhere", 1, ProcessIdentity.OURS.boot() + "|1");
    SyncLease lease = lease(database);
    // No one else can have the file of an H2 open.
    assertThat(lease.whileHolding(() -> {})).isEqualTo(database.isOfOneProcess());
    if (database.isOfOneProcess()) return;
    assertThat(lease.state().leader().orElseThrow().host()).isEqualTo("elsewhere");
    run(database, "UPDATE lease SET expires = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
    assertThat(lease.whileHolding(() -> {})).isTrue();
  }

  private static void held(Database database, String host, long pid, String process) {
    run(
        database,
        "UPDATE lease SET holder = 'h', host = '%s', pid = %d, process = '%s', busy = TRUE,"
                .formatted(host, pid, process)
            + " since = CURRENT_TIMESTAMP, renewed = CURRENT_TIMESTAMP,"
            + " expires = CURRENT_TIMESTAMP + INTERVAL '60' SECOND WHERE name = 'sync'");
  }

  private static void run(Database database, String sql) {
    database.jdbi().useHandle(h -> h.execute(sql));
  }

  private static void expire(Database database) {
    run(
        database,
        "UPDATE lease SET expires = CURRENT_TIMESTAMP - INTERVAL '1' SECOND WHERE name = 'sync'");
  }

  private void fenced(Database database) {
    SyncLease loser = lease(database);
    SyncLease winner = lease(database);
    Settlement settlement = new Settlement(database.fencedBy(loser::check), Clock.systemUTC());
    loser.whileHolding(
        () -> {
          settlement.intend("lead", List.of("00Q1"));
          loser.beforeWrite();
          expire(database);
          settlement.intend("lead", List.of("00Q2"));
          assertThat(winner.whileHolding(() -> {})).isTrue();
          assertThatThrownBy(() -> settlement.intend("lead", List.of("00Q3")))
              .satisfies(e -> assertThat(LeaseLost.isCauseOf(e)).isTrue());
          assertThatThrownBy(loser::beforeWrite).isInstanceOf(LeaseLost.class);
        });
    assertThat(settlement.intended("lead")).containsExactlyInAnyOrder("00Q1", "00Q2");
  }

  private void unfenced(Database database) {
    SyncLease lease = lease(database);
    Settlement settlement = new Settlement(database.fencedBy(lease::check), Clock.systemUTC());
    settlement.intend("lead", List.of("00Q1"));
    lease.beforeWrite();
    assertThat(settlement.intended("lead")).containsExactly("00Q1");
  }

  private void renewed(Database database) {
    SyncLease lease = new SyncLease(database, SyncLease.SYNC, SHORT);
    SyncLease other = lease(database);
    lease.lead();
    Instant first = lease.state().leader().orElseThrow().renewed();
    await("a renewal after its first end")
        .until(
            () -> {
              assertThat(other.whileLeading(() -> {})).isFalse();
              return lease.state().leader().orElseThrow().renewed().isAfter(first.plus(SHORT));
            });
  }

  private void renewedBeforeAWrite(Database database) {
    Duration[] passed = {Duration.ZERO};
    SyncLease lease =
        new SyncLease(
            database,
            SyncLease.SYNC,
            LONG,
            new Term.Clocks(System::nanoTime, () -> Instant.now().plus(passed[0])));
    lease.whileHolding(
        () -> {
          Instant before = lease.state().leader().orElseThrow().renewed();
          lease.beforeWrite();
          assertThat(lease.state().leader().orElseThrow().renewed()).isEqualTo(before);
          passed[0] = Duration.ofMinutes(3);
          lease.beforeWrite();
          assertThat(lease.state().leader().orElseThrow().renewed()).isAfter(before);
        });
  }

  @Test
  void a_connection_that_is_cut_costs_no_lease() {
    try (Database database = Database.open(Postgres.database(), Postgres.USER, "")) {
      SyncLease lease = lease(database);
      lease.whileHolding(
          () -> {
            cut(database);
            assertThat(lease(database).whileHolding(() -> {})).isFalse();
            assertThat(lease.state().role()).isEqualTo(Role.LEADING);
          });
      cut(database);
      assertThat(lease.whileHolding(() -> {})).isTrue();
    }
  }

  private static void cut(Database database) {
    run(
        database,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }

  @Test
  void who_takes_it_waits_for_a_commit_that_was_let_through() throws Exception {
    try (Database database = Database.open(Postgres.database(), Postgres.USER, "")) {
      SyncLease loser = lease(database);
      SyncLease winner = new SyncLease(database, SyncLease.SYNC, LONG);
      CountDownLatch checked = new CountDownLatch(1);
      CountDownLatch commit = new CountDownLatch(1);
      CompletableFuture<Void> work =
          CompletableFuture.runAsync(
              () ->
                  loser.whileHolding(
                      () ->
                          database
                              .jdbi()
                              .useTransaction(
                                  h -> {
                                    loser.check(h);
                                    checked.countDown();
                                    await().until(() -> commit.getCount() == 0);
                                  })));
      assertThat(checked.await(30, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Boolean> taking =
          CompletableFuture.supplyAsync(
              () -> {
                run(database, "SELECT 1");
                return takeExpired(database, winner);
              });
      await("the taker waits for the row")
          .until(
              () ->
                  database
                          .jdbi()
                          .withHandle(
                              h ->
                                  h.createQuery(
                                          "SELECT COUNT(*) FROM pg_stat_activity WHERE datname ="
                                              + " current_database() AND wait_event_type = 'Lock'")
                                      .mapTo(Integer.class)
                                      .one())
                      > 0);
      assertThat(taking).isNotDone();
      commit.countDown();
      work.get(30, TimeUnit.SECONDS);
      assertThat(taking.get(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static boolean takeExpired(Database database, SyncLease lease) {
    expire(database);
    return lease.whileHolding(() -> {});
  }

  @Test
  void a_transaction_that_is_frozen_keeps_no_one_out() {
    try (Database database =
        Database.open(Postgres.database(), Postgres.USER, "", Duration.ofSeconds(1))) {
      SyncLease frozen = new SyncLease(database, SyncLease.SYNC, LONG);
      SyncLease other = new SyncLease(database, SyncLease.SYNC, LONG);
      frozen.whileHolding(
          () ->
              assertThatThrownBy(
                      () ->
                          database
                              .jdbi()
                              .useTransaction(
                                  h -> {
                                    frozen.check(h);
                                    await("another one").until(() -> takeExpired(database, other));
                                  }))
                  .isNotNull());
    }
  }
}
