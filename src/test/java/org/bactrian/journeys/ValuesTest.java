package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.Run;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Values as systems really hold and write them, and answers that don't say what they should. */
class ValuesTest {

  private static final String NAME = "  FirstName:          firstName";

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> journeys() {
    BothDatabases databases = new BothDatabases(folder);
    return Stream.of(
            databases.journey("an edit of the decimals arrives, both ways", this::decimals),
            databases.journey(
                "what Marketo makes of a number or an emoji is no edit", this::narrow),
            databases.journey("an opt-out is heard however it is written", this::booleans),
            databases.journey("what can't be read is no echo", this::unreadable),
            databases.journey("a yes is not undone by what was never set", this::neverSet),
            databases.journey("a rule says what a first match does", this::firstMatch),
            databases.journey("an id of 15 characters is the same id", this::shortIds),
            databases.journey("a record under an id of 15 characters stays one", this::shortKeys),
            databases.journey("control characters go nowhere", this::characters),
            databases.journey("what was skipped without a reason is told", this::skipped),
            databases.journey("an unknown status is looked at again", this::unknown),
            databases.journey("answers of others are not remembered", this::others),
            databases.journey("nobody is merged whose opt-out was refused", this::handedOn))
        .flatMap(s -> s);
  }

  private void decimals(TwoSystems systems) {
    systems.marketoField("rate", "float");
    systems.mapping("lead.yaml", NAME, NAME + "\n  Latitude:           rate");
    String id = lead(systems, Map.of("Latitude", 40));
    fine(systems.once());
    assertThat(systems.person(id).path("rate").asDouble()).isEqualTo(40);
    systems.patch("Lead", id, Map.of("Latitude", 40.45));
    fine(systems.once());
    assertThat(systems.person(id).path("rate").asDouble()).isEqualTo(40.45);
    systems.marketer(systems.person(id).path("id").asInt(), Map.of("rate", 40.4));
    fine(systems.once());
    assertThat(systems.record("Lead", id).path("Latitude").asDouble()).isEqualTo(40.4);
    rests(systems);
  }

  private void narrow(TwoSystems systems) {
    rules(systems, "values", Map.of("narrowNumbers", true, "cutAtAstral", true));
    systems.marketoField("revenue", "currency");
    systems.mapping("lead.yaml", NAME, NAME + "\n  AnnualRevenue:      revenue");
    String id = lead(systems, Map.of("AnnualRevenue", 1234567891, "Title", "Head of 🐫 sales"));
    fine(systems.once());
    assertThat(systems.person(id).path("title").asText()).isEqualTo("Head of ");
    // Both are compared once more.
    systems.patch("Lead", id, Map.of("City", "Nord"));
    fine(systems.once());
    assertThat(systems.record("Lead", id).path("AnnualRevenue").asLong()).isEqualTo(1234567891);
    assertThat(systems.record("Lead", id).path("Title").asText()).isEqualTo("Head of 🐫 sales");
    rests(systems);
    systems.marketer(systems.person(id).path("id").asInt(), Map.of("revenue", 1234567000));
    fine(systems.once());
    assertThat(systems.record("Lead", id).path("AnnualRevenue").asLong())
        .isEqualTo(systems.person(id).path("revenue").asLong());
  }

  private void booleans(TwoSystems systems) {
    int people = 0;
    for (String words : List.of("1/0", "True/False", "yes/no", "true/false")) {
      rules(systems, "log", Map.of("booleans", words));
      String id = lead(systems, Map.of("Email", "p" + ++people + "@x.example"));
      fine(systems.once());
      int person = systems.person(id).path("id").asInt();
      systems.marketer(person, Map.of("unsubscribed", true));
      fine(systems.once());
      assertThat(systems.record("Lead", id).path("HasOptedOutOfEmail").asBoolean())
          .as(words)
          .isTrue();
    }
    rests(systems);
  }

  private void unreadable(TwoSystems systems) {
    rules(systems, "log", Map.of("booleans", "ja/nein"));
    String id = lead(systems, Map.of());
    fine(systems.once());
    systems.marketer(systems.person(id).path("id").asInt(), Map.of("unsubscribed", true));
    fine(systems.once());
    assertThat(systems.record("Lead", id).path("HasOptedOutOfEmail").asBoolean()).isTrue();
    rests(systems);
  }

  private void neverSet(TwoSystems systems) {
    systems.mapping("lead.yaml", NAME, NAME + "\n  DoNotCall:          doNotCall");
    String id = lead(systems, Map.of("Email", "a@x.example", "DoNotCall", true));
    systems.post(systems.marketo.url() + "/sandbox/clock", Map.of("advanceSeconds", 3600));
    int person = systems.newPerson(Map.of("email", "a@x.example"));
    fine(systems.once());
    assertThat(systems.record("Lead", id).path("DoNotCall").asBoolean()).isTrue();
    assertThat(systems.person(id).path("doNotCall").asBoolean()).isTrue();
    rests(systems);
    // Once it is agreed, a no is an edit like any other.
    systems.marketer(person, Map.of("doNotCall", false));
    fine(systems.once());
    assertThat(systems.record("Lead", id).path("DoNotCall").asBoolean()).isFalse();
    rests(systems);
  }

  private void firstMatch(TwoSystems systems) {
    systems.mapping(
        "lead.yaml",
        NAME,
        NAME + "\n  DoNotCall:          { marketo: doNotCall, first-match: marketo-wins }");
    String id = lead(systems, Map.of("Email", "a@x.example", "DoNotCall", true));
    systems.newPerson(Map.of("email", "a@x.example"));
    fine(systems.once());
    assertThat(systems.record("Lead", id).path("DoNotCall").asBoolean()).isFalse();
    rests(systems);
  }

  private void shortIds(TwoSystems systems) {
    systems.marketoField("salesforceId", "string");
    String byAddress = lead(systems, Map.of("Email", "a@x.example"));
    String byId = lead(systems, Map.of("Email", "b@x.example", "Title", "Director"));
    int one =
        systems.newPerson(
            Map.of("email", "a@x.example", "salesforceId", byAddress.substring(0, 15)));
    int two =
        systems.newPerson(Map.of("email", "old@x.example", "salesforceId", byId.substring(0, 15)));
    fine(systems.once());
    assertThat(systems.letters()).isEmpty();
    assertThat(systems.people("email", "a@x.example")).hasSize(1);
    assertThat(systems.people("id", String.valueOf(two)).get(0).path("title").asText())
        .isEqualTo("Director");
    assertThat(systems.people("email", "b@x.example")).hasSizeLessThan(2);
    systems.marketer(one, Map.of("title", "Boss"));
    fine(systems.once());
    assertThat(systems.record("Lead", byAddress).path("Title").asText()).isEqualTo("Boss");
    rests(systems);
  }

  private void shortKeys(TwoSystems systems) {
    systems.anotherMapping(
        "opportunity.yaml",
        """
        salesforce: Opportunity
        marketo: opportunity
        match:
          - Id: externalOpportunityId
        to-marketo:
          Name:    name
          OwnerId: { marketo: externalSalesPersonId, convert: user-id }
        """);
    String alone = systems.create("Account", Map.of("Name", "Alone"));
    String account = systems.create("Account", Map.of("Name", "Acme"));
    String twofold = systems.create("Account", Map.of("Name", "Twofold"));
    String owner = systems.record("Account", account).path("OwnerId").asText();
    String contact = contact(systems, account);
    String moves = contact(systems, alone);
    String opportunity =
        systems.create(
            "Opportunity",
            Map.of(
                "Name", "Tent",
                "AccountId", account,
                "StageName", "Prospecting",
                "CloseDate", "2030-01-01"));
    for (String each : List.of(account, twofold)) company(systems, each.substring(0, 15));
    company(systems, twofold);
    systems.inMarketo(
        "salespersons",
        Map.of("externalSalesPersonId", owner.substring(0, 15), "email", "o@x.example"));
    systems.inMarketo(
        "opportunities",
        Map.of("externalOpportunityId", opportunity.substring(0, 15), "name", "Old"));
    fine(systems.once());
    assertThat(systems.letters()).isEmpty();
    under(systems, "companies", "externalCompanyId", account, "company", "Acme");
    under(systems, "salespersons", "externalSalesPersonId", owner, "externalSalesPersonId", null);
    under(systems, "opportunities", "externalOpportunityId", opportunity, "name", "Tent");
    assertThat(there(systems, "companies", "externalCompanyId", alone)).hasSize(1);
    assertThat(there(systems, "companies", "externalCompanyId", alone.substring(0, 15))).isEmpty();
    assertThat(
            there(systems, "companies", "externalCompanyId", twofold)
                .get(0)
                .path("company")
                .asText())
        .isEqualTo("Twofold");
    String brief = account.substring(0, 15);
    assertThat(systems.person(contact).path("externalCompanyId").asText()).isEqualTo(brief);
    assertThat(systems.person(contact).path("externalSalesPersonId").asText())
        .isEqualTo(owner.substring(0, 15));
    assertThat(there(systems, "opportunities", "externalSalesPersonId", owner.substring(0, 15)))
        .hasSize(1);
    rests(systems);
    systems.patch("Account", account, Map.of("Name", "Acme Ltd"));
    systems.patch("Opportunity", opportunity, Map.of("Name", "Tents"));
    systems.patch("Contact", contact, Map.of("Title", "Chief"));
    systems.patch("Contact", moves, Map.of("AccountId", account));
    fine(systems.once());
    under(systems, "companies", "externalCompanyId", account, "company", "Acme Ltd");
    under(systems, "opportunities", "externalOpportunityId", opportunity, "name", "Tents");
    for (String each : List.of(contact, moves)) {
      assertThat(systems.person(each).path("externalCompanyId").asText()).isEqualTo(brief);
    }
    assertThat(systems.person(contact).path("title").asText()).isEqualTo("Chief");
    rests(systems);
  }

  private static void company(TwoSystems systems, String key) {
    systems.inMarketo("companies", Map.of("externalCompanyId", key, "company", "Imported"));
  }

  private static String contact(TwoSystems systems, String account) {
    return systems.create("Contact", Map.of("LastName", "Lin", "AccountId", account));
  }

  /** Marketo has a record under its short id alone, with this value. */
  private static void under(
      TwoSystems systems, String path, String key, String id, String field, String value) {
    assertThat(there(systems, path, key, id)).as(path).isEmpty();
    JsonNode records = there(systems, path, key, id.substring(0, 15));
    assertThat(records).as(path).hasSize(1);
    if (value != null) assertThat(records.get(0).path(field).asText()).isEqualTo(value);
  }

  private static JsonNode there(TwoSystems systems, String path, String key, String id) {
    return systems.get(systems.marketo.url() + "/sandbox/" + path + "?" + key + "=" + id);
  }

  private void characters(TwoSystems systems) {
    String id = lead(systems, Map.of("Title", "Head of sales"));
    fine(systems.once());
    int person = systems.person(id).path("id").asInt();
    systems.marketer(person, Map.of("title", "Head\u0000 of\u000Bcamels\u0007", "city", "\u0000"));
    fine(systems.once());
    assertThat(systems.record("Lead", id).path("Title").asText()).isEqualTo("Head of camels");
    assertThat(systems.letters()).isEmpty();
    rests(systems);
    systems.raw("Lead", Map.of("Id", id, "Title", "Boss\u0000 of\u001F all"));
    fine(systems.once());
    assertThat(systems.person(id).path("title").asText()).isEqualTo("Boss of all");
    rests(systems);
  }

  private void skipped(TwoSystems systems) {
    String id = lead(systems, Map.of());
    fine(systems.once());
    systems.patch("Lead", id, Map.of("Title", "Director"));
    systems.marketoFault(Map.of("path", "POST /rest/v1/leads.json", "kind", "skipped"));
    assertThat(systems.once().tally().parked()).isEqualTo(1);
    DeadLetter letter = systems.letters().get(0);
    assertThat(letter.code()).isEqualTo("skipped");
    assertThat(systems.record("Lead", id).path("Title").asText()).isEqualTo("Director");
    fine(systems.replay(systems.letters()));
    assertThat(systems.person(id).path("title").asText()).isEqualTo("Director");
    assertThat(systems.letters()).isEmpty();
    rests(systems);
  }

  private void unknown(TwoSystems systems) {
    String id = lead(systems, Map.of());
    fine(systems.once());
    systems.patch("Lead", id, Map.of("Title", "Director"));
    systems.marketoFault(
        Map.of("path", "POST /rest/v1/leads.json", "kind", "row-status", "body", "queued"));
    assertThat(systems.once().tally().parked()).isEqualTo(1);
    assertThat(systems.letters()).extracting(DeadLetter::code).containsExactly("outcome-unknown");
    // It was done, as is seen at the next look.
    fine(systems.once());
    assertThat(systems.letters()).isEmpty();
    assertThat(systems.record("Lead", id).path("Title").asText()).isEqualTo("Director");
    assertThat(systems.person(id).path("title").asText()).isEqualTo("Director");
    rests(systems);
  }

  private void others(TwoSystems systems) {
    String one = lead(systems, Map.of("Email", "a@x.example"));
    String two = lead(systems, Map.of("Email", "b@x.example"));
    fine(systems.once());
    systems.patch("Lead", one, Map.of("Title", "Director"));
    systems.patch("Lead", two, Map.of("Title", "Boss"));
    systems.marketoFault(Map.of("path", "POST /rest/v1/leads.json", "kind", "other-ids"));
    assertThat(systems.once().failure()).contains("expected the result of record");
    fine(systems.once());
    assertThat(systems.person(one).path("title").asText()).isEqualTo("Director");
    assertThat(systems.person(two).path("title").asText()).isEqualTo("Boss");
    rests(systems);
  }

  private void handedOn(TwoSystems systems) {
    String stays = lead(systems, Map.of("Email", "a@x.example"));
    String goes = lead(systems, Map.of("Email", "b@x.example", "HasOptedOutOfEmail", true));
    fine(systems.once());
    int person = systems.person(goes).path("id").asInt();
    systems.post(
        systems.salesforce.url() + "/sandbox/merge",
        Map.of("object", "Lead", "masterId", stays, "ids", List.of(goes)));
    systems.marketoFault(
        Map.of("path", "POST /rest/v1/leads.json", "kind", "reason", "code", "1003", "times", 0));
    systems.once();
    assertThat(systems.letters())
        .extracting(DeadLetter::message)
        .anyMatch(words -> words.contains("is to have the opt-out of another"));
    assertThat(systems.people("email", "b@x.example").get(0).path("id").asInt()).isEqualTo(person);
    systems.http("DELETE", systems.marketo.url() + "/sandbox/faults");
    fine(systems.replay(systems.letters()));
    assertThat(systems.people("email", "b@x.example")).isEmpty();
    assertThat(systems.person(stays).path("unsubscribed").asBoolean()).isTrue();
    rests(systems);
    assertThat(systems.record("Lead", stays).path("HasOptedOutOfEmail").asBoolean()).isTrue();
  }

  private static String lead(TwoSystems systems, Map<String, Object> values) {
    Map<String, Object> lead = new HashMap<>(Map.of("LastName", "Lin", "Company", "Caravan"));
    lead.putAll(values);
    return systems.create("Lead", lead);
  }

  private static void rules(TwoSystems systems, String which, Map<String, Object> rules) {
    systems.post(systems.marketo.url() + "/sandbox/" + which, rules);
  }

  private static void fine(Run run) {
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
    assertThat(run.tally().parked()).isZero();
  }

  /** Another run has nothing to write. */
  private static void rests(TwoSystems systems) {
    systems.once();
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().created() + run.tally().updated()).as(run.tally().toString()).isZero();
  }
}
