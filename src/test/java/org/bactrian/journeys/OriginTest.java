package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.bactrian.Bactrian;
import org.bactrian.local.Postgres;
import org.bactrian.settings.Settings;
import org.bactrian.state.Database;
import org.bactrian.state.Run;
import org.bactrian.state.connection.OrgBinding;
import org.bactrian.state.connection.OrgBinding.Bound;
import org.bactrian.sync.merge.Side;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A database belongs to one org and one instance, and is kept from all others. */
class OriginTest {

  private static final String OTHER_ORG = "00D00000000ZZZZEAA";

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> another_org_is_refused_before_anything_is_read() {
    return new BothDatabases(folder)
        .journey(
            "another org is refused before anything is read",
            systems -> {
              systems.raw("Lead", lead("Ada"));
              assertThat(systems.once().failure()).isNull();
              systems.raw("Lead", lead("Grace"));
              organization(systems, OTHER_ORG);
              int calls = calls(systems);
              try (Bactrian bactrian = systems.unprepared()) {
                Run run = bactrian.flows().once().orElseThrow();
                assertThat(run.failure())
                    .contains("its links are of Salesforce org 00D")
                    .contains("lead to Salesforce org " + OTHER_ORG)
                    .contains("nothing was read or written")
                    .contains("bactrian connect --reset");
                assertThat(run.tally().read()).isZero();
                assertThatThrownBy(bactrian::plan).hasStackTraceContaining(OTHER_ORG);
              }
              assertThat(calls(systems)).as("calls to the other org").isEqualTo(calls);
              organization(systems, "");
              assertThat(systems.once().tally().created()).isPositive();
            });
  }

  @Test
  void another_org_in_the_midst_of_a_process_is_refused() {
    try (TwoSystems systems = new TwoSystems(folder, 0)) {
      systems.raw("Lead", lead("Ada"));
      try (Bactrian bactrian = systems.bactrian()) {
        assertThat(bactrian.flows().once().orElseThrow().failure()).isNull();
        organization(systems, OTHER_ORG);
        systems.post(systems.salesforceUrl() + "/sandbox/oauth/expire", Map.of());
        assertThat(bactrian.flows().once().orElseThrow().failure()).contains(OTHER_ORG);
      }
    }
  }

  @Test
  void another_instance_is_refused_however_it_is_given() {
    try (TwoSystems systems = new TwoSystems(folder, 0);
        TwoSystems others = new TwoSystems(folder, 0)) {
      systems.raw("Lead", lead("Ada"));
      assertThat(systems.once().failure()).isNull();
      systems.set("marketo.url", others.marketoUrl());
      try (Bactrian bactrian = systems.unprepared()) {
        assertThat(bactrian.flows().once().orElseThrow().failure())
            .contains("its links are of Marketo instance 127.0.0.1 (sandbox ")
            .contains("bactrian connect --reset");
        assertThatThrownBy(bactrian::plan).hasStackTraceContaining("Marketo instance");
      }
      // The operator means it.
      try (Bactrian bactrian = systems.unprepared()) {
        assertThat(bactrian.setup().reset(false).toString()).startsWith("Nothing was changed");
        assertThat(bactrian.setup().reset(true).toString()).startsWith("Reset");
        bactrian.syncFields();
        assertThat(bactrian.flows().once().orElseThrow().tally().created()).isPositive();
      }
    }
  }

  @Test
  void mistyped_credentials_bind_nothing_until_something_is_remembered() {
    try (TwoSystems systems = new TwoSystems(folder, 0)) {
      String right = systems.settings().getProperty("bactrian.marketo.url");
      systems.set("marketo.url", "https://111-AAA-111.mktorest.com.invalid");
      systems.set("marketo.patience", "1ms");
      systems.set("salesforce.client-secret", "mistyped");
      try (Bactrian bactrian = systems.unprepared()) {
        assertThat(bactrian.flows().once().orElseThrow().failure()).isNotNull();
      }
      systems.set("marketo.url", right);
      systems.set("salesforce.client-secret", "sandbox-consumer-secret");
      assertThat(systems.once().failure()).isNull();
    }
  }

  @Test
  void the_sandbox_never_works_on_a_database_of_real_systems() {
    Properties given = sandboxOn(Postgres.database());
    try (Database database = database(given)) {
      new OrgBinding(database).bind(Side.SALESFORCE, new Bound(OTHER_ORG, null));
      new OrgBinding(database).bind(Side.MARKETO, new Bound("123-ABC-456", null));
    }
    assertThatThrownBy(() -> Bactrian.start(settings(given)).close())
        .hasMessageContaining("Salesforce org " + OTHER_ORG)
        .hasMessageContaining("remove bactrian.sandbox.enabled");
  }

  @Test
  void a_database_of_before_is_not_taken_by_a_sandbox_that_starts_now() {
    Properties given = sandboxOn(Postgres.database());
    try (TwoSystems systems = new TwoSystems(folder, 0)) {
      systems.set("database.url", given.getProperty("bactrian.database.url"));
      systems.set("database.username", Postgres.USER);
      systems.raw("Lead", lead("Ada"));
      assertThat(systems.once().failure()).isNull();
    }
    try (Database database = database(given)) {
      database.jdbi().useHandle(h -> h.execute("DELETE FROM origin"));
    }
    assertThatThrownBy(() -> Bactrian.start(settings(given)).close())
        .hasMessageContaining("an earlier version has not noted");
  }

  @Test
  void a_sandbox_that_starts_anew_begins_with_an_empty_database() {
    Properties given = sandboxOn(Postgres.database());
    for (int starts = 0; starts < 2; starts++) {
      try (Bactrian bactrian = Bactrian.start(settings(given))) {
        bactrian.syncFields();
        Run run = bactrian.flows().once().orElseThrow();
        assertThat(run.failure()).isNull();
        assertThat(run.tally().created()).as("start %d", starts).isGreaterThanOrEqualTo(3);
      }
    }
  }

  private Properties sandboxOn(String url) {
    Properties given = new Properties();
    given.setProperty("bactrian.database.url", url);
    given.setProperty("bactrian.database.username", Postgres.USER);
    given.setProperty("bactrian.data-directory", folder.toString());
    given.setProperty("bactrian.sandbox.enabled", "true");
    given.setProperty("bactrian.sandbox.salesforce-port", "0");
    given.setProperty("bactrian.sandbox.marketo-port", "0");
    given.setProperty("bactrian.sandbox.leads", "3");
    given.setProperty("bactrian.sandbox.activity-per-minute", "0");
    given.setProperty("bactrian.marketo.poll-extracts-every", "50ms");
    return given;
  }

  private static Database database(Properties given) {
    return Database.open(given.getProperty("bactrian.database.url"), Postgres.USER, "");
  }

  private static Settings settings(Properties given) {
    return Settings.read(Path.of("").toAbsolutePath(), given, Map.of());
  }

  private static Map<String, Object> lead(String name) {
    return Map.of(
        "LastName", name, "Company", "Example", "Email", name.toLowerCase() + "@example.com");
  }

  private static void organization(TwoSystems systems, String id) {
    systems.post(systems.salesforceUrl() + "/sandbox/oauth/switches", Map.of("organization", id));
  }

  private static int calls(TwoSystems systems) {
    return systems.get(systems.salesforceUrl() + "/sandbox/calls").path("total").asInt();
  }
}
