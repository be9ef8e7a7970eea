package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.bactrian.state.Run;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a marketer does in Marketo, and what Salesforce has of it after a run; on both databases.
 */
class MarketoToSalesforceTest {

  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  private interface Journey {
    void go(TwoSystems systems) throws Exception;
  }

  @TestFactory
  Stream<DynamicTest> journeys() {
    return Stream.of(
            journey("an edit in Marketo reaches Salesforce", this::edit),
            journey("a flagged person becomes a lead, once", this::flagged))
        .flatMap(s -> s);
  }

  private Stream<DynamicTest> journey(String sentence, Journey journey) {
    return Stream.of("H2", "PostgreSQL")
        .map(
            database ->
                DynamicTest.dynamicTest(
                    sentence + " (" + database + ")",
                    () -> {
                      String name = "m_" + sentence.replaceAll("\\W", "_").toLowerCase();
                      try (TwoSystems systems = new TwoSystems(folder.resolve(name), 0)) {
                        if (database.equals("PostgreSQL")) use(systems, name);
                        systems.lag(0);
                        journey.go(systems);
                      }
                    }));
  }

  private static void use(TwoSystems systems, String name) throws Exception {
    String database = name.substring(0, Math.min(60, name.length()));
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
    }
    systems.set("database.url", postgres.getJdbcUrl("postgres", database));
    systems.set("database.username", "postgres");
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
    System.out.println(
        "RUN "
            + run
            + " "
            + systems.people("email", "ana@x.example")
            + systems.get(systems.marketo.url() + "/sandbox/calls"));
    assertThat(systems.live("Lead")).isEqualTo(1);
    JsonNode person = systems.people("email", "ana@x.example").get(0);
    JsonNode lead = systems.record("Lead", person.path("salesforceId").asText());
    assertThat(lead.path("LastName").asText()).isEqualTo("Silva");
    assertThat(lead.path("Company").asText()).isEqualTo("[not provided]");
    assertThat(lead.path("Marketo_Id__c").asText()).isEqualTo(String.valueOf(id));
    rests(systems);
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
