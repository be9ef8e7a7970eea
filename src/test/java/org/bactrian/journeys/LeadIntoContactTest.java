package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/**
 * A lead's person and a contact's are merged in Marketo: the lead is converted into the contact, or
 * it is said why not; on both databases.
 */
class LeadIntoContactTest {

  private static final String CODE = "merge-lead-and-contact";

  private static final String NOT_WON =
      """
      <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"
        xmlns="urn:partner.soap.sforce.com"><e:Body><convertLeadResponse><result><errors>
        <message>invalid convertedStatus: Won</message><statusCode>INVALID_STATUS</statusCode>
        </errors><success>false</success></result></convertLeadResponse></e:Body></e:Envelope>
      """;

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> journeys() {
    BothDatabases databases = new BothDatabases(folder);
    return Stream.of(
            databases.journey(
                "a lead merged into a contact is converted into it", this::contactWins),
            databases.journey("a contact merged into a lead takes the lead in", this::leadWins),
            databases.journey("two leads and a contact are one contact", this::three),
            databases.journey("what a rule refuses is replayed once it is gone", this::refused),
            databases.journey("who was converted by hand is done", this::byHand),
            databases.journey("a contact without an account gets one first", this::privateContact),
            databases.journey("a lost answer converts nobody twice", this::lostAnswer),
            databases.journey("killed after the call, it converts nobody twice", this::killed),
            databases.journey("a locked lead is waited for", this::locked),
            databases.journey("a status that leads may not have is not the last", this::statuses),
            databases.journey("a contact merged meanwhile is followed", this::contactMerged),
            databases.journey("another contact is not merged unasked", this::elsewhere),
            databases.journey(
                "a lead that is a contact of its own by then is merged as one",
                this::convertedMeanwhile))
        .flatMap(s -> s);
  }

  private void contactWins(TwoSystems systems) {
    String lead = lead(systems, "a@x.example", Map.of("Title", "Director", "Phone", "1"));
    String contact = contact(systems, "c@x.example", Map.of("Phone", "2"));
    systems.once();
    int winner = id(systems, contact);
    // Neither system would keep a yes of the lead's over the contact's no.
    systems.patch("Lead", lead, Map.of("HasOptedOutOfEmail", true));
    systems.marketer(id(systems, lead), Map.of("firstName", "Mei"));
    merge(systems, winner, id(systems, lead));
    fine(systems.once());
    assertConverted(systems, lead, contact);
    JsonNode record = systems.record("Contact", contact);
    assertThat(record.path("Title").asText()).isEqualTo("Director");
    assertThat(record.path("Phone").asText()).isEqualTo("2");
    assertThat(record.path("FirstName").asText()).isEqualTo("Mei");
    assertThat(record.path("HasOptedOutOfEmail").asBoolean()).isTrue();
    assertThat(systems.person(contact).path("id").asInt()).isEqualTo(winner);
    assertThat(systems.person(contact).path("unsubscribed").asBoolean()).isTrue();
    assertThat(systems.live("Opportunity")).isZero();
    assertThat(systems.live("Account", "Name = 'Nord'")).isEqualTo(1);
    rests(systems, 1);
  }

  private void leadWins(TwoSystems systems) {
    String lead = lead(systems, "a@x.example", Map.of());
    String contact = contact(systems, "c@x.example", Map.of());
    systems.once();
    int winner = id(systems, lead);
    merge(systems, winner, id(systems, contact));
    fine(systems.once());
    assertConverted(systems, lead, contact);
    assertThat(systems.person(contact).path("id").asInt()).isEqualTo(winner);
    JsonNode record = systems.record("Contact", contact);
    assertThat(record.path("Marketo_Id__c").asText()).isEqualTo(String.valueOf(winner));
    assertThat(systems.person(contact).path("externalCompanyId").asText())
        .isEqualTo(record.path("AccountId").asText());
    rests(systems, 1);
    // What comes later is the contact's.
    systems.marketer(winner, Map.of("title", "Director"));
    fine(systems.once());
    assertThat(systems.record("Contact", contact).path("Title").asText()).isEqualTo("Director");
    rests(systems, 1);
  }

  private void three(TwoSystems systems) {
    String queue = systems.raw("Group", Map.of("Name", "Q", "DeveloperName", "Q", "Type", "Queue"));
    String first = lead(systems, "a@x.example", Map.of());
    String second = lead(systems, "b@x.example", Map.of("OwnerId", queue));
    String contact = contact(systems, "c@x.example", Map.of());
    systems.once();
    int winner = id(systems, first);
    merge(systems, winner, id(systems, second), id(systems, contact));
    fine(systems.once());
    assertConverted(systems, first, contact);
    assertConverted(systems, second, contact);
    assertThat(systems.person(contact).path("id").asInt()).isEqualTo(winner);
    rests(systems, 1);
  }

  private void refused(TwoSystems systems) {
    String lead = lead(systems, "a@x.example", Map.of("Title", "Boss"));
    String contact = contact(systems, "c@x.example", Map.of());
    systems.once();
    systems.post(
        systems.salesforce.url() + "/sandbox/validation-rules",
        Map.of("object", "Lead", "condition", "Title = 'Boss'", "message", "Nobody is a boss"));
    int winner = id(systems, contact);
    merge(systems, winner, id(systems, lead));
    ok(systems.once());
    DeadLetter letter = parked(systems, lead);
    assertThat(letter.message()).contains("Nobody is a boss", lead, contact, "into " + winner);
    assertThat(letter.suggestion()).contains("validation rule");
    assertThat(ok(systems.replay(List.of(letter))).tally().parked()).isPositive();
    assertThat(parked(systems, lead).attempts()).isEqualTo(2);
    // An edit of what was left behind brings nobody back, and takes the letter to nobody.
    systems.http("DELETE", systems.salesforce.url() + "/sandbox/validation-rules");
    systems.patch("Lead", lead, Map.of("Phone", "1"));
    ok(systems.once());
    assertThat(systems.people("salesforceId", lead)).isEmpty();
    letter = parked(systems, lead);
    fine(systems.replay(List.of(letter)));
    assertThat(systems.letters()).isEmpty();
    assertConverted(systems, lead, contact);
    fine(systems.once());
    rests(systems, 3);

    String other = lead(systems, "b@x.example", Map.of());
    systems.once();
    systems.post(
        systems.salesforce.url() + "/sandbox/permissions", Map.of("object", "Lead", "edit", false));
    merge(systems, winner, id(systems, other));
    ok(systems.once());
    assertThat(parked(systems, other).suggestion()).contains("Convert Leads");
    systems.http("DELETE", systems.salesforce.url() + "/sandbox/permissions");
    systems.salesforceFault(
        Map.of("path", "/services/Soap", "status", 500, "errorCode", "INSUFFICIENT_ACCESS"));
    ok(systems.replay(systems.letters()));
    assertThat(parked(systems, other).message()).contains("INSUFFICIENT_ACCESS: Service");
    fine(systems.replay(systems.letters()));
    assertConverted(systems, other, contact);
  }

  private void byHand(TwoSystems systems) {
    String lead = lead(systems, "a@x.example", Map.of("Title", "Boss"));
    String contact = contact(systems, "c@x.example", Map.of());
    systems.once();
    systems.post(
        systems.salesforce.url() + "/sandbox/validation-rules",
        Map.of("object", "Lead", "condition", "Title = 'Boss'", "message", "Nobody is a boss"));
    merge(systems, id(systems, contact), id(systems, lead));
    ok(systems.once());
    DeadLetter letter = parked(systems, lead);
    systems.http("DELETE", systems.salesforce.url() + "/sandbox/validation-rules");
    convert(systems, lead, contact);
    ok(systems.once());
    fine(systems.replay(List.of(letter)));
    assertThat(systems.letters()).isEmpty();
    assertConverted(systems, lead, contact);
    rests(systems, 1);
  }

  private void privateContact(TwoSystems systems) {
    String lead = lead(systems, "a@x.example", Map.of());
    String contact = systems.create("Contact", Map.of("LastName", "Lin", "Email", "c@x.example"));
    systems.once();
    merge(systems, id(systems, lead), id(systems, contact));
    ok(systems.once());
    DeadLetter letter = parked(systems, lead);
    assertThat(letter.message()).contains("belongs to no account");
    assertThat(letter.suggestion()).startsWith("Give the contact an account");
    assertThat(systems.person(contact).path("salesforceType").asText()).isEqualTo("Contact");
    rests(systems, 0);
    String account = systems.create("Account", Map.of("Name", "Nord"));
    systems.patch("Contact", contact, Map.of("AccountId", account));
    ok(systems.once());
    fine(systems.replay(List.of(letter)));
    assertThat(systems.letters()).isEmpty();
    assertConverted(systems, lead, contact);
    fine(systems.once());
    rests(systems, 1);
  }

  private void lostAnswer(TwoSystems systems) {
    String lead = lead(systems, "a@x.example", Map.of("HasOptedOutOfEmail", true));
    String contact = contact(systems, "c@x.example", Map.of());
    systems.once();
    merge(systems, id(systems, contact), id(systems, lead));
    systems.salesforceFault(Map.of("path", "/services/Soap", "kind", "cut", "after", true));
    fine(systems.once());
    assertThat(converted(systems, lead)).isEqualTo(contact);
    fine(systems.once());
    assertThat(systems.letters()).isEmpty();
    assertConverted(systems, lead, contact);
    assertThat(systems.record("Contact", contact).path("HasOptedOutOfEmail").asBoolean()).isTrue();
    rests(systems, 1);
  }

  private void killed(TwoSystems systems) {
    String lead = lead(systems, "a@x.example", Map.of());
    String contact = contact(systems, "c@x.example", Map.of());
    systems.once();
    merge(systems, id(systems, contact), id(systems, lead));
    systems.salesforceFault(Map.of("path", "/services/Soap", "kind", "timeout", "after", true));
    Process run = Process.start(systems.settings(), "run", "--once");
    await().until(() -> converted(systems, lead), contact::equals);
    assertThat(run.isAlive()).as("waits for the answer").isTrue();
    run.kill();
    fine(systems.once());
    assertThat(systems.letters()).isEmpty();
    assertConverted(systems, lead, contact);
    rests(systems, 1);
  }

  private void locked(TwoSystems systems) {
    String lead = lead(systems, "a@x.example", Map.of());
    String contact = contact(systems, "c@x.example", Map.of());
    systems.once();
    merge(systems, id(systems, contact), id(systems, lead));
    lock(systems, 2);
    fine(systems.once());
    assertConverted(systems, lead, contact);
    rests(systems, 3);
    String other = lead(systems, "b@x.example", Map.of());
    systems.once();
    merge(systems, id(systems, contact), id(systems, other));
    lock(systems, 3);
    ok(systems.once());
    assertThat(parked(systems, other).suggestion()).contains("replay it later");
    fine(systems.replay(systems.letters()));
    assertConverted(systems, other, contact);
  }

  private void statuses(TwoSystems systems) {
    systems.raw(
        "LeadStatus",
        Map.of("ApiName", "Won", "MasterLabel", "W", "SortOrder", 0, "IsConverted", true));
    String lead = lead(systems, "a@x.example", Map.of());
    String contact = contact(systems, "c@x.example", Map.of());
    systems.once();
    merge(systems, id(systems, contact), id(systems, lead));
    // So Salesforce answers if the lead's record type has a process without that status.
    systems.salesforceFault(Map.of("path", "/services/Soap", "kind", "garbage", "body", NOT_WON));
    fine(systems.once());
    assertConverted(systems, lead, contact);
    assertThat(systems.record("Lead", lead).path("Status").asText())
        .isEqualTo("Closed - Converted");
    rests(systems, 2);
    String other = lead(systems, "b@x.example", Map.of());
    systems.once();
    merge(systems, id(systems, contact), id(systems, other));
    fine(systems.once());
    assertThat(systems.record("Lead", other).path("Status").asText()).isEqualTo("Won");
  }

  private void contactMerged(TwoSystems systems) {
    String lead = lead(systems, "a@x.example", Map.of());
    String contact = contact(systems, "c@x.example", Map.of());
    String master = contact(systems, "m@x.example", Map.of());
    systems.once();
    merge(systems, id(systems, contact), id(systems, lead));
    systems.post(
        systems.salesforce.url() + "/sandbox/merge",
        Map.of("object", "Contact", "masterId", master, "ids", List.of(contact)));
    fine(systems.once());
    assertConverted(systems, lead, master);
    assertThat(systems.people("salesforceId", contact)).isEmpty();
    rests(systems, 1);
  }

  private void elsewhere(TwoSystems systems) {
    String lead = lead(systems, "a@x.example", Map.of());
    String contact = contact(systems, "c@x.example", Map.of());
    String other = contact(systems, "o@x.example", Map.of());
    systems.once();
    merge(systems, id(systems, contact), id(systems, lead));
    convert(systems, lead, other);
    ok(systems.once());
    DeadLetter letter = parked(systems, lead);
    assertThat(letter.message()).contains("converted into contact " + other);
    assertThat(letter.suggestion()).startsWith("Merge the two contacts");
    assertThat(systems.people("salesforceId", other)).hasSize(1);
    assertThat(systems.people("salesforceId", contact)).hasSize(1);
    ok(systems.replay(List.of(letter)));
    parked(systems, lead);
    rests(systems, 0);
    systems.post(
        systems.salesforce.url() + "/sandbox/merge",
        Map.of("object", "Contact", "masterId", contact, "ids", List.of(other)));
    fine(systems.once());
    fine(systems.replay(List.of(letter)));
    assertThat(systems.letters()).isEmpty();
    assertConverted(systems, lead, contact);
  }

  private void convertedMeanwhile(TwoSystems systems) {
    String lead = lead(systems, "a@x.example", Map.of("Title", "Director"));
    String contact = contact(systems, "c@x.example", Map.of());
    systems.once();
    int winner = id(systems, contact);
    merge(systems, winner, id(systems, lead));
    systems.post(systems.salesforce.url() + "/sandbox/convert", Map.of("leadId", lead));
    fine(systems.once());
    assertThat(systems.live("Contact", "LastName = 'Lin' AND IsDeleted = false")).isEqualTo(1);
    assertThat(systems.people("lastName", "Lin")).hasSize(1);
    assertThat(systems.person(contact).path("id").asInt()).isEqualTo(winner);
    assertThat(systems.record("Contact", contact).path("Title").asText()).isEqualTo("Director");
    // One call merged the contacts.
    rests(systems, 1);
  }

  private static String lead(TwoSystems systems, String email, Map<String, Object> more) {
    return person(systems, "Lead", "Company", "Nord", email, more);
  }

  private static String contact(TwoSystems systems, String email, Map<String, Object> more) {
    String account = systems.raw("Account", Map.of("Name", "Nord"));
    return person(systems, "Contact", "AccountId", account, email, more);
  }

  private static String person(
      TwoSystems systems,
      String object,
      String field,
      String value,
      String email,
      Map<String, Object> more) {
    Map<String, Object> record = new HashMap<>(more);
    record.putAll(Map.of("LastName", "Lin", "Email", email, field, value));
    return systems.create(object, record);
  }

  private static int id(TwoSystems systems, String record) {
    return systems.person(record).path("id").asInt();
  }

  private static void merge(TwoSystems systems, int winner, Integer... losers) {
    systems.post(
        systems.marketo.url() + "/sandbox/leads/merge",
        Map.of("winner", winner, "losers", List.of(losers)));
  }

  private static void convert(TwoSystems systems, String lead, String contact) {
    systems.post(
        systems.salesforce.url() + "/sandbox/convert",
        Map.of("leadId", lead, "contactId", contact));
  }

  private static void lock(TwoSystems systems, int times) {
    systems.post(
        systems.salesforce.url() + "/sandbox/locks", Map.of("object", "Lead", "times", times));
  }

  /** The contact that a lead was converted into. */
  private static String converted(TwoSystems systems, String lead) {
    return systems.record("Lead", lead).path("ConvertedContactId").asText();
  }

  private static void assertConverted(TwoSystems systems, String lead, String contact) {
    assertThat(converted(systems, lead)).isEqualTo(contact);
    assertThat(systems.person(contact).path("salesforceType").asText()).isEqualTo("Contact");
    assertThat(systems.people("salesforceId", lead)).isEmpty();
    assertThat(systems.people("lastName", "Lin"))
        .hasSize(systems.live("Contact", "LastName = 'Lin' AND IsDeleted = false"));
  }

  private static DeadLetter parked(TwoSystems systems, String lead) {
    List<DeadLetter> letters = systems.letters();
    assertThat(letters).as(letters.toString()).hasSize(1);
    assertThat(letters.get(0).code()).isEqualTo(CODE);
    assertThat(letters.get(0).salesforceId()).isEqualTo(lead);
    return letters.get(0);
  }

  private static Run ok(Run run) {
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
    return run;
  }

  private static void fine(Run run) {
    assertThat(ok(run).tally().parked()).as(run.tally().toString()).isZero();
  }

  /** Nothing is written any more, and Salesforce was asked so often to convert. */
  private static void rests(TwoSystems systems, int conversions) {
    Run quiet = ok(systems.once());
    assertThat(quiet.tally().created() + quiet.tally().updated())
        .as(quiet.tally().toString())
        .isZero();
    JsonNode calls = systems.get(systems.salesforce.url() + "/sandbox/calls");
    assertThat(calls.path("endpoints").path("POST /services/Soap/u").asInt())
        .isEqualTo(conversions);
  }
}
