package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bactrian.Bactrian;
import org.bactrian.audit.Action;
import org.bactrian.audit.Actor;
import org.bactrian.state.Database;
import org.bactrian.state.Run;
import org.bactrian.state.people.Erasures.Erasure;
import org.bactrian.state.people.Erasures.Item;
import org.bactrian.state.people.Erasures.State;
import org.bactrian.sync.merge.Side;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A person who asks for it is forgotten on both sides and does not come back. */
class ErasureTest {

  private static final String ADDRESS = "forget.me@x.example";

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> journeys() {
    BothDatabases databases = new BothDatabases(folder);
    return Stream.of(
            databases.journey("a person is forgotten and stays so", this::forgotten),
            databases.journey("an erasure that was begun is finished", this::begun))
        .flatMap(s -> s);
  }

  private void forgotten(TwoSystems systems) {
    String lead = lead(systems, Map.of("Email", ADDRESS, "HasOptedOutOfEmail", true));
    run(systems);
    String twin = lead(systems, Map.of("Email", ADDRESS));
    int person = systems.person(lead).path("id").asInt();
    systems.marketer(person, Map.of("firstName", "Zebedee"));
    run(systems);
    assertThat(all(systems)).contains(ADDRESS).contains("Zebedee");

    Erasure receipt = forget(systems, String.valueOf(person));
    assertThat(receipt.state()).isEqualTo(State.DONE);
    assertThat(receipt.ids(Side.SALESFORCE)).containsExactly(lead);
    assertThat(receipt.ids(Side.MARKETO)).contains(String.valueOf(person));
    assertThat(receipt.items()).extracting(Item::outcome).containsOnly("deleted");
    assertThat(systems.people("email", ADDRESS)).isEmpty();
    assertThat(systems.live("Lead", "Id = '" + lead + "'")).isZero();
    systems.delete("Lead", lead(systems, Map.of("Email", "someone.else@x.example")));

    // Its twin was made before the erasure, by whomever: the address does not come back.
    systems.patch("Lead", twin, Map.of("Title", "Captain"));
    assertThat(run(systems).tally().filtered()).isPositive();
    assertThat(systems.people("email", ADDRESS)).isEmpty();
    assertThat(all(systems)).doesNotContain(ADDRESS).doesNotContain("Zebedee");

    // Whoever comes back by their own will is a new person.
    String again = lead(systems, Map.of("Email", ADDRESS));
    run(systems);
    assertThat(systems.person(again).path("email").asText()).isEqualTo(ADDRESS);
  }

  private void begun(TwoSystems systems) {
    String lead = lead(systems, Map.of("Email", ADDRESS));
    run(systems);
    try (Bactrian bactrian = systems.bactrian()) {
      var request = bactrian.erasureRequests().of(lead).orElseThrow();
      bactrian.erasureRequests().begin(request, Actor.commandLine());
      assertThat(bactrian.erasureRequests().of("00Q000000000000AAA")).isEmpty();
    }
    // As if the process had died: Marketo has deleted the person, and Salesforce's answer is lost.
    systems.salesforceFault(
        Map.of("path", "composite/sobjects$", "kind", "garbage", "after", true));
    assertThat(systems.once().failure()).isNotNull();
    assertThat(systems.people("email", ADDRESS)).isEmpty();
    run(systems);
    assertThat(systems.live("Lead")).isZero();
    assertThat(all(systems)).doesNotContain(ADDRESS);

    String refused = lead(systems, Map.of("Email", "refused@x.example"));
    run(systems);
    systems.salesforceFault(
        Map.of(
            "path",
            "composite/sobjects$",
            "status",
            200,
            "body",
            "[{\"id\":\""
                + refused
                + "\",\"success\":false,\"errors\":[{\"statusCode\":\"DELETE_FAILED\","
                + "\"message\":\"it has cases\",\"fields\":[]}]}]"));
    Erasure half = forget(systems, refused);
    assertThat(half.state()).isEqualTo(State.REFUSED);
    assertThat(half.items())
        .filteredOn(Item::isRefused)
        .singleElement()
        .extracting(Item::outcome)
        .asString()
        .contains("DELETE_FAILED")
        .contains("it has cases");
    systems.patch("Lead", refused, Map.of("Title", "Captain"));
    run(systems);
    assertThat(systems.people("email", "refused@x.example")).as("must not come back").isEmpty();
    Erasure whole = forget(systems, refused);
    assertThat(whole.id()).isEqualTo(half.id());
    assertThat(whole.state()).isEqualTo(State.DONE);
    assertThat(systems.live("Lead")).isZero();
  }

  @Test
  void its_commands() throws IOException {
    try (TwoSystems systems = new TwoSystems(folder.resolve("commands"), 0)) {
      systems.lag(0);
      String lead = lead(systems, Map.of("Email", ADDRESS, "HasOptedOutOfEmail", true));
      run(systems);
      int person = systems.person(lead).path("id").asInt();
      systems.marketer(person, Map.of("firstName", "Zebedee"));
      run(systems);

      JsonNode story =
          JsonMapper.builder()
              .build()
              .readTree(command(systems, 0, "why", "--json", lead.substring(0, 15)));
      JsonNode name = value(story, "firstName");
      assertThat(name.path("from").asText()).isEqualTo("MARKETO");
      assertThat(name.path("why").path("words").asText()).contains("only this side changed it");
      assertThat(value(story, "lastName").path("from").asText()).isEqualTo("SALESFORCE");
      assertThat(value(story, "lastName").path("why").path("name").asText()).isEqualTo("FIRST");
      assertThat(command(systems, 0, "why", String.valueOf(person)))
          .contains("firstName = \"Zebedee\", from Marketo at ")
          .contains("Consent: unsubscribed nothing -> true, told by salesforce");
      command(systems, 2, "why", "00Q000000000000AAA");

      assertThat(command(systems, 0, "consent").lines())
          .hasSize(2)
          .first()
          .isEqualTo("at,saidAt,salesforceId,marketoId,field,from,before,after,rule,meaning");
      assertThat(command(systems, 0, "consent", "--since", "2999-01-01").lines()).hasSize(1);

      assertThat(command(systems, 0, "forget", "--yes", lead))
          .contains("Salesforce record " + lead + ": deleted, at ")
          .contains("Marketo lead " + person + ": deleted, at ");
      assertThat(systems.live("Lead")).isZero();
      String audit = command(systems, 0, "audit", "--json");
      assertThat(audit).doesNotContain(ADDRESS, "Zebedee");
      JsonNode erasure = JsonMapper.builder().build().readTree(audit).path(0);
      assertThat(erasure.fieldNames())
          .toIterable()
          .containsExactly("at", "from", "who", "action", "subject", "before", "after", "times");
      assertThat(erasure.path("from").asText()).isEqualTo("command line");
      assertThat(erasure.path("who").asText()).isEqualTo(System.getProperty("user.name"));
      assertThat(erasure.path("action").asText()).isEqualTo("erase-person");
      assertThat(erasure.path("subject").asText()).contains(lead, String.valueOf(person));
      assertThat(erasure.path("times").asInt()).isEqualTo(1);
      assertThat(command(systems, 0, "why", lead)).contains("forgotten").contains("Receipt");
    }
  }

  private static JsonNode value(JsonNode story, String field) {
    for (JsonNode each : story.path("pairs").path(0).path("values")) {
      if (each.path("marketoField").asText().equals(field)) return each;
    }
    throw new AssertionError(field + " is not in " + story);
  }

  private static String command(TwoSystems systems, int code, String... words) {
    Command command = Command.start(systems.settings(), words);
    assertThat(command.waitFor()).as(command.out() + command.err()).isEqualTo(code);
    return command.out();
  }

  private static String lead(TwoSystems systems, Map<String, Object> more) {
    Map<String, Object> values = new java.util.HashMap<>(more);
    values.putAll(Map.of("LastName", "Lin", "Company", "Nord"));
    return systems.create("Lead", values);
  }

  private static Run run(TwoSystems systems) {
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
    return run;
  }

  private static Erasure forget(TwoSystems systems, String id) {
    return systems.with(bactrian -> forget(bactrian, id));
  }

  private static Erasure forget(Bactrian bactrian, String id) {
    var request = bactrian.erasureRequests().of(id).orElseThrow();
    Erasure begun = bactrian.erasureRequests().begin(request, Actor.commandLine());
    assertThat(bactrian.flows().forget().orElseThrow().failure()).isNull();
    assertThat(bactrian.auditTrail().before(Long.MAX_VALUE, 1))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.event().action()).isEqualTo(Action.ERASE_PERSON);
              assertThat(entry.event().actor()).isEqualTo(Actor.commandLine());
              assertThat(entry.event().subject()).contains(id);
              assertThat(entry.toString()).doesNotContain("@x.example", "Zebedee");
            });
    return bactrian.erasureRequests().find(begun.id());
  }

  /** All that is in the database. */
  private static String all(TwoSystems systems) {
    return systems.with(bactrian -> all(bactrian.database()));
  }

  private static String all(Database database) {
    return database
        .jdbi()
        .withHandle(
            h -> {
              List<String> tables =
                  h.createQuery(
                          "SELECT table_name FROM information_schema.tables WHERE"
                              + " LOWER(table_schema) = 'public'")
                      .mapTo(String.class)
                      .list();
              assertThat(tables).hasSizeGreaterThan(20);
              StringBuilder all = new StringBuilder();
              for (String table : tables) {
                all.append(h.createQuery("SELECT * FROM \"" + table + '"').mapToMap().list());
              }
              return all.toString();
            });
  }
}
