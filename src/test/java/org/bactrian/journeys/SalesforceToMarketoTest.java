package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bactrian.Bactrian;
import org.bactrian.flow.Forecast;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.Run;
import org.bactrian.sync.Tally;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees, on both databases: deeds in one system, a run, and what is in the other. */
class SalesforceToMarketoTest {

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> journeys() {
    BothDatabases databases = new BothDatabases(folder);
    return Stream.of(
            databases.journey(
                "an org arrives, and a second run costs next to nothing", 300, this::initial),
            databases.journey(
                "a plan foretells the first sync, and writes nothing", 300, this::plan),
            databases.journey("a new lead arrives with every mapped field", 0, this::newLead),
            databases.journey("an edit writes what differs, and nothing else does", 0, this::edits),
            databases.journey("a bad record is parked, mended and replayed", 0, this::parked),
            databases.journey(
                "two leads with one address are never made one", 0, this::sharedAddress),
            databases.journey("a deleted lead is marked", 0, this::deleted),
            databases.journey("a converted lead stays one person", 0, this::converted),
            databases.journey("a contact gets its account as soon as that comes", 0, this::waiting))
        .flatMap(s -> s);
  }

  private void initial(TwoSystems systems) {
    Run first = systems.once();
    assertThat(first.failure()).isNull();
    assertThat(first.tally().adds()).isTrue();
    assertThat(first.tally().created()).isGreaterThan(500);
    JsonNode stats = systems.get(systems.marketo.url() + "/sandbox/stats");
    assertThat(stats.toString()).contains("leads");
    assertThat(first.salesforceCalls()).isEqualTo(counted(systems, systems.salesforce.url()));
    assertThat(first.marketoCalls()).isEqualTo(counted(systems, systems.marketo.url()));

    systems.http("DELETE", systems.salesforce.url() + "/sandbox/calls");
    systems.http("DELETE", systems.marketo.url() + "/sandbox/calls");
    Run second = systems.once();
    assertThat(second.failure()).isNull();
    assertThat(second.tally().read()).isZero();
    assertThat(second.salesforceCalls()).isEqualTo(1);
    assertThat(second.marketoCalls())
        .as(systems.get(systems.marketo.url() + "/sandbox/calls").toString())
        .isEqualTo(3);
    assertThat(systems.get(systems.salesforce.url() + "/sandbox/calls").path("total").asInt())
        .isEqualTo(1);
    assertThat(systems.get(systems.marketo.url() + "/sandbox/calls").path("total").asInt())
        .isEqualTo(3);
  }

  private void plan(TwoSystems systems) {
    List<Forecast> forecasts;
    try (Bactrian bactrian = systems.unprepared()) {
      assertThat(bactrian.fields().missing()).containsKey("salesforceId");
      forecasts = bactrian.plan();
    }
    JsonNode calls = systems.get(systems.marketo.url() + "/sandbox/calls").path("endpoints");
    assertThat(calls.properties())
        .extracting(Map.Entry::getKey)
        .isNotEmpty()
        .allMatch(call -> call.contains("describe") || call.endsWith("/rest/v1/leads.json"));
    JsonNode stats = systems.get(systems.marketo.url() + "/sandbox/stats").path("objects");
    assertThat(stats.properties()).allMatch(each -> each.getValue().asInt() == 0);
    Tally foretold = Tally.NONE;
    for (Forecast forecast : forecasts) foretold = foretold.plus(forecast.tally());
    assertThat(foretold).isEqualTo(systems.once().tally());
    assertThat(forecasts).extracting(Forecast::marketoCalls).doesNotContain(0L);
  }

  private void newLead(TwoSystems systems) {
    systems.once();
    Map<String, Object> lead = new HashMap<>();
    lead.put("FirstName", "Zoë");
    lead.put("LastName", "山田 🐫");
    lead.put("Company", "Nordlicht GmbH");
    lead.put("Email", "zoe@example.com");
    lead.put("Phone", "+886 2 2345 6789");
    lead.put("Status", "Working - Contacted");
    lead.put("HasOptedOutOfEmail", true);
    lead.put("Website", "https://nordlicht.example");
    String id = systems.create("Lead", lead);
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().toString())
        .isEqualTo("read=2 created=2 updated=0 unchanged=0 filtered=0 waiting=0 parked=0");
    JsonNode person = systems.person(id);
    assertThat(person.path("firstName").asText()).isEqualTo("Zoë");
    assertThat(person.path("lastName").asText()).isEqualTo("山田 🐫");
    assertThat(person.path("email").asText()).isEqualTo("zoe@example.com");
    assertThat(person.path("phone").asText()).isEqualTo("+886223456789");
    assertThat(person.path("leadStatus").asText()).isEqualTo("Working - Contacted");
    assertThat(person.path("unsubscribed").asBoolean()).isTrue();
    assertThat(person.path("salesforceType").asText()).isEqualTo("Lead");
    assertThat(person.path("externalCompanyId").asText()).isEqualTo(id);
    JsonNode company =
        systems.get(systems.marketo.url() + "/sandbox/companies?externalCompanyId=" + id).get(0);
    assertThat(company.path("company").asText()).isEqualTo("Nordlicht GmbH");
    assertThat(company.path("website").asText()).isEqualTo("https://nordlicht.example");
  }

  private void edits(TwoSystems systems) {
    String id = lead(systems, "al@example.com");
    systems.once();
    systems.patch("Lead", id, Map.of("Title", "Director"));
    Run edited = systems.once();
    assertThat(edited.tally().updated()).isEqualTo(1);
    assertThat(edited.tally().unchanged()).isEqualTo(1);
    assertThat(systems.person(id).path("title").asText()).isEqualTo("Director");
    systems.patch("Lead", id, Map.of("SICCode__c", "77"));
    Run untouched = systems.once();
    assertThat(untouched.tally().unchanged()).isEqualTo(2);
    assertThat(untouched.marketoCalls()).isEqualTo(3);
    Map<String, Object> blank = new HashMap<>();
    blank.put("Title", null);
    systems.patch("Lead", id, blank);
    systems.once();
    assertThat(systems.person(id).path("title").isNull()).isTrue();
  }

  private void parked(TwoSystems systems) {
    String id = lead(systems, "al@example.com");
    systems.raw("Lead", Map.of("Id", id, "FirstName", "x".repeat(300)));
    Run run = systems.once();
    assertThat(run.tally().parked()).isEqualTo(1);
    try (Bactrian bactrian = systems.bactrian()) {
      List<DeadLetter> letters = bactrian.deadLetters().list(Optional.empty());
      assertThat(letters).hasSize(1);
      assertThat(letters.get(0).code()).isEqualTo("too-long");
      assertThat(letters.get(0).message())
          .isEqualTo("First Name: it is 300 characters long, and Marketo holds 255");
      assertThat(bactrian.flows().replay(letters).orElseThrow().tally().parked()).isEqualTo(1);
      assertThat(bactrian.deadLetters().list(Optional.empty()).get(0).attempts()).isEqualTo(2);
      systems.patch("Lead", id, Map.of("FirstName", "Al"));
      assertThat(bactrian.flows().replay(letters).orElseThrow().tally().created()).isEqualTo(1);
      assertThat(bactrian.deadLetters().count()).isZero();
    }
    assertThat(systems.person(id).path("firstName").asText()).isEqualTo("Al");
    assertThat(systems.once().tally().unchanged()).isEqualTo(2);
  }

  private void sharedAddress(TwoSystems systems) {
    String first = lead(systems, "both@example.com");
    String second = lead(systems, "Both@Example.com");
    Run run = systems.once();
    assertThat(run.tally().parked()).isEqualTo(1);
    assertThat(systems.people("email", "both@example.com")).hasSize(1);
    try (Bactrian bactrian = systems.bactrian()) {
      DeadLetter letter = bactrian.deadLetters().list(Optional.empty()).get(0);
      assertThat(letter.code()).isEqualTo("duplicate-email");
      assertThat(letter.salesforceId()).isEqualTo(second);
      assertThat(letter.message()).contains(first).contains("both@example.com");
    }
    systems.patch("Lead", second, Map.of("Email", "other@example.com"));
    assertThat(systems.once().tally().created()).isEqualTo(1);
    assertThat(systems.person(second).path("email").asText()).isEqualTo("other@example.com");
  }

  private void deleted(TwoSystems systems) {
    String id = lead(systems, "al@example.com");
    systems.once();
    systems.delete("Lead", id);
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(systems.person(id).path("salesforceIsDeleted").asBoolean()).isTrue();
  }

  private void converted(TwoSystems systems) {
    String id = lead(systems, "al@example.com");
    systems.once();
    String marketoId = systems.person(id).path("id").asText();
    JsonNode converted =
        systems.post(systems.salesforce.url() + "/sandbox/convert", Map.of("leadId", id));
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().parked()).isZero();
    assertThat(systems.people("email", "al@example.com")).hasSize(1);
    JsonNode person = systems.people("email", "al@example.com").get(0);
    assertThat(person.path("id").asText()).isEqualTo(marketoId);
    assertThat(person.path("salesforceType").asText()).isEqualTo("Contact");
    assertThat(person.path("salesforceIsConverted").asBoolean()).isTrue();
    assertThat(person.path("salesforceId").asText()).startsWith("003");
    assertThat(converted.toString()).contains(person.path("salesforceId").asText());
  }

  private void waiting(TwoSystems systems) {
    systems.once();
    String account = systems.raw("Account", Map.of("Name", "x".repeat(256)));
    String contact =
        systems.create(
            "Contact",
            Map.of("LastName", "Okafor", "Email", "okafor@example.com", "AccountId", account));
    Run run = systems.once();
    assertThat(run.tally().parked()).isEqualTo(1);
    assertThat(systems.person(contact).path("externalCompanyId").isNull()).isTrue();
    systems.patch("Account", account, Map.of("Name", "Okafor & Sons"));
    Run mended = systems.once();
    assertThat(mended.failure()).isNull();
    assertThat(mended.tally().waiting()).isZero();
    assertThat(systems.person(contact).path("externalCompanyId").asText()).isEqualTo(account);
  }

  private static long counted(TwoSystems systems, String url) {
    return systems.get(url + "/sandbox/calls").path("total").asLong();
  }

  private static String lead(TwoSystems systems, String email) {
    return systems.create(
        "Lead", Map.of("LastName", "Lin", "FirstName", "Al", "Company", "Acme", "Email", email));
  }
}
