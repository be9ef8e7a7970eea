package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bactrian.local.Effort;
import org.bactrian.local.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes on one PostgreSQL, of which the leader is killed, frozen or cut off, or whose
 * database is restarted, again and again, while the users of both systems go on: nothing is lost,
 * nothing doubled, and no older value stands over a newer one.
 */
class SurvivalTest {

  private static final int ROUNDS = Effort.of(8, 20);
  private static final Duration REPLACED = Duration.ofSeconds(30);

  /** The first run of a new leader on a busy machine. */
  private static final Duration ARRIVED = Duration.ofMinutes(3);

  private enum Blow {
    KILLED,
    FROZEN,
    CUT_OFF,
    DATABASE_RESTARTED
  }

  @TempDir Path folder;

  @Test
  void nothingIsLostOrDoubledOrOlder() throws Exception {
    try (PostgresServer postgres = new PostgresServer(folder.resolve("postgres"));
        TwoSystems systems = new TwoSystems(folder.resolve("systems"), 0);
        Services services = new Services(systems, postgres, folder);
        BusyUsers users = new BusyUsers(systems)) {
      systems.lag(0);
      services.explaining(() -> survive(systems, postgres, services, users));
    }
  }

  private static void survive(
      TwoSystems systems, PostgresServer postgres, Services services, BusyUsers users)
      throws Exception {
    for (int i = 0; i < 3; i++) services.start();
    for (Process each : services.all()) services.await(each);
    users.begin();
    for (int round = 0; round < ROUNDS; round++) {
      Blow blow = Blow.values()[round % Blow.values().length];
      Process leader = services.leader();
      strike(blow, leader, postgres, services);
      users.expectInTheEnd(round);
      Callable<Boolean> arrived = users.edit(round);
      if (blow == Blow.KILLED || blow == Blow.FROZEN) {
        await(round + ": after the leader was " + blow + " another one leads")
            .atMost(REPLACED)
            .until(() -> services.leader() != leader);
      }
      await(round + ": after the leader was " + blow + " an edit arrives")
          .atMost(ARRIVED)
          .until(arrived);
      if (blow == Blow.FROZEN) leader.thaw();
      // The next blow needs somebody who stands by, and one that was started just now may be slow.
      for (Process each : services.all()) if (each.isAlive()) services.await(each);
    }
    users.rest();
    await("all that users did is on both sides").untilAsserted(users::compare);
    nobodyIsDoubled(systems, users);
    assertThat(postgres.ask("SELECT COUNT(*) FROM dead_letter")).contains("0");
    assertThat(services.complaints()).as("what they said").doesNotContain("\tat ");
  }

  private static void strike(
      Blow blow, Process leader, PostgresServer postgres, Services services) {
    switch (blow) {
      case KILLED -> {
        leader.kill();
        services.start();
      }
      case FROZEN -> leader.freeze();
      case CUT_OFF -> postgres.cutAll();
      case DATABASE_RESTARTED -> {
        postgres.stop();
        postgres.start();
      }
    }
  }

  private static void nobodyIsDoubled(TwoSystems systems, BusyUsers users) {
    Map<String, Integer> often = new HashMap<>();
    for (JsonNode person : systems.get(systems.marketo.url() + "/sandbox/leads")) {
      String email = person.path("email").asText();
      // The org has somebody of its own, too.
      if (email.endsWith("@example.com")) often.merge(email, 1, Integer::sum);
    }
    assertThat(often).hasSize(users.people()).allSatisfy((e, n) -> assertThat(n).isEqualTo(1));
    assertThat(systems.live("Lead")).isEqualTo(users.people());
  }
}
