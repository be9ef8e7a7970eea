package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bactrian.Bactrian;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.Run;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What is not done at once, because a person or a second look is wanted first. */
class SecondLookTest {

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> journeys() {
    BothDatabases databases = new BothDatabases(folder);
    return Stream.of(
            databases.journey("too many deletions stop and ask", this::tooMany),
            databases.journey("two automations that undo each other are parked", this::pingPong),
            databases.journey("a conflict that nobody may decide is parked", this::conflict),
            databases.journey("a log that is no longer whole is not relied on", this::inventory))
        .flatMap(s -> s);
  }

  private void tooMany(TwoSystems systems) {
    systems.mapping(
        "lead.yaml",
        "create-in-salesforce:",
        "deleted-in-salesforce: delete\ncreate-in-salesforce:");
    List<String> leads = new ArrayList<>();
    for (int i = 0; i < 12; i++) leads.add(lead(systems, "p" + i + "@x.example"));
    systems.once();
    systems.delete("Lead", leads.get(0));
    systems.once();
    assertThat(systems.people("salesforceType", "Lead")).as("one deletion").hasSize(11);
    leads.subList(1, 12).forEach(id -> systems.delete("Lead", id));
    Run stopped = systems.once();
    assertThat(stopped.tally().parked()).isEqualTo(11);
    assertThat(systems.people("salesforceType", "Lead")).as("nobody is deleted").hasSize(11);
    try (Bactrian bactrian = systems.bactrian()) {
      List<DeadLetter> letters = bactrian.deadLetters().list(Optional.of("too-many-deletions"));
      assertThat(letters).hasSize(11);
      assertThat(letters.get(0).message()).contains("11 of 12 records were deleted in Salesforce");
      Run replayed = bactrian.flows().replay(letters).orElseThrow();
      assertThat(replayed.failure()).isNull();
      assertThat(bactrian.deadLetters().count()).isZero();
    }
    assertThat(systems.people("salesforceType", "Lead")).isEmpty();
  }

  private void pingPong(TwoSystems systems) {
    String id = lead(systems, "a@x.example");
    systems.once();
    int person = systems.person(id).path("id").asInt();
    long parked = 0;
    for (int i = 0; i < 20 && parked == 0; i++) {
      systems.later(Duration.ofMinutes(20));
      if (i % 2 == 0) systems.patch("Lead", id, Map.of("Title", "Boss"));
      else systems.marketer(person, Map.of("title", "Director"));
      parked = systems.once().tally().parked();
    }
    assertThat(parked).isPositive();
    try (Bactrian bactrian = systems.bactrian()) {
      DeadLetter letter = bactrian.deadLetters().list(Optional.of("ping-pong")).get(0);
      assertThat(letter.message()).contains("Title", "Boss", "Director");
      bactrian.flows().replay(List.of(letter));
      assertThat(bactrian.deadLetters().count()).isZero();
    }
    String title = systems.person(id).path("title").asText();
    assertThat(systems.record("Lead", id).path("Title").asText()).isEqualTo(title);
  }

  private void conflict(TwoSystems systems) {
    systems.mapping(
        "lead.yaml", "Title:              title", "Title: { marketo: title, conflict: park }");
    String id = lead(systems, "a@x.example");
    systems.once();
    int person = systems.person(id).path("id").asInt();
    systems.patch("Lead", id, Map.of("Title", "Boss", "City", "Kiel"));
    systems.marketer(person, Map.of("title", "Director", "firstName", "Mei"));
    Run run = systems.once();
    assertThat(run.tally().parked()).isPositive();
    assertThat(systems.record("Lead", id).path("Title").asText()).isEqualTo("Boss");
    assertThat(systems.person(id).path("title").asText()).isEqualTo("Director");
    assertThat(systems.person(id).path("city").asText()).as("the others go on").isEqualTo("Kiel");
    assertThat(systems.record("Lead", id).path("FirstName").asText()).isEqualTo("Mei");
    systems.marketer(person, Map.of("title", "Boss"));
    systems.once();
    try (Bactrian bactrian = systems.bactrian()) {
      assertThat(bactrian.deadLetters().count()).as("they came to agree").isZero();
    }
  }

  private void inventory(TwoSystems systems) {
    String edited = lead(systems, "a@x.example");
    String gone = lead(systems, "b@x.example");
    systems.once();
    systems.marketer(systems.person(edited).path("id").asInt(), Map.of("title", "Director"));
    int deleted = systems.person(gone).path("id").asInt();
    systems.http("DELETE", systems.marketo.url() + "/sandbox/leads/" + deleted);
    systems.post(
        systems.marketo.url() + "/sandbox/clock",
        Map.of("advanceSeconds", Duration.ofDays(100).toSeconds()));
    systems.later(Duration.ofDays(100));
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
    assertThat(systems.record("Lead", edited).path("Title").asText()).isEqualTo("Director");
    systems.patch("Lead", gone, Map.of("Title", "Boss"));
    assertThat(systems.once().failure()).isNull();
    assertThat(systems.people("email", "b@x.example")).as("not made again").isEmpty();
  }

  private static String lead(TwoSystems systems, String email) {
    return systems.create("Lead", Map.of("LastName", "Lin", "Company", "Nord", "Email", email));
  }
}
