package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bactrian.audit.Actor;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.Run;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What Salesforce refuses of Marketo's people is parked with its words, mended and replayed. */
class RefusedPeopleTest {

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> journeys() {
    BothDatabases databases = new BothDatabases(folder);
    return Stream.of(
            databases.journey("a refused edit goes once the rule is gone", this::edit),
            databases.journey("a letter lasts as long as its difference", this::lasts),
            databases.journey("a refused person is edited and replayed", this::person),
            databases.journey(
                "an edit counts though the person is in Salesforce by then", this::editedAndThere),
            databases.journey(
                "an edit counts though the person is linked by then", this::editedAndLinked),
            databases.journey("similar records are named, or taken", this::similar),
            databases.journey("a locked record is tried again", this::locked),
            databases.journey("an owner or a rule gets the lead", this::owner))
        .flatMap(s -> s);
  }

  private void edit(TwoSystems systems) {
    String id =
        systems.create("Lead", Map.of("LastName", "Lin", "Company", "A", "Email", "l@x.example"));
    ok(systems.once());
    int person = systems.person(id).path("id").asInt();
    refuse(systems, "Title = 'Boss'", "Nobody is a boss");
    systems.marketer(person, Map.of("title", "Boss", "firstName", "Mei"));
    assertThat(ok(systems.once()).tally().parked()).isPositive();
    DeadLetter letter = only(systems);
    assertThat(letter.message()).contains("Nobody is a boss");
    assertThat(letter.salesforceId()).isEqualTo(id);
    allow(systems);
    assertThat(ok(systems.replay(List.of(letter))).tally().updated()).isEqualTo(1);
    assertThat(systems.record("Lead", id).path("Title").asText()).isEqualTo("Boss");
    assertThat(systems.record("Lead", id).path("FirstName").asText()).isEqualTo("Mei");
    assertThat(systems.letters()).isEmpty();
    rests(systems);
  }

  private void lasts(TwoSystems systems) {
    String id =
        systems.create("Lead", Map.of("LastName", "Lin", "Company", "A", "Email", "l@x.example"));
    ok(systems.once());
    int person = systems.person(id).path("id").asInt();
    refuse(systems, "Title = 'Boss'", "Nobody is a boss");
    // What Salesforce takes of it comes back as a change, which agrees.
    systems.marketer(person, Map.of("city", "C".repeat(60), "firstName", "Mei"));
    assertThat(ok(systems.once()).tally().parked()).isEqualTo(1);
    assertThat(ok(systems.once()).tally().parked()).isZero();
    assertThat(letters(systems)).containsExactly("too-long [city]");
    // Another change of theirs is delivered, and counts as that.
    systems.patch("Lead", id, Map.of("Phone", "1"));
    assertThat(ok(systems.once()).tally())
        .satisfies(t -> assertThat(t.updated()).isEqualTo(1))
        .satisfies(t -> assertThat(t.parked()).isZero());
    assertThat(systems.person(id).path("phone").asText()).isEqualTo("1");
    systems.marketer(person, Map.of("phone", "2"));
    assertThat(ok(systems.once()).tally().parked()).isZero();
    assertThat(systems.record("Lead", id).path("Phone").asText()).isEqualTo("2");
    assertThat(letters(systems)).containsExactly("too-long [city]");
    // Another cause is another letter; each ends for itself.
    systems.marketer(person, Map.of("title", "Boss"));
    assertThat(ok(systems.once()).tally().parked()).isEqualTo(1);
    assertThat(letters(systems))
        .containsExactly("too-long [city]", "FIELD_CUSTOM_VALIDATION_EXCEPTION [title]");
    assertThat(ok(systems.replay(systems.letters())).tally().parked()).isEqualTo(1);
    systems.patch("Lead", id, Map.of("City", "Here"));
    ok(systems.once());
    assertThat(letters(systems)).containsExactly("FIELD_CUSTOM_VALIDATION_EXCEPTION [title]");
    assertThat(systems.person(id).path("city").asText()).isEqualTo("Here");
    systems.marketer(person, Map.of("title", "Chief"));
    ok(systems.once());
    assertThat(systems.record("Lead", id).path("Title").asText()).isEqualTo("Chief");
    assertThat(letters(systems)).isEmpty();
    rests(systems);
  }

  private static List<String> letters(TwoSystems systems) {
    return systems.letters().stream().map(each -> each.code() + " " + each.fields()).toList();
  }

  private void person(TwoSystems systems) {
    ok(systems.once());
    refuse(systems, "Title = 'Boss'", "Nobody is a boss");
    int id = flagged(systems, Map.of("lastName", "Silva", "title", "Boss"));
    assertThat(ok(systems.once()).tally().parked()).isEqualTo(1);
    DeadLetter letter = only(systems);
    assertThat(letter.subject()).isEqualTo("Marketo " + id);
    assertThat(letter.message()).contains("Nobody is a boss");
    assertThat(ok(systems.replay(List.of(letter))).tally().parked()).isEqualTo(1);
    edit(systems, List.of(letter), Map.of("title", "Chief"));
    assertThat(ok(systems.replay(systems.letters())).tally().created()).isEqualTo(1);
    assertThat(systems.letters()).isEmpty();
    assertThat(systems.live("Lead", "Title = 'Chief'")).isEqualTo(1);
    ok(systems.once());
    // What an operator mended reaches the other side too.
    assertThat(systems.people("lastName", "Silva").get(0).path("title").asText())
        .isEqualTo("Chief");
    rests(systems);

    int other = flagged(systems, Map.of("lastName", "Costa", "title", "Boss"));
    ok(systems.once());
    long discarded = only(systems).id();
    systems.with(bactrian -> bactrian.deadLetters().discard(discarded, Actor.commandLine()));
    ok(systems.once());
    assertThat(systems.letters()).isEmpty();
    systems.marketer(other, Map.of("title", "Chief"));
    ok(systems.once());
    assertThat(systems.live("Lead", "LastName = 'Costa'")).isEqualTo(1);
  }

  private void editedAndThere(TwoSystems systems) {
    ok(systems.once());
    refuse(systems, "Title = 'Boss'", "Nobody is a boss");
    flagged(systems, Map.of("lastName", "Silva", "title", "Boss", "email", "s@x.example"));
    flagged(systems, Map.of("lastName", "Costa", "title", "Boss", "email", "c@x.example"));
    flagged(systems, Map.of("lastName", "Melo", "title", "Boss", "email", "m@x.example"));
    assertThat(ok(systems.once()).tally().parked()).isEqualTo(3);
    edit(systems, systems.letters(), Map.of("title", "Chief"));
    String other = lead(systems, "Silva", "s@x.example", "Manager");
    String same = lead(systems, "Costa", "c@x.example", "Chief");
    String blank = lead(systems, "Melo", "m@x.example", null);
    // Within the clocks' tolerance, Salesforce's value would be the newer one.
    systems.later(Duration.ofMinutes(1));
    assertThat(ok(systems.replay(systems.letters())).tally().updated()).isEqualTo(3);
    for (String id : List.of(other, same, blank)) {
      assertThat(systems.record("Lead", id).path("Title").asText()).isEqualTo("Chief");
      assertThat(systems.person(id).path("title").asText()).isEqualTo("Chief");
    }
    assertThat(systems.letters()).isEmpty();
    assertThat(systems.live("Lead")).isEqualTo(3);
    ok(systems.once());
    rests(systems);
  }

  private void editedAndLinked(TwoSystems systems) {
    ok(systems.once());
    refuse(systems, "Title = 'Boss'", "Nobody is a boss");
    flagged(systems, Map.of("lastName", "Silva", "title", "Boss", "email", "s@x.example"));
    flagged(systems, Map.of("lastName", "Costa", "title", "Boss", "email", "c@x.example"));
    assertThat(ok(systems.once()).tally().parked()).isEqualTo(2);
    String edited = lead(systems, "Silva", "s@x.example", "Manager");
    String unedited = lead(systems, "Costa", "c@x.example", "Manager");
    ok(systems.once());
    assertThat(systems.person(edited).path("title").asText()).isEqualTo("Manager");
    DeadLetter letter =
        systems.letters().stream()
            .filter(each -> "Silva".equals(each.record().get("lastName")))
            .findFirst()
            .orElseThrow();
    edit(systems, List.of(letter), Map.of("title", "Chief"));
    assertThat(ok(systems.replay(systems.letters())).tally().updated()).isEqualTo(1);
    assertThat(systems.record("Lead", edited).path("Title").asText()).isEqualTo("Chief");
    assertThat(systems.person(edited).path("title").asText()).isEqualTo("Chief");
    assertThat(systems.record("Lead", unedited).path("Title").asText()).isEqualTo("Manager");
    assertThat(systems.letters()).isEmpty();
    ok(systems.once());
    rests(systems);
  }

  private static void edit(
      TwoSystems systems, List<DeadLetter> letters, Map<String, Object> values) {
    for (DeadLetter letter : letters) {
      systems.with(
          bactrian -> bactrian.deadLetters().edit(letter.id(), values, Actor.commandLine()));
    }
  }

  private static String lead(TwoSystems systems, String name, String email, String title) {
    Map<String, Object> lead =
        new HashMap<>(Map.of("LastName", name, "Company", "A", "Email", email));
    if (title != null) lead.put("Title", title);
    return systems.create("Lead", lead);
  }

  private void similar(TwoSystems systems) {
    ok(systems.once());
    Map<String, Object> values = Map.of("FirstName", "Ana", "LastName", "Silva", "Company", "A");
    String there = systems.create("Lead", new HashMap<>(values));
    ok(systems.once());
    systems.post(
        systems.salesforce.url() + "/sandbox/duplicate-rules",
        Map.of("object", "Lead", "fields", List.of("FirstName", "LastName")));
    flagged(systems, Map.of("firstName", "ana", "lastName", "Silva", "email", "a@x.example"));
    assertThat(ok(systems.once()).tally().parked()).isEqualTo(1);
    assertThat(only(systems).code()).isEqualTo("DUPLICATES_DETECTED");
    assertThat(only(systems).message()).contains("Use one of these records?", "Lead " + there);

    String free =
        systems.create("Lead", Map.of("FirstName", "Rui", "LastName", "Melo", "Company", "A"));
    systems.mapping(
        "lead.yaml", "  flag: syncToSalesforce", "  flag: syncToSalesforce\n  duplicates: update");
    // The lead comes in the same cycle as the person, who goes first.
    int rui =
        flagged(
            systems,
            Map.of("firstName", "Rui", "lastName", "Melo", "email", "r@x.example", "city", "Ovar"));
    ok(systems.once());
    assertThat(systems.person(free).path("id").asInt()).isEqualTo(rui);
    assertThat(systems.record("Lead", free).path("City").asText()).isEqualTo("Ovar");
    assertThat(systems.live("Lead")).isEqualTo(2);
    rests(systems);
  }

  private void locked(TwoSystems systems) {
    String id =
        systems.create("Lead", Map.of("LastName", "Lin", "Company", "A", "Email", "l@x.example"));
    ok(systems.once());
    systems.marketer(systems.person(id).path("id").asInt(), Map.of("title", "Boss"));
    lock(systems, 2);
    ok(systems.once());
    assertThat(systems.record("Lead", id).path("Title").asText()).isEqualTo("Boss");
    flagged(systems, Map.of("lastName", "Silva"));
    lock(systems, 2);
    ok(systems.once());
    assertThat(systems.live("Lead", "LastName = 'Silva'")).isEqualTo(1);
    flagged(systems, Map.of("lastName", "Costa"));
    lock(systems, 5);
    ok(systems.once());
    assertThat(only(systems).code()).isEqualTo("UNABLE_TO_LOCK_ROW");
    ok(systems.replay(systems.letters()));
    assertThat(systems.live("Lead", "LastName = 'Costa'")).isEqualTo(1);
  }

  private void owner(TwoSystems systems) {
    String clerk = user(systems, "clerk");
    String chief = user(systems, "chief");
    String rule = "01Q000000000001AAA";
    systems.post(
        systems.salesforce.url() + "/sandbox/assignment-rules",
        Map.of("object", "Lead", "id", rule, "ownerId", chief));
    systems.mapping(
        "lead.yaml", "  flag: syncToSalesforce", "  flag: syncToSalesforce\n  owner: " + clerk);
    ok(systems.once());
    flagged(systems, Map.of("lastName", "Silva"));
    ok(systems.once());
    assertThat(systems.live("Lead", "OwnerId = '" + clerk + "'")).isEqualTo(1);
    systems.mapping("lead.yaml", "  owner: " + clerk, "  assignment-rule: default");
    flagged(systems, Map.of("lastName", "Costa"));
    ok(systems.once());
    assertThat(systems.live("Lead", "OwnerId = '" + chief + "'")).isEqualTo(1);
    systems.mapping("lead.yaml", "  assignment-rule: default", "  assignment-rule: " + rule);
    flagged(systems, Map.of("lastName", "Melo"));
    ok(systems.once());
    assertThat(systems.live("Lead", "OwnerId = '" + chief + "'")).isEqualTo(2);
  }

  private static String user(TwoSystems systems, String name) {
    return systems.raw(
        "User",
        Map.of("LastName", name, "Username", name + "@x.example", "Email", name + "@x.example"));
  }

  private static int flagged(TwoSystems systems, Map<String, Object> values) {
    Map<String, Object> person = new HashMap<>(values);
    person.put("syncToSalesforce", true);
    return systems.newPerson(person);
  }

  private static void refuse(TwoSystems systems, String condition, String message) {
    systems.post(
        systems.salesforce.url() + "/sandbox/validation-rules",
        Map.of("object", "Lead", "condition", condition, "message", message, "field", "Title"));
  }

  private static void allow(TwoSystems systems) {
    systems.http("DELETE", systems.salesforce.url() + "/sandbox/validation-rules");
  }

  private static void lock(TwoSystems systems, int times) {
    JsonNode done =
        systems.post(
            systems.salesforce.url() + "/sandbox/locks", Map.of("object", "Lead", "times", times));
    assertThat(done.path("ok").asBoolean()).isTrue();
  }

  private static DeadLetter only(TwoSystems systems) {
    List<DeadLetter> letters = systems.letters();
    assertThat(letters).as(letters.toString()).hasSize(1);
    return letters.get(0);
  }

  private static Run ok(Run run) {
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
    return run;
  }

  /** Nothing is written any more. */
  private static void rests(TwoSystems systems) {
    Run quiet = ok(systems.once());
    assertThat(quiet.tally().created() + quiet.tally().updated())
        .as(quiet.tally().toString())
        .isZero();
  }
}
