package org.bactrian.state.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bactrian.local.Postgres;
import org.bactrian.state.Database;
import org.bactrian.state.connection.Entries.Entry;
import org.bactrian.state.connection.PendingLogins.Pending;
import org.bactrian.state.lease.SyncLease;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ConnectionStateTest {

  @TempDir Path folder;

  private interface Behaviour {
    void of(Database database) throws Exception;
  }

  @TestFactory
  Stream<DynamicTest> on_both_databases() {
    return Stream.of(
        DynamicTest.dynamicTest(
            "H2",
            () -> {
              String url = "jdbc:h2:file:" + folder.resolve("bactrian");
              try (Database database = Database.open(url, "sa", "")) {
                all(database);
              }
            }),
        DynamicTest.dynamicTest(
            "PostgreSQL",
            () -> {
              try (Database database = Database.open(Postgres.database(), Postgres.USER, "")) {
                all(database);
              }
            }));
  }

  private void all(Database database) throws Exception {
    for (Behaviour each :
        List.<Behaviour>of(this::entries, this::logins, this::binding, this::lock)) {
      each.of(database);
    }
  }

  private void entries(Database database) {
    Entries entries = new Entries(database);
    entries.change(Map.of("a", new Entry("1", false), "b", new Entry("2", true)), List.of());
    entries.change(Map.of("a", new Entry("3", false)), List.of("c"));
    assertThat(entries.all()).containsOnly(Map.entry("a", "3"), Map.entry("b", "2"));
    assertThat(entries.sealed()).containsOnly(Map.entry("b", "2"));
    entries.reseal((name, text) -> name + text, List.of());
    assertThat(entries.all()).containsOnly(Map.entry("a", "3"), Map.entry("b", "b2"));
    entries.change(Map.of(), List.of("a", "b"));
    assertThat(entries.find("a")).isEmpty();
  }

  private void logins(Database database) {
    PendingLogins logins = new PendingLogins(database, Clock.systemUTC());
    logins.begin("hash", "session", "verifier");
    Pending pending = logins.find("hash").orElseThrow();
    assertThat(pending.sessionHash()).isEqualTo("session");
    assertThat(pending.verifier()).isEqualTo("verifier");
    assertThat(logins.areThereAny()).isTrue();
    assertThat(logins.use("hash")).isTrue();
    assertThat(logins.use("hash")).isFalse();
    assertThat(logins.find("hash").orElseThrow().isUsed()).isTrue();
    assertThat(logins.areThereAny()).isFalse();
    Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
    new PendingLogins(database, tomorrow).begin("other", null, "verifier");
    assertThat(logins.find("hash")).isEmpty();
  }

  private void binding(Database database) {
    new Facts(database).keep("a", "b");
    OrgBinding binding = new OrgBinding(database);
    assertThat(binding.links()).isZero();
    binding.forget();
    assertThat(new Facts(database).find("a")).isEmpty();
  }

  private void lock(Database database) {
    boolean[] second = {true};
    SyncLease login = new SyncLease(database, SyncLease.LOGIN, Database.LEASE);
    SyncLease sync = new SyncLease(database, SyncLease.SYNC, Database.LEASE);
    assertThat(
            login.whileHolding(
                () -> {
                  second[0] = login.whileHolding(() -> {});
                  assertThat(sync.whileHolding(() -> {})).isTrue();
                }))
        .isTrue();
    assertThat(second[0]).isFalse();
  }
}
