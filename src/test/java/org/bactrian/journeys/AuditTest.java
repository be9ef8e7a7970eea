package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.Bactrian;
import org.bactrian.audit.Action;
import org.bactrian.audit.Actor;
import org.bactrian.audit.AuditCsv;
import org.bactrian.audit.AuditEntry;
import org.bactrian.audit.AuditEvent;
import org.bactrian.audit.AuditTrail;
import org.bactrian.connection.Connection;
import org.bactrian.connection.Setup;
import org.bactrian.connection.memory.Keys;
import org.bactrian.connection.memory.Vault;
import org.bactrian.local.Ports;
import org.bactrian.local.Postgres;
import org.bactrian.state.Database;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.audit.AuditLog;
import org.bactrian.state.audit.AuditRetention;
import org.bactrian.state.connection.Entries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a person changes has a line that says who, when, from where and on what. */
class AuditTest {

  private static final String PASSWORD = Served.PASSWORD;
  private static final Actor ALICE = Actor.commandLine("alice");

  @TempDir Path folder;

  @Test
  void the_console_tells_of_logins_and_of_what_was_done_with_dead_letters() {
    try (Served served = new Served(folder, 0)) {
      served.askPassword();
      served.systems.raw(
          "Lead", Map.of("LastName", "Bad", "Email", "not an address", "Company", "Acme"));
      Bactrian bactrian = served.start();
      bactrian.flows().once();
      List<DeadLetter> letters = bactrian.deadLetters().list(Optional.empty());
      Visitor visitor = new Visitor(served.url());
      visitor.get("/login");
      visitor.post("/login", "password", "wrong password 1");
      visitor.post("/login", "password", "wrong password 2");
      visitor.post("/login", "password", PASSWORD);
      visitor.get("/connect");
      visitor.post("/connect/pause");
      visitor.get("/connect");
      visitor.post("/connect/resume");
      DeadLetter letter = letters.get(0);
      visitor.get("/dead-letters/" + letter.id());
      visitor.post("/dead-letters/" + letter.id(), "field", "LastName", "value", "Secretname");
      visitor.get("/dead-letters");
      visitor.post("/dead-letters/discard", "id", String.valueOf(letter.id()));
      HttpResponse<String> page = visitor.get("/audit");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body())
          .contains("logged in to the console", "(2 times within a minute)", "paused the sync")
          .doesNotContain(PASSWORD, "wrong password 1", "Secretname", "pbkdf2");
      HttpResponse<String> csv = visitor.get("/audit.csv");
      assertThat(csv.body())
          .startsWith("at,from,who,action,subject,before,after,times,meaning")
          .contains("console,127.0.0.1,log-in,")
          .doesNotContain("Secretname");
      visitor.get("/");
      visitor.post("/logout");
      assertThat(visitor.get("/audit").statusCode()).isEqualTo(303);
      assertThat(visitor.get("/audit.csv").statusCode()).isEqualTo(303);
      assertThat(actions(bactrian.auditTrail()))
          .containsSubsequence(
              Action.PASSWORD_CHANGED,
              Action.LOG_IN_REFUSED,
              Action.LOG_IN,
              Action.PAUSE,
              Action.RESUME,
              Action.LOG_OUT);
      assertThat(actions(bactrian.auditTrail()))
          .containsSubsequence(Action.RESUME, Action.EDIT_DEAD_LETTER, Action.DISCARD_DEAD_LETTER);
      AuditEvent edit = find(bactrian.auditTrail(), Action.EDIT_DEAD_LETTER).event();
      assertThat(edit.subject()).contains("dead letter " + letter.id());
      assertThat(edit.after()).isEqualTo("LastName");
    }
  }

  @Test
  void every_step_of_the_set_up_has_its_line() {
    try (Connecting connecting = new Connecting(folder, 5)) {
      connecting.systems.usePostgres();
      try (Bactrian bactrian = connecting.process()) {
        Setup setup = bactrian.setup().by(ALICE);
        setup.chooseLoginHost(connecting.systems.salesforce.url());
        setup.saveApp(Connecting.KEY, Connecting.SECRET);
        connecting.logIn(setup);
        setup.saveMarketo(
            connecting.systems.marketo.url(), "sandbox-client-id", "sandbox-client-secret");
        setup.confirm();
        setup.createFields();
        setup.enable();
        setup.start();
        setup.pause();
        setup.resume();
        setup.disconnect();
        setup.reset(true);
        List<AuditEntry> entries = bactrian.auditTrail().after(0, Instant.EPOCH, 100);
        assertThat(entries)
            .extracting(entry -> entry.event().action())
            .containsExactly(
                Action.CHOOSE_LOGIN_HOST,
                Action.ENTER_APP,
                Action.CONNECT_SALESFORCE,
                Action.ENTER_MARKETO,
                Action.CONFIRM,
                Action.CREATE_FIELDS,
                Action.ENABLE,
                Action.START,
                Action.PAUSE,
                Action.RESUME,
                Action.DISCONNECT,
                Action.RESET);
        assertThat(entries).allSatisfy(e -> assertThat(e.event().actor()).isEqualTo(ALICE));
        assertThat(entries.toString())
            .doesNotContain(Connecting.SECRET, "sandbox-client-secret", Connecting.KEY);
        assertThat(find(bactrian.auditTrail(), Action.CONNECT_SALESFORCE).event().after())
            .startsWith("00D");
      }
    }
  }

  @Test
  void commands_without_a_running_process_have_their_line() throws IOException {
    try (Connecting connecting = new Connecting(folder, 0)) {
      connecting.begun().close();
      try (Database database = Bactrian.database(connecting.settings())) {
        Vault.rotate(Keys.of(connecting.settings()), new Entries(database), ALICE);
        Connection.giveUp(database, ALICE);
        AuditTrail trail = new AuditLog(database);
        assertThat(actions(trail)).endsWith(Action.ROTATE_KEY, Action.FORGET_SECRETS);
        trail.record(AuditEvent.of(ALICE, Action.PAUSE, "=cmd|' /C calc'!A0;=1+1"));
        try (InputStream csv = AuditCsv.of(trail, Instant.EPOCH)) {
          assertThat(new String(csv.readAllBytes(), StandardCharsets.UTF_8))
              .contains("'=cmd", ";'=1+1")
              .contains("command line,alice,rotate-key,");
        }
      }
    }
  }

  @Test
  void is_counted_paged_and_kept_as_long_as_the_setting_says() {
    try (Database h2 = Database.open("jdbc:h2:file:" + folder.resolve("audit"), "sa", "");
        Database postgres = Database.open(Postgres.database(), Postgres.USER, "")) {
      for (Database database : List.of(h2, postgres)) {
        AuditLog trail = new AuditLog(database);
        for (int i = 0; i < 5; i++) {
          trail.record(AuditEvent.of(Actor.console("203.0.113.9"), Action.LOG_IN_REFUSED));
        }
        trail.record(AuditEvent.of(Actor.console("203.0.113.10"), Action.LOG_IN_REFUSED));
        trail.record(
            AuditEvent.of(ALICE, Action.DISCARD_DEAD_LETTER, "x".repeat(900)).changing(null, "é"));
        List<AuditEntry> all = trail.after(0, Instant.EPOCH, 10);
        assertThat(all).extracting(AuditEntry::times).containsExactly(5, 1, 1);
        assertThat(all.get(2).event().subject()).hasSize(500);
        assertThat(Duration.between(all.get(0).at(), Instant.now()).abs())
            .isLessThan(Duration.ofMinutes(1));
        List<AuditEntry> newest = trail.before(Long.MAX_VALUE, 2);
        assertThat(newest).containsExactly(all.get(2), all.get(1));
        assertThat(trail.before(newest.get(1).id(), 2)).containsExactly(all.get(0));
        assertThat(trail.after(0, Instant.now().plusSeconds(60), 10)).isEmpty();
        Duration year = Duration.ofDays(365);
        new AuditRetention(trail, year, Clock.systemUTC()).run();
        assertThat(trail.after(0, Instant.EPOCH, 10)).hasSize(3);
        Clock later = Clock.offset(Clock.systemUTC(), year.plusHours(1));
        new AuditRetention(trail, year, later).run();
        assertThat(trail.after(0, Instant.EPOCH, 10)).isEmpty();
      }
    }
  }

  @Test
  void another_password_is_noticed_at_the_start() {
    try (Served served = new Served(folder, 0)) {
      served.start().close();
      served.systems.set("console.port", String.valueOf(Ports.free()));
      served.askPassword();
      served.systems.set("management.port", String.valueOf(Ports.free()));
      Bactrian bactrian = served.start();
      assertThat(actions(bactrian.auditTrail())).containsExactly(Action.PASSWORD_CHANGED);
      AuditEvent event = find(bactrian.auditTrail(), Action.PASSWORD_CHANGED).event();
      assertThat(event.actor()).isEqualTo(Actor.bactrian());
      assertThat(event.before() + " " + event.after()).isEqualTo("none set");
    }
  }

  private static List<Action> actions(AuditTrail trail) {
    return trail.after(0, Instant.EPOCH, 1_000).stream()
        .map(entry -> entry.event().action())
        .toList();
  }

  private static AuditEntry find(AuditTrail trail, Action action) {
    return trail.after(0, Instant.EPOCH, 1_000).stream()
        .filter(entry -> entry.event().action() == action)
        .findFirst()
        .orElseThrow();
  }
}
