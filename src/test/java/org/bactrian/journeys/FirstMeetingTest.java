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

/** Two databases that hold the same people meet for the first time. */
class FirstMeetingTest {

  private static final String FLAG = "syncToSalesforce";

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> journeys() {
    BothDatabases databases = new BothDatabases(folder);
    return Stream.of(
            databases.journey("one address makes two records one person", this::address),
            databases.journey("a conflict rule decides where both have a value", this::rules),
            databases.journey("two people in Marketo with one address are told", this::twoPeople),
            databases.journey("two leads with one address are told", this::twoLeads),
            databases.journey("a person whose key names another is told", this::anothersKey),
            databases.journey("a key links where addresses differ", this::key),
            databases.journey("an id goes before an address", this::claimed),
            databases.journey("an id goes before an address, among many", this::claimedAmongMany),
            databases.journey("a record that names somebody else's person is told", this::misnamed),
            databases.journey("nobody takes a record that names another", this::anothers),
            databases.journey("of two with one address neither takes a record", this::twoFlagged),
            databases.journey("flagged people of before become leads, once", this::flagged),
            databases.journey("no character of an address doubles anybody", this::characters),
            databases.journey("members of a list become leads", this::listed))
        .flatMap(s -> s);
  }

  private void address(TwoSystems systems) {
    String older =
        lead(systems, Map.of("Email", "Ann@X.example", "FirstName", "Ann", "Title", "Boss"));
    String outOfSalesforce =
        lead(systems, Map.of("Email", "bo@x.example", "HasOptedOutOfEmail", true));
    String outOfMarketo = lead(systems, Map.of("Email", "cy@x.example"));
    systems.post(systems.marketo.url() + "/sandbox/clock", Map.of("advanceSeconds", 3600));
    int ann =
        systems.newPerson(
            Map.of("email", "ann@x.EXAMPLE", "firstName", "Anna", "phone", "+49301234567"));
    int bo = systems.newPerson(Map.of("email", "bo@x.example"));
    int cy = systems.newPerson(Map.of("email", "cy@x.example", "unsubscribed", true));
    first(systems);
    assertThat(systems.person(older).path("id").asInt()).isEqualTo(ann);
    assertThat(systems.record("Lead", older).path("FirstName").asText()).isEqualTo("Anna");
    assertThat(systems.record("Lead", older).path("Phone").asText()).isEqualTo("+49301234567");
    assertThat(systems.person(older).path("title").asText()).isEqualTo("Boss");
    assertThat(systems.person(outOfSalesforce).path("id").asInt()).isEqualTo(bo);
    assertThat(systems.person(outOfSalesforce).path("unsubscribed").asBoolean()).isTrue();
    assertThat(systems.person(outOfMarketo).path("id").asInt()).isEqualTo(cy);
    assertThat(systems.record("Lead", outOfMarketo).path("HasOptedOutOfEmail").asBoolean())
        .isTrue();
    assertThat(systems.letters()).isEmpty();
    rests(systems);
  }

  private void rules(TwoSystems systems) {
    systems.mapping(
        "lead.yaml",
        "  FirstName:          firstName",
        "  FirstName:          { marketo: firstName, conflict: salesforce-wins }");
    systems.mapping(
        "lead.yaml",
        "  Title:              title",
        "  Title:              { marketo: title, conflict: marketo-wins }");
    systems.newPerson(Map.of("email", "a@x.example", "firstName", "M", "title", "M"));
    systems.newPerson(Map.of("email", "b@x.example", "lastName", "M"));
    // Salesforce's was changed last; where nobody is to win by his side, his value does.
    String a =
        lead(systems, Map.of("Email", "a@x.example", "FirstName", "S", "Title", "S", "City", "S"));
    first(systems);
    assertThat(systems.person(a).path("firstName").asText()).isEqualTo("S");
    assertThat(systems.record("Lead", a).path("Title").asText()).isEqualTo("M");
    assertThat(systems.person(a).path("city").asText()).isEqualTo("S");
    assertThat(systems.person(a).path("lastName").asText()).isEqualTo("Lin");
    rests(systems);
  }

  private void twoPeople(TwoSystems systems) {
    int one = systems.newPerson(Map.of("email", "twin@x.example"));
    int two = systems.newPerson(Map.of("email", "Twin@x.example"));
    String id = lead(systems, Map.of("Email", "twin@x.example"));
    first(systems);
    DeadLetter letter = only(systems);
    assertThat(letter.code()).isEqualTo("ambiguous-email");
    assertThat(letter.salesforceId()).isEqualTo(id);
    assertThat(letter.message()).contains("twin@x.example", "" + one, "" + two);
    rests(systems);
  }

  private void twoLeads(TwoSystems systems) {
    int person = systems.newPerson(Map.of("email", "twin@x.example"));
    String one = lead(systems, Map.of("Email", "twin@x.example"));
    String two = lead(systems, Map.of("Email", "twin@x.example"));
    first(systems);
    assertThat(systems.person(one).path("id").asInt()).isEqualTo(person);
    DeadLetter letter = only(systems);
    assertThat(letter.code()).isEqualTo("duplicate-email");
    assertThat(letter.message()).contains(one, two);
    rests(systems);
  }

  private void anothersKey(TwoSystems systems) {
    systems.marketoField("salesforceId", "string");
    String one = lead(systems, Map.of("Email", "one@x.example"));
    systems.newPerson(Map.of("email", "two@x.example", "salesforceId", one));
    String two = lead(systems, Map.of("Email", "two@x.example"));
    first(systems);
    // The key says whose they are; the other record may not have them for their address.
    assertThat(systems.person(one).path("salesforceId").asText()).isEqualTo(one);
    DeadLetter letter = only(systems);
    assertThat(letter.salesforceId()).isEqualTo(two);
    assertThat(letter.message()).contains(one, two);
    rests(systems);
  }

  private void key(TwoSystems systems) {
    int person = systems.newPerson(Map.of("email", "old@x.example", "firstName", "Old"));
    String byMarketoId =
        lead(systems, Map.of("Email", "new@x.example", "Marketo_Id__c", String.valueOf(person)));
    first(systems);
    assertThat(systems.person(byMarketoId).path("id").asInt()).isEqualTo(person);
    assertThat(systems.person(byMarketoId).path("email").asText()).isEqualTo("new@x.example");
    assertThat(systems.record("Lead", byMarketoId).path("FirstName").asText()).isEqualTo("Old");
    assertThat(systems.letters()).isEmpty();
    rests(systems);
  }

  private void claimed(TwoSystems systems) {
    claimed(systems, 0);
  }

  /** So many that they are sought in Salesforce by more than one call. */
  private void claimedAmongMany(TwoSystems systems) {
    claimed(systems, 490);
  }

  private void claimed(TwoSystems systems, int others) {
    first(systems);
    int byAddress = flagged(systems, Map.of("email", "a@x.example"));
    int alsoByAddress = flagged(systems, Map.of("email", "b@x.example"));
    for (int i = 0; i < others; i++) flagged(systems, Map.of("email", "p" + i + "@x.example"));
    int named = flagged(systems, Map.of("email", "named@x.example"));
    String naming =
        lead(systems, Map.of("Email", "a@x.example", "Marketo_Id__c", String.valueOf(named)));
    String keyed = lead(systems, Map.of("Email", "b@x.example"));
    int key = flagged(systems, Map.of("email", "key@x.example", "salesforceId", keyed));
    first(systems);
    assertThat(systems.person(naming).path("id").asInt()).isEqualTo(named);
    assertThat(systems.person(keyed).path("id").asInt()).isEqualTo(key);
    assertThat(systems.live("Lead")).isEqualTo(2 + others);
    List<DeadLetter> letters = systems.letters();
    assertThat(letters).extracting(DeadLetter::code).containsOnly("duplicate-email");
    assertThat(letters.stream().map(DeadLetter::marketoId))
        .containsExactlyInAnyOrder("" + byAddress, "" + alsoByAddress);
    assertThat(letters.toString()).contains("Lead " + naming, "Lead " + keyed);
    rests(systems);
  }

  private void misnamed(TwoSystems systems) {
    String taken = lead(systems, Map.of("Email", "a@x.example"));
    first(systems);
    int holder = systems.person(taken).path("id").asInt();
    int other = flagged(systems, Map.of("email", "b@x.example"));
    systems.patch("Lead", taken, Map.of("Marketo_Id__c", String.valueOf(other)));
    first(systems);
    assertThat(systems.person(taken).path("id").asInt()).isEqualTo(holder);
    assertThat(systems.record("Lead", taken).path("Email").asText()).isEqualTo("a@x.example");
    DeadLetter letter = only(systems);
    assertThat(letter.marketoId()).isEqualTo(String.valueOf(other));
    assertThat(letter.message()).contains("Lead " + taken, "" + holder, "" + other);
    rests(systems);
  }

  private void anothers(TwoSystems systems) {
    first(systems);
    int named = systems.newPerson(Map.of("lastName", "Lin", "email", "named@x.example"));
    int other = flagged(systems, Map.of("email", "a@x.example"));
    String record =
        lead(systems, Map.of("Email", "a@x.example", "Marketo_Id__c", String.valueOf(named)));
    first(systems);
    assertThat(systems.person(record).path("id").asInt()).isEqualTo(named);
    DeadLetter letter = only(systems);
    assertThat(letter.code()).isEqualTo("duplicate-id");
    assertThat(letter.marketoId()).isEqualTo(String.valueOf(other));
    assertThat(letter.message()).contains("Lead " + record, "" + named, "" + other);
    assertThat(systems.live("Lead")).isEqualTo(1);
    rests(systems);
  }

  private void twoFlagged(TwoSystems systems) {
    first(systems);
    int one = flagged(systems, Map.of("email", "a@x.example"));
    int other = flagged(systems, Map.of("email", "a@x.example"));
    String record = lead(systems, Map.of("Email", "a@x.example"));
    first(systems);
    assertThat(systems.people("salesforceId", record)).isEmpty();
    List<DeadLetter> letters = systems.letters();
    assertThat(letters).extracting(DeadLetter::code).containsOnly("ambiguous-email");
    assertThat(letters)
        .extracting(DeadLetter::marketoId)
        .contains(String.valueOf(one), String.valueOf(other));
    assertThat(letters.toString()).contains("2 Marketo people", "Lead " + record);
    assertThat(systems.live("Lead")).isEqualTo(1);
    rests(systems);
  }

  private static int flagged(TwoSystems systems, Map<String, Object> values) {
    Map<String, Object> person = new HashMap<>(Map.of("lastName", "Lin"));
    person.putAll(values);
    person.put(FLAG, true);
    return systems.newPerson(person);
  }

  private void flagged(TwoSystems systems) {
    systems.marketoField(FLAG, "boolean");
    int meant = systems.newPerson(Map.of("email", "m@x.example", "lastName", "Meant", FLAG, true));
    systems.newPerson(Map.of("email", "u@x.example", "lastName", "Unmeant"));
    int known = systems.newPerson(Map.of("email", "k@x.example", "lastName", "Known", FLAG, true));
    String there = lead(systems, Map.of("Email", "k@x.example"));
    first(systems);
    assertThat(systems.live("Lead")).isEqualTo(2);
    assertThat(systems.person(there).path("id").asInt()).isEqualTo(known);
    assertThat(systems.live("Lead", "Marketo_Id__c = '" + meant + "'")).isEqualTo(1);
    rests(systems);
    JsonNode calls = systems.get(systems.marketo.url() + "/sandbox/calls").path("endpoints");
    assertThat(calls.toString()).containsOnlyOnce("leads/export/create.json");
    assertThat(calls.findValues("POST /bulk/v1/leads/export/create.json").toString())
        .isEqualTo("[1]");
  }

  private void characters(TwoSystems systems) {
    systems.marketoField(FLAG, "boolean");
    systems.once();
    List<String> names =
        List.of(
            "p.plus+tag", "p&amp", "o'neil", "p%41", "p=q", "a#b", "a/b?c", "{x}", "a*b", "a!b");
    for (String name : names) {
      String email = name + "@x.example";
      lead(systems, Map.of("Email", email, "LastName", "Tom & Ann"));
      systems.newPerson(Map.of("email", email, "lastName", "Tom & Ann", FLAG, true));
    }
    Run met = systems.once();
    assertThat(met.failure()).isNull();
    assertThat(systems.letters()).isEmpty();
    assertThat(systems.live("Lead")).isEqualTo(names.size());
    for (String name : names) {
      assertThat(systems.people("email", name + "@x.example")).as(name).hasSize(1);
    }
    rests(systems);
  }

  private void listed(TwoSystems systems) {
    systems.mapping("lead.yaml", "  flag: syncToSalesforce", "  list: To Salesforce");
    assertThat(thrown(systems))
        .contains("lead.yaml line")
        .contains("Marketo has no static list 'To Salesforce'");
    int list =
        systems
            .post(systems.marketo.url() + "/sandbox/lists", Map.of("name", "To Salesforce"))
            .path("id")
            .asInt();
    int before = systems.newPerson(Map.of("email", "b@x.example", "lastName", "Before"));
    systems.newPerson(Map.of("email", "n@x.example", "lastName", "Never"));
    join(systems, list, before);
    first(systems);
    assertThat(systems.live("Lead", "LastName = 'Before'")).isEqualTo(1);
    int later = systems.newPerson(Map.of("email", "l@x.example", "lastName", "Later"));
    systems.once();
    assertThat(systems.live("Lead")).isEqualTo(1);
    join(systems, list, later);
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
    assertThat(systems.live("Lead", "LastName = 'Later'")).isEqualTo(1);
    assertThat(systems.live("Lead")).isEqualTo(2);
    rests(systems);
  }

  private static void join(TwoSystems systems, int list, int person) {
    systems.post(
        systems.marketo.url() + "/sandbox/lists/" + list + "/join",
        Map.of("leads", List.of(person)));
  }

  private static String thrown(TwoSystems systems) {
    try {
      systems.once();
      return "nothing";
    } catch (RuntimeException e) {
      return e.getMessage();
    }
  }

  private static String lead(TwoSystems systems, Map<String, Object> values) {
    Map<String, Object> lead = new HashMap<>(Map.of("LastName", "Lin", "Company", "Nord"));
    lead.putAll(values);
    return systems.create("Lead", lead);
  }

  private static void first(TwoSystems systems) {
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
  }

  private static DeadLetter only(TwoSystems systems) {
    List<DeadLetter> letters =
        systems.letters().stream().filter(l -> l.mapping().equals("lead")).toList();
    assertThat(letters).hasSize(1);
    return letters.get(0);
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
