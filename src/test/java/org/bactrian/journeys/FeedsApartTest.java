package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one record or one object is refused for stops no other. */
class FeedsApartTest {

  private static final String NAME = "  FirstName:          firstName";

  @TempDir Path folder;
  private TwoSystems systems;

  @BeforeEach
  void start() {
    systems = TwoSystems.lasting(folder, 0);
    systems.lag(0);
  }

  @AfterEach
  void stop() {
    systems.close();
  }

  @Test
  void aValueThatSalesforceCanNotReadParksItsRecordAndTheOthersAreWritten() {
    salesforce("fields/Lead", Map.of("name", "Call_At__c", "label", "Call At", "type", "time"));
    systems.marketoField("callAt", "string");
    systems.mapping("lead.yaml", NAME, NAME + "\n  Call_At__c:         callAt");
    String[] leads = new String[7];
    for (int i = 0; i < 7; i++) leads[i] = lead(Map.of("Email", "p" + i + "@x.example"));
    fine(systems.once());
    for (int i = 0; i < 7; i++) {
      String at = i == 4 ? "tea time" : "1" + i + ":00:00.000Z";
      systems.marketer(systems.person(leads[i]).path("id").asInt(), Map.of("callAt", at));
    }
    for (String at : new String[] {"20:00:00.000Z", "late"}) {
      systems.newPerson(Map.of("lastName", at, "callAt", at, "syncToSalesforce", true));
    }
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).isTrue();
    assertThat(run.salesforceCalls()).isLessThan(20);
    assertThat(systems.letters())
        .hasSize(2)
        .allSatisfy(letter -> assertThat(letter.message()).contains("Cannot deserialize"))
        .extracting(DeadLetter::code)
        .containsOnly("JSON_PARSER_ERROR");
    for (int i = 0; i < 7; i++) {
      assertThat(systems.record("Lead", leads[i]).path("Call_At__c").isNull()).isEqualTo(i == 4);
    }
    assertThat(systems.live("Lead", "LastName = '20:00:00.000Z'")).isEqualTo(1);
  }

  @Test
  void whatApexRefusesAtOnceIsWrittenInSmallerCallsAndTheSizeOutlivesARestart() {
    salesforce("apex-limits", Map.of("object", "Lead", "records", 10));
    String[] leads = new String[40];
    for (int i = 0; i < leads.length; i++) leads[i] = lead(Map.of("Email", "p" + i + "@x.example"));
    fine(systems.once());
    for (String lead : leads) marketer(lead, Map.of("title", "Chief"));
    long first = systems.once().salesforceCalls();
    systems.later(Duration.ofHours(1));
    for (String lead : leads) marketer(lead, Map.of("title", "Guide"));
    Run second = systems.once();
    fine(second);
    assertThat(systems.live("Lead", "Title = 'Guide'")).isEqualTo(leads.length);
    // 40 and 20 were refused the first time.
    assertThat(second.salesforceCalls()).isEqualTo(first - 2);
  }

  @Test
  void anObjectThatIsHiddenStandsStillAndTheOthersGoOn() {
    String lead = lead(Map.of("Email", "a@x.example"));
    String contact = systems.create("Contact", Map.of("LastName", "Ko", "Email", "b@x.example"));
    fine(systems.once());
    hide(Map.of("object", "Contact", "read", false));
    systems.patch("Lead", lead, Map.of("City", "Nord"));
    marketer(lead, Map.of("title", "Chief"));
    marketer(contact, Map.of("title", "Guide"));
    Run run = systems.once();
    assertThat(run.failure()).startsWith("degraded: Contact; ");
    assertThat(run.isDegraded()).isTrue();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
    assertThat(systems.person(lead).path("city").asText()).isEqualTo("Nord");
    assertThat(systems.record("Lead", lead).path("Title").asText()).isEqualTo("Chief");
    assertThat(systems.letters()).isEmpty();
    show();
    fine(systems.once());
    assertThat(systems.record("Contact", contact).path("Title").asText()).isEqualTo("Guide");
  }

  @Test
  void anObjectWhoseQueriesTakeTooLongStandsStillAndTheOthersGoOn() {
    String lead = lead(Map.of("Email", "a@x.example"));
    fine(systems.once());
    systems.patch("Lead", lead, Map.of("City", "Nord"));
    systems.salesforceFault(
        Map.of(
            "subrequests",
            true,
            "path",
            "FROM Contact",
            "times",
            100,
            "status",
            400,
            "errorCode",
            "QUERY_TIMEOUT",
            "message",
            "Your query request was running for too long."));
    Run run = systems.once();
    assertThat(run.failure()).startsWith("degraded: Contact; ").contains("QUERY_TIMEOUT");
    assertThat(systems.person(lead).path("city").asText()).isEqualTo("Nord");
  }

  @Test
  void whatMarketoRefusesOfOneObjectLeavesTheOthersGoing() {
    systems.marketoFault(
        Map.of("path", "POST /rest/v1/companies.json", "kind", "code", "code", "603", "times", 0));
    String account = systems.create("Account", Map.of("Name", "Caravan"));
    String contact = systems.create("Contact", Map.of("LastName", "Ko", "AccountId", account));
    systems.create("Contact", Map.of("LastName", "Free", "Email", "f@x.example"));
    Run run = systems.once();
    assertThat(run.failure()).startsWith("degraded: ").contains("Account").contains("603");
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
    assertThat(run.tally().waiting()).isPositive();
    assertThat(systems.people("email", "f@x.example")).hasSize(1);
    assertThat(systems.letters()).isEmpty();
    systems.http("DELETE", systems.marketo.url() + "/sandbox/faults");
    fine(systems.once());
    assertThat(systems.person(contact).path("lastName").asText()).isEqualTo("Ko");
  }

  @Test
  void aHiddenFieldIsLeftOutAndComesBack() {
    String lead = lead(Map.of("Email", "a@x.example", "Title", "Guide"));
    fine(systems.once());
    hide(Map.of("object", "Lead", "field", "Title", "read", false));
    systems.patch("Lead", lead, Map.of("City", "Nord"));
    fine(systems.once());
    assertThat(systems.person(lead).path("city").asText()).isEqualTo("Nord");
    assertThat(systems.person(lead).path("title").asText()).isEqualTo("Guide");
    marketer(lead, Map.of("state", "TX", "title", "Chief"));
    fine(systems.once());
    assertThat(systems.record("Lead", lead).path("State").asText()).isEqualTo("TX");
    assertThat(systems.letters()).isEmpty();
    // It starts without it, and says so where it is asked.
    systems.later(Duration.ofHours(25));
    fine(systems.once());
    show();
    systems.later(Duration.ofMinutes(16));
    fine(systems.once());
    assertThat(systems.record("Lead", lead).path("Title").asText()).isEqualTo("Chief");
    assertThat(systems.person(lead).path("title").asText()).isEqualTo("Chief");
  }

  @Test
  void aFieldThatMarketoHidesIsLeftOut() {
    systems.marketoField("nick", "string");
    systems.mapping("lead.yaml", NAME, NAME + "\n  Jigsaw:             nick");
    String lead = lead(Map.of("Email", "a@x.example"));
    fine(systems.once());
    systems.post(systems.marketo.url() + "/sandbox/fields/nick", Map.of("hidden", true));
    systems.patch("Lead", lead, Map.of("City", "Nord", "Jigsaw", "x"));
    marketer(lead, Map.of("title", "Chief"));
    fine(systems.once());
    assertThat(systems.person(lead).path("city").asText()).isEqualTo("Nord");
    assertThat(systems.record("Lead", lead).path("Title").asText()).isEqualTo("Chief");
    String hidden = lead(Map.of("Email", "new@x.example", "Jigsaw", "y"));
    fine(systems.once());
    assertThat(systems.people("email", "new@x.example")).hasSize(1);
    systems.post(systems.marketo.url() + "/sandbox/fields/nick", Map.of("hidden", false));
    systems.later(Duration.ofMinutes(16));
    fine(systems.once());
    assertThat(systems.person(lead).path("nick").asText()).isEqualTo("x");
    assertThat(systems.person(hidden).path("nick").asText()).isEqualTo("y");
    assertThat(systems.letters()).isEmpty();
  }

  @Test
  void aFieldThatIsRenamedOrRetypedIsLeftOut() {
    systems.marketoField("sic", "string");
    systems.mapping("lead.yaml", NAME, NAME + "\n  SICCode__c:         sic");
    String lead = lead(Map.of("Email", "a@x.example", "SICCode__c", "word"));
    fine(systems.once());
    salesforce("fields/Lead/SICCode__c", Map.of("type", "date"));
    salesforce("fields/Lead/Lead_Score__c", Map.of("name", "Points__c"));
    marketer(lead, Map.of("sic", "other", "leadScore", 7, "title", "Chief"));
    fine(systems.once());
    assertThat(systems.record("Lead", lead).path("Title").asText()).isEqualTo("Chief");
    assertThat(systems.letters()).isEmpty();
  }

  @Test
  void aPicklistValueIsThereWhenTheLetterIsReplayed() {
    systems.marketoField("prime", "string");
    systems.mapping("lead.yaml", NAME, NAME + "\n  Primary__c:         prime");
    String lead = lead(Map.of("Email", "a@x.example"));
    fine(systems.once());
    marketer(lead, Map.of("prime", "Perhaps"));
    systems.once();
    assertThat(systems.letters()).extracting(DeadLetter::code).containsOnly("not-in-picklist");
    salesforce("fields/Lead/Primary__c", Map.of("values", List.of("No", "Yes", "Perhaps")));
    fine(systems.replay(systems.letters()));
    assertThat(systems.letters()).isEmpty();
    assertThat(systems.record("Lead", lead).path("Primary__c").asText()).isEqualTo("Perhaps");
  }

  @Test
  void anEncryptedAddressStopsNobody() {
    String lead = lead(Map.of("Email", "a@x.example"));
    fine(systems.once());
    salesforce("fields/Contact/Email", Map.of("encrypted", true));
    systems.patch("Lead", lead, Map.of("City", "Nord"));
    marketer(lead, Map.of("title", "Chief", "unsubscribed", true));
    systems.newPerson(Map.of("lastName", "New", "email", "n@x.example", "syncToSalesforce", true));
    systems.newPerson(Map.of("lastName", "Shy", "syncToSalesforce", true));
    fine(systems.once());
    assertThat(systems.person(lead).path("city").asText()).isEqualTo("Nord");
    assertThat(systems.record("Lead", lead).path("Title").asText()).isEqualTo("Chief");
    assertThat(systems.record("Lead", lead).path("HasOptedOutOfEmail").asBoolean()).isTrue();
    assertThat(systems.live("Lead", "LastName = 'Shy'")).isEqualTo(1);
    assertThat(systems.live("Lead", "LastName = 'New'")).isZero();
    assertThat(systems.letters()).extracting(DeadLetter::code).containsOnly("unsearchable-email");
  }

  @Test
  void aRowOfTheLogThatCanNotBeReadIsALetter() {
    String lead = lead(Map.of("Email", "a@x.example"));
    fine(systems.once());
    marketer(lead, Map.of("title", "Chief"));
    String row = "{\"id\":9,\"leadId\":\"nobody\",\"activityTypeId\":13}";
    systems.marketoFault(
        Map.of(
            "path",
            "/rest/v1/activities/leadchanges.json",
            "kind",
            "status",
            "status",
            200,
            "times",
            1,
            "body",
            "{\"success\":true,\"requestId\":\"1\",\"moreResult\":false,\"nextPageToken\":\"x\",\"result\":[%s]}"
                .formatted(row)));
    fine(systems.once());
    assertThat(systems.letters()).extracting(DeadLetter::code).containsOnly("unreadable-activity");
    fine(systems.replay(systems.letters()));
    assertThat(systems.letters())
        .extracting(DeadLetter::message)
        .first()
        .asString()
        .contains("nobody");
    // The place that came with it is none; the log is read again from the last one.
    fine(systems.once());
    assertThat(systems.record("Lead", lead).path("Title").asText()).isEqualTo("Chief");
  }

  private void hide(Map<String, Object> what) {
    salesforce("permissions", what);
  }

  private void show() {
    systems.http("DELETE", systems.salesforce.url() + "/sandbox/permissions");
  }

  private void marketer(String salesforceId, Map<String, Object> values) {
    systems.marketer(systems.person(salesforceId).path("id").asInt(), values);
  }

  private String lead(Map<String, Object> values) {
    Map<String, Object> lead = new HashMap<>(Map.of("LastName", "Lin", "Company", "Caravan"));
    lead.putAll(values);
    return systems.create("Lead", lead);
  }

  private void salesforce(String path, Map<String, Object> body) {
    systems.post(systems.salesforce.url() + "/sandbox/" + path, body);
  }

  private static void fine(Run run) {
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
  }
}
