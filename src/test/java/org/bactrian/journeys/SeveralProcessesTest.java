package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.bactrian.Bactrian;
import org.bactrian.local.PostgresServer;
import org.bactrian.state.lease.LeaseState.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one PostgreSQL: one leads, and a leader that is lost is replaced. */
class SeveralProcessesTest {

  @TempDir Path folder;

  private interface Journey {
    void go(TwoSystems systems, PostgresServer postgres, Services services) throws Exception;
  }

  private void journey(Journey journey) throws Exception {
    try (PostgresServer postgres = new PostgresServer(folder.resolve("postgres"));
        TwoSystems systems = new TwoSystems(folder.resolve("systems"), 0);
        Services services = new Services(systems, postgres, folder)) {
      systems.lag(0);
      services.explaining(() -> journey.go(systems, postgres, services));
    }
  }

  private static String lead(TwoSystems systems) {
    String id =
        systems.create(
            "Lead",
            Map.of(
                "LastName", "Lee", "Company", "L", "Email", "lee@example.com", "Title", "first"));
    await("the lead is in Marketo").until(() -> systems.people("title", "first").size() == 1);
    return id;
  }

  /** Within some seconds, Salesforce's edit would count as the newer one. */
  private static void aMinutePasses(TwoSystems systems) {
    for (String url : new String[] {systems.salesforceUrl(), systems.marketoUrl()}) {
      systems.post(url + "/sandbox/clock", Map.of("advanceSeconds", 60));
    }
  }

  private static boolean isEverywhere(TwoSystems systems, String id, String title) {
    return systems.record("Lead", id).path("Title").asText().equals(title)
        && systems.person(id).path("title").asText().equals(title);
  }

  @Test
  void aLeaderThatWakesUpTooLateWritesNothing() throws Exception {
    journey(
        (systems, postgres, services) -> {
          Hold hold = Hold.into(systems, folder.resolve("hold"));
          Process first = services.started();
          String id = lead(systems);
          int person = systems.person(id).path("id").asInt();
          Process second = services.started();
          await("the second stands by")
              .until(() -> second.err().contains("standing by: process " + first.pid()));
          hold.begin();
          systems.patch("Lead", id, Map.of("Title", "old"));
          await("the first has decided").until(hold::isReached);
          first.freeze();
          hold.end();
          aMinutePasses(systems);
          systems.marketer(person, Map.of("title", "newer"));
          await("the second takes over and carries the newer edit")
              .until(() -> isEverywhere(systems, id, "newer"));
          assertThat(services.leader()).isSameAs(second);
          first.thaw();
          await("the first says that it lost its lease")
              .until(() -> first.err().contains("the run ended, and this process stands by"));
          systems.create("Lead", Map.of("LastName", "Moe", "Company", "M", "Title", "then"));
          await("the second goes on").until(() -> systems.people("title", "then").size() == 1);
          assertThat(isEverywhere(systems, id, "newer")).isTrue();
          assertThat(first.isAlive()).as("the first stands by").isTrue();
          second.kill();
          aMinutePasses(systems);
          systems.patch("Lead", id, Map.of("Title", "last"));
          await("the first leads again").until(() -> isEverywhere(systems, id, "last"));
        });
  }

  @Test
  void aLeaderWhoseConnectionsAreCutLosesNothingToASecondProcess() throws Exception {
    journey(
        (systems, postgres, services) -> {
          Hold hold = Hold.into(systems, folder.resolve("hold"));
          Process first = services.started();
          String id = lead(systems);
          hold.begin();
          systems.patch("Lead", id, Map.of("Title", "old"));
          await("the first has decided").until(hold::isReached);
          postgres.cutAll();
          Process second = services.started();
          await("the second stands by")
              .until(() -> second.err().contains("standing by: process " + first.pid()));
          int person = systems.person(id).path("id").asInt();
          systems.marketer(person, Map.of("city", "Kiel"));
          hold.end();
          await("the first goes on")
              .until(
                  () ->
                      isEverywhere(systems, id, "old")
                          && systems.record("Lead", id).path("City").asText().equals("Kiel"));
          aMinutePasses(systems);
          systems.marketer(person, Map.of("title", "newer"));
          await("the newer edit is everywhere").until(() -> isEverywhere(systems, id, "newer"));
          assertThat(services.leader()).isSameAs(first);
          assertThat(second.err())
              .as("it never worked")
              .doesNotContain("leads from now on", "takes over");
          assertThat(second.out()).startsWith("Bactrian stands by to keep ");
        });
  }

  @Test
  void aCommandThatWaitsNamesWhoLeads() throws Exception {
    try (TwoSystems systems = new TwoSystems(folder, 0)) {
      systems.usePostgres();
      try (Bactrian leader = systems.bactrian();
          Bactrian other = systems.bactrian()) {
        leader.awaitLead();
        assertThat(leader.leaseState().role()).isEqualTo(Role.LEADING);
        assertThat(other.flows().once()).as("between two runs").isPresent();
        leader.awaitLead();
        leader
            .flows()
            .before(
                () ->
                    assertThatThrownBy(
                            () ->
                                other.flows().patiently(other.flows()::once, Duration.ofMillis(10)))
                        .hasMessageContaining("process " + ProcessHandle.current().pid())
                        .hasMessageContaining("which has led since"));
        assertThat(leader.flows().once().orElseThrow().failure()).isNull();
      }
    }
  }
}
