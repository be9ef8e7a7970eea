package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bactrian.state.Run;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a marketer does in Marketo, and what Salesforce has of it after a run; on both databases.
 */
class MarketoToSalesforceTest {

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> journeys() {
    BothDatabases databases = new BothDatabases(folder);
    return Stream.of(
            databases.journey("an edit in Marketo reaches Salesforce", this::edit),
            databases.journey("a flagged person becomes a lead, once", this::flagged),
            databases.journey(
                "leads merged in Salesforce are one person in Marketo", this::mergedLeft),
            databases.journey(
                "leads merged into one that is new are one person", this::mergedIntoNew),
            databases.journey("whoever takes over loses nothing", this::heirs),
            databases.journey("chains of merges between two syncs end at one", this::chains),
            databases.journey("a converted lead's person stays one", this::convertedLoser),
            databases.journey(
                "people merged in Marketo are one lead in Salesforce", this::mergedRight),
            databases.journey(
                "a lead converted into a known contact keeps one person", this::convertedInto),
            databases.journey(
                "an opt-out that is not yet synced outlives a merge", this::optOutMerged),
            databases.journey(
                "a converted lead's person has what Salesforce owns", this::ownedConverted),
            databases.journey(
                "a deleted lead's person has what Salesforce owns", this::ownedDeleted),
            databases.journey("who is deleted in Marketo does not come back", this::deletedRight),
            databases.journey(
                "what is deleted in Salesforce comes back when it is restored", this::undeleted),
            databases.journey("a contact moves to another account", this::reparented),
            databases.journey("a blank does what its field's rule says", this::blanks))
        .flatMap(s -> s);
  }

  @Test
  void recordsThatAStepPutsInAnotherOrderStayTheirPeoples(@TempDir Path own) {
    try (TwoSystems systems = TwoSystems.lasting(own, 0)) {
      systems.lag(0);
      String call = "              - to:\n                  uri: salesforce:compositeUpsert";
      String step = "              - bean:\n                  beanType: java.util.Collections\n";
      systems.routeText(
          "marketo-to-salesforce.camel.yaml",
          call,
          step + "                  method: reverse(${body})\n" + call);
      systems.once();
      for (String name : List.of("Lin", "Ash", "Ko")) {
        systems.newPerson(
            Map.of("lastName", name, "email", name + "@x.example", "syncToSalesforce", true));
      }
      assertFine(systems.once());
      assertThat(systems.letters()).isEmpty();
      for (String name : List.of("Lin", "Ash", "Ko")) {
        JsonNode person = systems.people("email", name + "@x.example").get(0);
        assertThat(systems.record("Lead", person.path("salesforceId").asText()).path("LastName"))
            .hasToString("\"" + name + "\"");
      }
    }
  }

  private void edit(TwoSystems systems) {
    String id =
        systems.create(
            "Lead", Map.of("LastName", "Lin", "Company", "Nord", "Email", "lin@x.example"));
    systems.once();
    JsonNode person = systems.person(id);
    systems.marketer(
        person.path("id").asInt(), Map.of("firstName", "Mei", "phone", "+886 2 2345 6789"));
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
    JsonNode lead = systems.record("Lead", id);
    assertThat(lead.path("FirstName").asText()).isEqualTo("Mei");
    assertThat(lead.path("Phone").asText()).isEqualTo("+886 2 2345 6789");
    assertThat(lead.path("Marketo_Id__c").asText()).isEqualTo(person.path("id").asText());
    rests(systems);
  }

  private void flagged(TwoSystems systems) {
    systems.once();
    int id =
        systems.newPerson(
            Map.of(
                "firstName",
                "Ana",
                "lastName",
                "Silva",
                "email",
                "ana@x.example",
                "syncToSalesforce",
                true));
    int other = systems.newPerson(Map.of("lastName", "Unmeant", "email", "un@x.example"));
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
    assertThat(systems.live("Lead")).isEqualTo(1);
    JsonNode person = systems.people("email", "ana@x.example").get(0);
    JsonNode lead = systems.record("Lead", person.path("salesforceId").asText());
    assertThat(lead.path("LastName").asText()).isEqualTo("Silva");
    assertThat(lead.path("Company").asText()).isEqualTo("[not provided]");
    assertThat(lead.path("Marketo_Id__c").asText()).isEqualTo(String.valueOf(id));
    rests(systems);
  }

  private void mergedLeft(TwoSystems systems) {
    String master = lead(systems, "a@x.example");
    String loser = lead(systems, "b@x.example");
    systems.once();
    int kept = systems.person(master).path("id").asInt();
    merge(systems, master, loser);
    Run run = systems.once();
    assertFine(run);
    assertThat(systems.person(master).path("id").asInt()).isEqualTo(kept);
    assertThat(systems.people("salesforceId", loser)).isEmpty();
    assertThat(systems.people("email", "b@x.example")).isEmpty();
    rests(systems);
  }

  private void mergedIntoNew(TwoSystems systems) {
    List<String> losers = List.of(lead(systems, "a@x.example"), lead(systems, "b@x.example"));
    systems.once();
    String master = lead(systems, "c@x.example");
    systems.post(
        systems.salesforce.url() + "/sandbox/merge",
        Map.of("object", "Lead", "masterId", master, "ids", losers));
    assertFine(systems.once());
    assertThat(systems.people("salesforceId", master)).hasSize(1);
    for (String loser : losers) assertThat(systems.people("salesforceId", loser)).isEmpty();
    assertThat(systems.people("email", "c@x.example")).hasSize(1);
    assertThat(systems.people("email", "b@x.example")).isEmpty();
    rests(systems);
  }

  /** Each link of a chain is dead before it is read. */
  private void chains(TwoSystems systems) {
    String first = lead(systems, "a@x.example");
    String known = lead(systems, "b@x.example");
    String third = lead(systems, "c@x.example");
    String fourth = lead(systems, "d@x.example");
    assertFine(systems.once());
    String next = lead(systems, "e@x.example");
    String last = lead(systems, "f@x.example");
    int person = systems.person(first).path("id").asInt();
    merge(systems, next, first);
    merge(systems, last, next);
    String over = lead(systems, "g@x.example");
    merge(systems, over, known);
    String account = systems.create("Account", Map.of("Name", "Nord"));
    systems.post(
        systems.salesforce.url() + "/sandbox/convert",
        Map.of("leadId", over, "accountId", account));
    int winner = systems.person(fourth).path("id").asInt();
    int between = systems.newPerson(Map.of("lastName", "Lin", "email", "h@x.example"));
    for (int[] each :
        new int[][] {{between, systems.person(third).path("id").asInt()}, {winner, between}}) {
      systems.post(
          systems.marketo.url() + "/sandbox/leads/merge",
          Map.of("winner", each[0], "losers", List.of(each[1])));
    }
    assertFine(systems.once());
    assertThat(systems.person(last).path("id").asInt()).isEqualTo(person);
    String contact = systems.record("Lead", over).path("ConvertedContactId").asText();
    assertThat(systems.person(contact).path("salesforceType").asText()).isEqualTo("Contact");
    assertThat(systems.live("Lead", "IsDeleted = false AND IsConverted = false")).isEqualTo(2);
    assertThat(systems.person(fourth).path("id").asInt()).isEqualTo(winner);
    for (String gone : List.of(first, known, third, next, over)) {
      assertThat(systems.people("salesforceId", gone)).as(gone).isEmpty();
    }
    systems.marketer(person, Map.of("title", "Boss"));
    systems.marketer(winner, Map.of("title", "Chief"));
    assertFine(systems.once());
    assertThat(systems.record("Lead", last).path("Title").asText()).isEqualTo("Boss");
    assertThat(systems.record("Lead", fourth).path("Title").asText()).isEqualTo("Chief");
    rests(systems);
  }

  private void convertedLoser(TwoSystems systems) {
    String master = lead(systems, "a@x.example");
    String loser = lead(systems, "b@x.example");
    assertFine(systems.once());
    int winner = systems.person(master).path("id").asInt();
    String account = systems.create("Account", Map.of("Name", "Nord"));
    systems.post(
        systems.marketo.url() + "/sandbox/leads/merge",
        Map.of("winner", winner, "losers", List.of(systems.person(loser).path("id").asInt())));
    systems.post(
        systems.salesforce.url() + "/sandbox/convert",
        Map.of("leadId", loser, "accountId", account));
    assertFine(systems.once());
    String contact = systems.record("Lead", loser).path("ConvertedContactId").asText();
    assertThat(systems.person(contact).path("id").asInt()).isEqualTo(winner);
    assertThat(systems.record("Lead", master).path("ConvertedContactId").asText())
        .isEqualTo(contact);
    assertThat(systems.people("email", "b@x.example")).isEmpty();
    assertThat(systems.live("Contact", "LastName = 'Lin'")).isEqualTo(1);
    rests(systems);
  }

  /** A blank of who takes over is no edit, on either side. */
  private void heirs(TwoSystems systems) {
    String lead = lead(systems, "a@x.example");
    String converted = lead(systems, "b@x.example");
    String stays = lead(systems, "c@x.example");
    for (String each : List.of(lead, converted, stays)) {
      systems.patch("Lead", each, Map.of("MobilePhone", "+15550001", "Title", "Clerk"));
    }
    assertFine(systems.once());
    String master = lead(systems, "d@x.example");
    systems.patch("Lead", master, Map.of("Title", "Boss"));
    merge(systems, master, lead);
    String account = systems.create("Account", Map.of("Name", "Nord"));
    String contact = systems.create("Contact", Map.of("LastName", "Lin", "AccountId", account));
    systems.post(
        systems.salesforce.url() + "/sandbox/convert",
        Map.of("leadId", converted, "contactId", contact, "accountId", account));
    int winner = systems.newPerson(Map.of("lastName", "Lin", "email", "e@x.example"));
    int loser = systems.person(stays).path("id").asInt();
    systems.post(
        systems.marketo.url() + "/sandbox/leads/merge",
        Map.of("winner", winner, "losers", List.of(loser)));
    assertFine(systems.once());
    rests(systems);
    assertThat(systems.person(stays).path("id").asInt()).isEqualTo(winner);
    assertThat(systems.record("Lead", stays).path("MobilePhone").asText()).isEqualTo("+15550001");
    assertThat(systems.record("Lead", master).path("Title").asText()).isEqualTo("Boss");
    assertThat(systems.person(master).path("title").asText()).isEqualTo("Boss");
    assertThat(systems.record("Lead", master).path("MobilePhone").asText()).isEqualTo("+15550001");
    assertThat(systems.record("Contact", contact).path("MobilePhone").asText())
        .isEqualTo("+15550001");
    for (String each : List.of(master, contact, stays)) {
      assertThat(systems.person(each).path("mobilePhone").asText()).isEqualTo("+15550001");
    }
  }

  private void mergedRight(TwoSystems systems) {
    String master = lead(systems, "a@x.example");
    String loser = lead(systems, "b@x.example");
    systems.once();
    int winner = systems.person(master).path("id").asInt();
    int merged = systems.person(loser).path("id").asInt();
    systems.marketer(merged, Map.of("title", "Director"));
    systems.post(
        systems.marketo.url() + "/sandbox/leads/merge",
        Map.of("winner", winner, "losers", List.of(merged)));
    Run run = systems.once();
    assertFine(run);
    assertThat(systems.live("Lead")).isEqualTo(1);
    assertThat(systems.record("Lead", master).path("Title").asText()).isEqualTo("Director");
    rests(systems);
    assertThat(systems.person(master).path("id").asInt()).isEqualTo(winner);
  }

  private void convertedInto(TwoSystems systems) {
    String account = systems.create("Account", Map.of("Name", "Nord"));
    String contact =
        systems.create(
            "Contact", Map.of("LastName", "Lin", "Email", "c@x.example", "AccountId", account));
    String lead = lead(systems, "a@x.example");
    systems.once();
    int person = systems.person(contact).path("id").asInt();
    systems.post(
        systems.salesforce.url() + "/sandbox/convert",
        Map.of("leadId", lead, "contactId", contact, "accountId", account));
    Run run = systems.once();
    assertFine(run);
    assertThat(systems.person(contact).path("id").asInt()).isEqualTo(person);
    assertThat(systems.people("salesforceId", lead)).isEmpty();
    assertThat(systems.people("email", "a@x.example")).isEmpty();
    rests(systems);
  }

  /** The account is as new as the move, and the person is edited in Marketo meanwhile. */
  private void reparented(TwoSystems systems) {
    String before = systems.create("Account", Map.of("Name", "Nord"));
    String contact =
        systems.create(
            "Contact", Map.of("LastName", "Lin", "Email", "c@x.example", "AccountId", before));
    assertFine(systems.once());
    int person = systems.person(contact).path("id").asInt();
    String after = systems.create("Account", Map.of("Name", "Syd"));
    systems.patch("Contact", contact, Map.of("AccountId", after));
    systems.marketer(person, Map.of("title", "Director"));
    assertFine(systems.once());
    assertThat(systems.person(contact).path("id").asInt()).isEqualTo(person);
    assertThat(systems.person(contact).path("externalCompanyId").asText()).isEqualTo(after);
    assertThat(systems.person(contact).path("company").asText()).isEqualTo("Syd");
    JsonNode record = systems.record("Contact", contact);
    assertThat(record.path("Title").asText()).isEqualTo("Director");
    assertThat(record.path("AccountId").asText()).isEqualTo(after);
    rests(systems);
  }

  private void blanks(TwoSystems systems) {
    systems.mapping(
        "lead.yaml",
        "  Title:              title\n",
        "  Title:              { marketo: title, blank: ignore }\n");
    systems.mapping(
        "lead.yaml",
        "  State:              state\n",
        "  State:              { marketo: state, blank: clear-if-explicit }\n");
    String lead = lead(systems, "a@x.example");
    systems.patch("Lead", lead, Map.of("Title", "Clerk"));
    int known =
        systems.newPerson(
            Map.of("email", "a@x.example", "lastName", "Lin", "city", "Oslo", "state", "Viken"));
    assertFine(systems.once());
    assertThat(systems.person(lead).path("id").asInt()).isEqualTo(known);
    assertThat(systems.record("Lead", lead).path("City").asText())
        .as("a blank clears nothing when they first meet")
        .isEqualTo("Oslo");

    Map<String, Object> nothing = new HashMap<>();
    for (String field : List.of("Title", "City", "State")) nothing.put(field, null);
    systems.patch("Lead", lead, nothing);
    assertFine(systems.once());
    JsonNode person = systems.person(lead);
    assertThat(person.path("title").asText()).as("ignore").isEqualTo("Clerk");
    assertThat(person.path("city").isNull()).as("clear").isTrue();
    assertThat(person.path("state").isNull()).as("clear-if-explicit").isTrue();

    systems.patch("Lead", lead, Map.of("State", "Viken"));
    assertFine(systems.once());
    systems.marketer(known, Map.of("state", "Troms"));
    nothing.keySet().retainAll(List.of("State"));
    systems.patch("Lead", lead, nothing);
    assertFine(systems.once());
    assertThat(systems.record("Lead", lead).path("State").asText())
        .as("clear-if-explicit, edited meanwhile")
        .isEqualTo("Troms");
    rests(systems);
  }

  /** Marketo itself keeps the winner's no over the loser's yes. */
  private void optOutMerged(TwoSystems systems) {
    String master = lead(systems, "a@x.example");
    List<String> losers = List.of(lead(systems, "b@x.example"), lead(systems, "c@x.example"));
    systems.once();
    systems.patch("Lead", losers.get(0), Map.of("HasOptedOutOfEmail", true));
    merge(systems, master, losers.get(0));
    String other = lead(systems, "d@x.example");
    assertFine(systems.once());
    assertThat(systems.person(master).path("unsubscribed").asBoolean()).isTrue();
    assertThat(systems.record("Lead", master).path("HasOptedOutOfEmail").asBoolean()).isTrue();
    int loser = systems.person(losers.get(1)).path("id").asInt();
    systems.marketer(loser, Map.of("unsubscribed", true));
    merge(systems, other, losers.get(1));
    String last = lead(systems, "e@x.example");
    String third = lead(systems, "f@x.example");
    assertFine(systems.once());
    assertThat(systems.person(other).path("unsubscribed").asBoolean()).isTrue();
    assertThat(systems.record("Lead", other).path("HasOptedOutOfEmail").asBoolean()).isTrue();
    systems.patch("Lead", third, Map.of("HasOptedOutOfEmail", true));
    systems.post(
        systems.marketo.url() + "/sandbox/leads/merge",
        Map.of(
            "winner",
            systems.person(last).path("id").asInt(),
            "losers",
            List.of(systems.person(third).path("id").asInt())));
    assertFine(systems.once());
    assertThat(systems.person(last).path("unsubscribed").asBoolean()).isTrue();
    assertThat(systems.record("Lead", last).path("HasOptedOutOfEmail").asBoolean()).isTrue();
    // What the log alone tells of who goes counts, too.
    String heir = lead(systems, "g@x.example");
    String gone = lead(systems, "h@x.example");
    assertFine(systems.once());
    loser = systems.person(gone).path("id").asInt();
    systems.marketer(loser, Map.of("unsubscribed", true));
    systems.post(
        systems.marketo.url() + "/sandbox/leads/merge",
        Map.of("winner", systems.person(heir).path("id").asInt(), "losers", List.of(loser)));
    assertFine(systems.once());
    assertThat(systems.person(heir).path("unsubscribed").asBoolean()).isTrue();
    assertThat(systems.record("Lead", heir).path("HasOptedOutOfEmail").asBoolean()).isTrue();
    rests(systems);
  }

  private static void merge(TwoSystems systems, String master, String loser) {
    systems.post(
        systems.salesforce.url() + "/sandbox/merge",
        Map.of("object", "Lead", "masterId", master, "ids", List.of(loser)));
  }

  private void ownedConverted(TwoSystems systems) {
    String account = systems.create("Account", Map.of("Name", "Nord"));
    String lead = lead(systems, "a@x.example");
    systems.once();
    int person = systems.person(lead).path("id").asInt();
    systems.marketer(person, Map.of("mktoPersonNotes", "by hand", "leadSource", "Web"));
    systems.post(
        systems.salesforce.url() + "/sandbox/convert",
        Map.of("leadId", lead, "accountId", account));
    assertFine(systems.once());
    assertOwned(systems.people("email", "a@x.example").get(0));
    rests(systems);
  }

  private void ownedDeleted(TwoSystems systems) {
    String lead = lead(systems, "a@x.example");
    systems.once();
    int person = systems.person(lead).path("id").asInt();
    systems.marketer(
        person, Map.of("mktoPersonNotes", "by hand", "leadSource", "Web", "title", "Director"));
    systems.delete("Lead", lead);
    assertFine(systems.once());
    assertOwned(systems.person(lead));
    assertThat(systems.person(lead).path("salesforceIsDeleted").asBoolean()).isTrue();
    assertThat(systems.person(lead).path("title").asText()).isEqualTo("Director");
    rests(systems);
  }

  private static void assertOwned(JsonNode person) {
    assertThat(person.path("mktoPersonNotes").asText("")).isIn("", "null");
    assertThat(person.path("leadSource").asText("")).isIn("", "null");
  }

  private void deletedRight(TwoSystems systems) {
    String id = lead(systems, "a@x.example");
    systems.once();
    systems.http(
        "DELETE",
        systems.marketo.url() + "/sandbox/leads/" + systems.person(id).path("id").asInt());
    assertFine(systems.once());
    systems.patch("Lead", id, Map.of("Title", "Director"));
    Run run = systems.once();
    assertFine(run);
    assertThat(systems.people("email", "a@x.example")).isEmpty();
    assertThat(systems.live("Lead")).isEqualTo(1);
    rests(systems);
  }

  private void undeleted(TwoSystems systems) {
    String id = lead(systems, "a@x.example");
    systems.once();
    systems.delete("Lead", id);
    assertFine(systems.once());
    assertThat(systems.person(id).path("salesforceIsDeleted").asBoolean()).isTrue();
    systems.post(systems.salesforce.url() + "/sandbox/undelete", Map.of("ids", List.of(id)));
    assertFine(systems.once());
    assertThat(systems.person(id).path("salesforceIsDeleted").asBoolean()).isFalse();
    rests(systems);
  }

  private static String lead(TwoSystems systems, String email) {
    return systems.create("Lead", Map.of("LastName", "Lin", "Company", "Nord", "Email", email));
  }

  private static void assertFine(Run run) {
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
    assertThat(run.tally().parked()).as(run.tally().toString()).isZero();
  }

  /** Nothing is written any more. */
  private static void rests(TwoSystems systems) {
    Run quiet = systems.once();
    assertThat(quiet.failure()).isNull();
    assertThat(quiet.tally().created() + quiet.tally().updated())
        .as(quiet.tally().toString())
        .isZero();
  }
}
