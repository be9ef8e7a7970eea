package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bactrian.Bactrian;
import org.bactrian.audit.Actor;
import org.bactrian.connection.LoginOutcome;
import org.bactrian.connection.Standing;
import org.bactrian.connection.memory.Keys;
import org.bactrian.connection.memory.Vault;
import org.bactrian.flow.Flows;
import org.bactrian.local.Ports;
import org.bactrian.settings.SettingsException;
import org.bactrian.state.Database;
import org.bactrian.state.Run;
import org.bactrian.state.connection.Entries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Tokens that are renewed, replaced, shared, revoked and encrypted. */
class TokensTest {

  @TempDir Path folder;
  private Connecting connecting;

  @BeforeEach
  void start() {
    connecting = new Connecting(folder, 400);
  }

  @AfterEach
  void stop() {
    connecting.close();
  }

  @Test
  void a_first_sync_under_dying_and_rotating_tokens_loses_nothing() throws Exception {
    try (Bactrian bactrian = connecting.started()) {
      connecting.rotate();
      for (int call = 1; call <= 10; call += 3) refuseTheToken(call, 3);
      Run first = bactrian.flows().once().orElseThrow();
      assertThat(first.failure()).isNull();
      assertThat(first.tally().created()).isGreaterThan(800);
      connecting.systems.http("DELETE", connecting.systems.salesforce.url() + "/sandbox/faults");
      for (int i = 0; i < 10; i++) {
        connecting.systems.raw(
            "Lead", Map.of("LastName", "Lin", "Company", "Acme", "Email", i + "@example.com"));
        connecting.expire();
        Run run = bactrian.flows().once().orElseThrow();
        assertThat(run.failure()).isNull();
        assertThat(run.tally().created()).isEqualTo(2);
      }
      assertThat(connecting.refreshes()).isGreaterThan(10);
    }
  }

  @Test
  void many_callers_in_two_processes_refresh_once() throws Exception {
    refreshOnce();
  }

  @Test
  void on_PostgreSQL_too() throws Exception {
    connecting.systems.usePostgres();
    refreshOnce();
  }

  private void refreshOnce() throws Exception {
    try (Bactrian one = connecting.started();
        Bactrian two = connecting.process()) {
      connecting.rotate();
      for (int round = 1; round <= 5; round++) {
        connecting.expire();
        int before = connecting.refreshes();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        List<Callable<Object>> work = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          Bactrian process = i % 2 == 0 ? one : two;
          work.add(() -> process.setup().look());
        }
        for (Future<Object> look : callers.invokeAll(work)) assertThat(look.get()).isNotNull();
        callers.shutdown();
        assertThat(connecting.refreshes() - before).isEqualTo(1);
      }
    }
    try (Bactrian three = connecting.process()) {
      assertThat(three.flows().once().orElseThrow().failure()).isNull();
    }
  }

  @Test
  void a_process_that_stops_revokes_nothing() {
    try (Bactrian one = connecting.started()) {
      try (Bactrian two = connecting.process()) {
        assertThat(two.setup().look()).isNotNull();
      }
      int before = connecting.refreshes();
      assertThat(one.setup().look()).isNotNull();
      assertThat(connecting.refreshes()).isEqualTo(before);
    }
  }

  @Test
  void a_revoked_login_pauses_the_flows_and_another_resumes_them() {
    try (Bactrian bactrian = connecting.started()) {
      Flows flows = bactrian.flows();
      assertThat(flows.once().orElseThrow().failure()).isNull();
      List<Run> runs = new ArrayList<>();
      flows.tell(runs::add);
      String lead =
          connecting.systems.create(
              "Lead", Map.of("LastName", "Lin", "Company", "Acme", "Email", "lin@example.com"));
      connecting.revoke();
      connecting.expire();
      ListAppender<ILoggingEvent> log = listening();
      for (int tick = 0; tick < 5; tick++) flows.scheduled();
      assertThat(runs).hasSize(1);
      assertThat(runs.get(0).failure())
          .contains("no longer takes the login")
          .contains("Log in with Salesforce again");
      assertThat(log.list).isEmpty();
      Standing standing = bactrian.setup().standing();
      assertThat(standing.kind()).isEqualTo(Standing.Kind.LAPSED);
      assertThat(standing.toString()).isEqualTo(runs.get(0).failure());
      try (Bactrian other = connecting.process()) {
        for (int tick = 0; tick < 3; tick++) other.flows().scheduled();
        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getFormattedMessage()).isEqualTo(standing.toString());
      }
      assertThat(connecting.logIn(bactrian.setup())).isInstanceOf(LoginOutcome.Connected.class);
      flows.scheduled();
      assertThat(runs).hasSize(2);
      assertThat(runs.get(1).failure()).isNull();
      assertThat(connecting.systems.person(lead).path("email").asText())
          .isEqualTo("lin@example.com");
    }
  }

  @Test
  void another_process_sees_the_pause_in_health_and_metrics() throws Exception {
    connecting.systems.usePostgres();
    connecting.systems.set("management.port", String.valueOf(Ports.free()));
    connecting.systems.set("poll-every", "200ms");
    connecting.started().close();
    String login = connecting.secret("salesforce.refresh-token");
    String management =
        "http://127.0.0.1:" + connecting.systems.settings().get("bactrian.management.port");
    Process run = Process.start(connecting.systems.settings(), "run");
    try {
      await().until(() -> run.out().contains("Syncing every") || !run.isAlive());
      assertThat(connecting.systems.text(management + "/observe/metrics"))
          .contains("bactrian_connected 1.0");
      connecting.revoke(login);
      connecting.expire();
      await()
          .untilAsserted(
              () ->
                  assertThat(connecting.systems.text(management + "/observe/metrics"))
                      .contains("bactrian_connected 0.0"));
      assertThat(connecting.systems.text(management + "/observe/health"))
          .contains("Log in with Salesforce again");
      String seen =
          connecting.systems.text(management + "/observe/metrics")
              + connecting.systems.text(management + "/observe/health")
              + run.out()
              + run.err();
      connecting
          .secrets()
          .forEach((name, secret) -> assertThat(seen).as(name).doesNotContain(secret));
      assertThat(run.err().lines().filter(line -> line.contains("Log in with Salesforce again")))
          .hasSize(1);
      try (Bactrian console = connecting.process()) {
        connecting.logIn(console.setup());
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(connecting.systems.text(management + "/observe/metrics"))
                      .contains("bactrian_connected 1.0"));
    } finally {
      run.kill();
    }
  }

  @Test
  void the_key_is_its_owners_and_can_be_replaced() throws Exception {
    connecting.connected().close();
    Path file = folder.resolve("bactrian.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String key = Files.readString(file);
    Map<String, String> secrets = connecting.secrets();
    try (Bactrian running = connecting.process();
        Database database = Bactrian.database(connecting.settings())) {
      Vault.rotate(Keys.of(connecting.settings()), new Entries(database), Actor.commandLine());
      assertThat(Files.readString(file)).isNotEqualTo(key).hasLineCount(1);
      connecting.expire();
      assertThat(running.setup().look()).as("a process that was running").isNotNull();
    }
    assertThat(connecting.secrets().keySet()).isEqualTo(secrets.keySet());
    assertThat(connecting.secret("salesforce.consumer-secret"))
        .isEqualTo(secrets.get("salesforce.consumer-secret"));

    Files.writeString(file, key);
    assertThatThrownBy(() -> connecting.process())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("not the one that it was encrypted with");
    Files.delete(file);
    assertThatThrownBy(() -> connecting.process())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("there is no key in");
    assertThat(file).doesNotExist();
    Command forget = Command.start(connecting.systems.settings(), "connect", "--forget");
    assertThat(forget.waitFor()).as(forget.err()).isZero();
    connecting.connected().close();
  }

  @Test
  void a_key_in_the_settings_is_replaced_by_naming_both() {
    String first = Vault.newKey();
    String second = Vault.newKey();
    connecting.systems.set("key", first);
    connecting.connected().close();
    assertThat(folder.resolve("bactrian.key")).doesNotExist();
    connecting.systems.set("key", second);
    assertThatThrownBy(() -> connecting.secrets()).hasMessageContaining("BACTRIAN_KEY");
    connecting.systems.set("key", second + "," + first);
    assertThat(connecting.secrets()).isNotEmpty();
    connecting.systems.set("key", second);
    connecting.process().close();
  }

  @Test
  void a_refresh_token_of_the_settings_is_replaced_too() {
    TwoSystems systems = connecting.systems;
    systems.set("salesforce.auth", "refresh-token");
    systems.set("salesforce.login-url", systems.salesforce.url());
    systems.set("salesforce.client-id", Connecting.KEY);
    systems.set("salesforce.client-secret", Connecting.SECRET);
    systems.set("salesforce.refresh-token", "sandbox-refresh-token");
    systems.set("marketo.url", systems.marketo.url());
    systems.set("marketo.client-id", "sandbox-client-id");
    systems.set("marketo.client-secret", "sandbox-client-secret");
    systems.set("fields.create-missing", "true");
    connecting.rotate();
    for (int process = 0; process < 3; process++) {
      connecting.expire();
      assertThat(systems.once().failure()).isNull();
    }
    assertThat(connecting.secret("salesforce.refresh-token")).isNotEqualTo("sandbox-refresh-token");
  }

  /** Salesforce doesn't take the token, from this call on, so many times. */
  private void refuseTheToken(int call, int times) {
    connecting.systems.salesforceFault(
        Map.of(
            "path",
            "/services/data",
            "onCall",
            call,
            "times",
            times,
            "status",
            401,
            "errorCode",
            "INVALID_SESSION_ID"));
  }

  private static ListAppender<ILoggingEvent> listening() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    ((Logger) LoggerFactory.getLogger("org.bactrian")).addAppender(log);
    return log;
  }
}
