package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.bactrian.local.Effort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed at any instant, with answers lost besides: no change is lost and nobody is made twice. */
class CrashTest {

  private static final int LEADS = 1_200;
  private static final int KILLS = Effort.of(3, 4);

  @TempDir Path folder;

  @Test
  void losesAndDoublesNothingOnH2() throws Exception {
    try (TwoSystems systems = new TwoSystems(folder, LEADS)) {
      crash(systems);
    }
  }

  @Test
  void losesAndDoublesNothingOnPostgreSQL() throws Exception {
    try (TwoSystems systems = new TwoSystems(folder, LEADS)) {
      systems.usePostgres();
      crash(systems);
    }
  }

  private static void crash(TwoSystems systems) throws Exception {
    Random random = new Random(42);
    Map<String, Object> noAddress = Map.of("LastName", "Nobody", "Company", "None");
    for (int i = 0; i < 20; i++) systems.create("Lead", noAddress);
    String edited =
        systems.create(
            "Lead", Map.of("LastName", "Ed", "Company", "Ed's", "Email", "ed@example.com"));
    systems.marketoFault(
        Map.of("path", "/rest/v1/leads.json", "kind", "lost-answer", "probability", 0.2));
    systems.marketoFault(
        Map.of("path", "/rest/v1/", "kind", "slow", "millis", 40, "probability", 0.5));
    int killed = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      for (int i = 0; i < 40; i++) {
        systems.raw(
            "Lead",
            Map.of("LastName", "Late", "Company", "L", "Email", kill + "." + i + "@late.example"));
      }
      int calls = calls(systems) + 1 + random.nextInt(3);
      Process run = Process.start(systems.settings(), "run", "--once");
      while (run.isAlive() && calls(systems) < calls) Thread.sleep(10);
      Thread.sleep(random.nextInt(40));
      if (run.isAlive()) killed++;
      run.kill();
      // An address that changes between a write and its remembering must not make a second person.
      systems.patch("Lead", edited, Map.of("Email", "ed" + kill + "@example.com"));
    }
    assertThat(killed).as("killed at work").isGreaterThan(KILLS / 2);
    systems.http("DELETE", systems.marketo.url() + "/sandbox/faults");
    Command last = Command.start(systems.settings(), "run", "--once");
    assertThat(last.waitFor()).as(last.err()).isZero();
    everybodyIsThereOnce(systems, edited);
    Command quiet = Command.start(systems.settings(), "run", "--once");
    assertThat(quiet.waitFor()).as(quiet.err()).isZero();
    assertThat(quiet.summary()).containsEntry("read", "0").containsEntry("marketo-calls", "3");
  }

  private static int calls(TwoSystems systems) {
    return systems.get(systems.marketo.url() + "/sandbox/calls").path("total").asInt();
  }

  private static void everybodyIsThereOnce(TwoSystems systems, String edited) {
    Map<String, Integer> people = new HashMap<>();
    for (JsonNode person : systems.get(systems.marketo.url() + "/sandbox/leads")) {
      people.merge(person.path("salesforceId").asText(), 1, Integer::sum);
    }
    assertThat(people.values()).allMatch(count -> count == 1);
    int parked = systems.parked();
    assertThat(people.size() + parked)
        .isEqualTo(
            systems.live("Lead")
                - systems.live("Lead", "IsConverted = true")
                + systems.live("Contact"));
    assertThat(systems.person(edited).path("email").asText())
        .isEqualTo("ed" + (KILLS - 1) + "@example.com");
    assertThat(systems.people("lastName", "Nobody")).hasSize(20);
  }
}
