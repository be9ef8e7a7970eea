package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.bactrian.local.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands beside a process that runs: it has the database open, and does what they ask. */
class BesideARunTest {

  @TempDir Path folder;
  private TwoSystems systems;
  private Process run;

  @BeforeEach
  void start() {
    systems = new TwoSystems(folder, 0);
    systems.lag(0);
    systems.set("management.port", String.valueOf(Ports.free()));
    systems.set("console.port", String.valueOf(Ports.free()));
    systems.set("fields.create-missing", "true");
    // No run of its own disturbs what a command counts.
    systems.set("poll-every", "1h");
  }

  @AfterEach
  void stop() {
    if (run != null) run.kill();
    systems.close();
  }

  private void runs() {
    run = Process.start(systems.settings(), "run");
    await()
        .atMost(3, TimeUnit.MINUTES)
        .until(() -> run.out().contains("Syncing every") || !run.isAlive());
    assertThat(run.isAlive()).as(run.out() + run.err()).isTrue();
  }

  @Test
  void every_command_is_done_by_the_process_that_runs() throws Exception {
    String lin =
        systems.create("Lead", Map.of("LastName", "Lin", "Company", "N", "Email", "l@x.example"));
    runs();
    assertThat(new JsonMapper().readTree(told(0, "status", "--json")).path("flows").isEmpty())
        .isFalse();
    systems.create("Lead", Map.of("LastName", "Nobody", "Company", "None"));
    Command once = command("run", "--once");
    assertThat(once.waitFor()).as(once.err()).isZero();
    assertThat(once.summary()).doesNotContainEntry("created", "0");
    assertThat(run.out()).as("made there").contains(" read=" + once.summary().get("read"));
    assertThat(told(0, "dead-letters", "list")).contains("There are no dead letters");
    assertThat(told(0, "why", lin)).contains("lead");
    assertThat(told(0, "plan")).contains("Nothing was written");
    assertThat(told(0, "validate")).contains("are good");
    Command forget = command("forget", lin);
    forget.type("y");
    assertThat(forget.waitFor()).as(forget.out() + forget.err()).isZero();
    assertThat(forget.out()).contains("Forget this person on both sides? [y/N]", "Receipt");
    assertThat(systems.live("Lead")).isEqualTo(1);
    assertThat(told(2, "why", "nonsense")).isEmpty();
    assertThat(command(Map.of("marketo.calls-per-20-seconds", "7"), "status"))
        .satisfies(
            refused -> {
              assertThat(refused.waitFor()).isEqualTo(2);
              assertThat(refused.err()).contains("another bactrian.marketo.calls-per-20-seconds");
            });
    assertThat(run.trouble()).isEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("bactrian.mv.db", "bactrian.sock")
          .doesNotContain("bactrian.lock.db");
    }
    assertThat(run.terminate()).as("told to stop").isEqualTo(143);
    assertThat(run.trouble()).as("between two runs there is nothing to say").isEmpty();
  }

  @Test
  void plan_and_validate_know_the_files_as_they_are_now() throws Exception {
    systems.create("Lead", Map.of("LastName", "Lin", "Company", "N", "Email", "l@x.example"));
    Path mappings = Files.createDirectory(folder.resolve("mappings"));
    try (var files = Files.list(Path.of("config/mappings"))) {
      for (Path file : files.toList()) Files.copy(file, mappings.resolve(file.getFileName()));
    }
    systems.set("mappings", mappings.toString());
    runs();
    Path lead = mappings.resolve("lead.yaml");
    String written = Files.readString(lead);
    Files.writeString(lead, written.replace("Company:", "Compny__c:"));
    Command validate = command("validate");
    assertThat(validate.waitFor()).isEqualTo(1);
    assertThat(validate.out()).contains("Compny__c");
    Files.writeString(lead, "when: ${body[Statuss]} == 'Open'\n" + written);
    assertThat(told(1, "validate"))
        .contains("lead.yaml line 1: when: unknown Salesforce field 'Statuss' on Lead");
    Files.writeString(lead, "when: ${body.Status} == 'Open'\n" + written);
    assertThat(told(1, "validate")).contains("lead.yaml line 1: when: it can't be evaluated");
    Files.delete(mappings.resolve("user.test.yaml"));
    Files.writeString(lead, written.replace("Status:", "Owner.Emial:"));
    assertThat(told(1, "validate"))
        .contains("user.yaml: it has no test", "(warning)", "did you mean 'Owner.Email'?");
    Files.writeString(lead, written);
    assertThat(told(3, "validate")).contains("it has no test", "1 findings.", "keeps anything");
    Files.copy(Path.of("config/mappings/user.test.yaml"), mappings.resolve("user.test.yaml"));
    assertThat(told(0, "validate")).contains("are good");
    Files.writeString(mappings.resolve("role.yml"), written);
    assertThat(told(1, "validate")).contains("role.yml: mappings end with .yaml");
  }

  @Test
  void a_second_run_is_refused_and_one_after_a_kill_begins_at_once() {
    runs();
    Command second = command("run");
    assertThat(second.waitFor()).isEqualTo(2);
    assertThat(second.err()).contains("on the database of", "PostgreSQL").doesNotContain("\tat ");
    run.kill();
    Command status = command("status");
    assertThat(status.waitFor()).as(status.err()).isZero();
    runs();
    assertThat(run.err())
        .contains("has ended: this process takes over")
        .doesNotContain("ERROR", "\tat ");
  }

  @Test
  void with_postgresql_the_process_that_runs_is_asked_too() {
    systems.usePostgres();
    runs();
    systems.create("Lead", Map.of("LastName", "Nobody", "Company", "None"));
    Command once = command("run", "--once");
    assertThat(once.waitFor()).as(once.err()).isZero();
    assertThat(run.out()).as("made there").contains(" read=" + once.summary().get("read"));
    run.kill();
    assertThat(told(0, "dead-letters", "list")).contains("There are no dead letters");
  }

  private Command command(String... words) {
    return command(Map.of(), words);
  }

  private Command command(Map<String, String> settings, String... words) {
    Properties all = new Properties();
    all.putAll(systems.settings());
    settings.forEach((name, value) -> all.setProperty("bactrian." + name, value));
    return Command.start(all, words);
  }

  private String told(int code, String... words) {
    Command told = command(words);
    assertThat(told.waitFor()).as(Arrays.toString(words) + told.out() + told.err()).isEqualTo(code);
    return told.out();
  }
}
