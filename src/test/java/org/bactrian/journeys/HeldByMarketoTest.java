package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bactrian.Bactrian;
import org.bactrian.mapping.Finding;
import org.bactrian.state.Run;
import org.bactrian.state.people.Erasures;
import org.bactrian.why.Stories;
import org.bactrian.why.Story;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marketo answers that it took a value, and holds another: that is nobody's edit. */
class HeldByMarketoTest {

  @TempDir static Path folder;

  private static TwoSystems systems;

  @BeforeAll
  static void begin() {
    systems = new TwoSystems(folder, 0);
    systems.lag(0);
    systems.mapping("lead.yaml", "Fax:                { marketo: fax, convert: e164 }", "Fax: fax");
    systems.post(
        systems.marketoUrl() + "/sandbox/values",
        Map.of("blockedFields", List.of("title"), "narrowFields", List.of("fax")));
  }

  @AfterAll
  static void end() {
    systems.close();
  }

  @Test
  void a_blocked_field_is_no_edit_and_is_told_once() {
    try (Bactrian bactrian = systems.bactrian()) {
      String id = lead(bactrian, "blocked@x.example");
      change(bactrian, id, Map.of("Title", "Boss"));
      assertThat(systems.person(id).path("title").asText()).isEqualTo("Clerk");
      change(bactrian, id, Map.of("City", "Bonn"));
      edit(bactrian, id, Map.of("postalCode", "53111"));
      stays(id, "Boss", "Clerk");
      assertThat(systems.record("Lead", id).path("PostalCode").asText()).isEqualTo("53111");
      assertThat(why(bactrian, id, "title").from()).isEqualTo(Story.Origin.SALESFORCE);
      assertThat(untaken(bactrian)).as("the log may yet tell of it").isEmpty();
      edit(bactrian, id, Map.of("title", "Director"));
      stays(id, "Director", "Director");
      change(bactrian, id, Map.of("Title", "Chief"));
      change(bactrian, id, Map.of("City", "Ulm"));
      stays(id, "Chief", "Director");
    }
    systems.later(Duration.ofMinutes(11));
    try (Bactrian bactrian = systems.bactrian()) {
      String id = systems.record("Lead", found("blocked@x.example")).path("Id").asText();
      change(bactrian, id, Map.of("City", "Köln"));
      stays(id, "Chief", "Director");
      Story.Value why = why(bactrian, id, "title");
      assertThat(why.from()).isEqualTo(Story.Origin.SALESFORCE);
      assertThat(why.why().words()).endsWith("and holds \"Director\"");
      assertThat(untaken(bactrian))
          .hasSize(2)
          .allMatch(each -> !each.isError() && each.line() > 0)
          .allMatch(each -> each.message().contains("Marketo does not take updates of title"));
      systems.post(systems.marketoUrl() + "/sandbox/values", Map.of("blockedFields", List.of()));
      change(bactrian, id, Map.of("Title", "Boss"));
      stays(id, "Boss", "Boss");
      assertThat(untaken(bactrian)).isEmpty();
    }
  }

  @Test
  void a_value_that_is_cut_stays_whole_in_salesforce_and_its_edits_do_not() {
    try (Bactrian bactrian = systems.bactrian()) {
      String id = lead(bactrian, "cut@x.example");
      change(bactrian, id, Map.of("Fax", "12 🐫 34"));
      change(bactrian, id, Map.of("City", "Bonn"));
      edit(bactrian, id, Map.of("postalCode", "53111"));
      assertThat(systems.person(id).path("fax").asText()).isEqualTo("12 ");
      assertThat(systems.record("Lead", id).path("Fax").asText()).isEqualTo("12 🐫 34");
      change(bactrian, id, Map.of("Fax", "56 🐫 78"));
      change(bactrian, id, Map.of("City", "Ulm"));
      assertThat(systems.person(id).path("fax").asText()).isEqualTo("56 ");
      assertThat(systems.record("Lead", id).path("Fax").asText()).isEqualTo("56 🐫 78");
      edit(bactrian, id, Map.of("fax", "90"));
      assertThat(systems.record("Lead", id).path("Fax").asText()).isEqualTo("90");
      edit(bactrian, id, Map.of("fax", "56 "));
      assertThat(systems.record("Lead", id).path("Fax").asText()).isEqualTo("56");
    }
  }

  private static void stays(String id, String salesforce, String marketo) {
    assertThat(systems.record("Lead", id).path("Title").asText()).isEqualTo(salesforce);
    assertThat(systems.person(id).path("title").asText()).isEqualTo(marketo);
  }

  private static String lead(Bactrian bactrian, String email) {
    String id =
        systems.create(
            "Lead", Map.of("LastName", "Lin", "Company", "A", "Title", "Clerk", "Email", email));
    sync(bactrian);
    sync(bactrian);
    return id;
  }

  private static String found(String email) {
    return systems.people("email", email).get(0).path("salesforceId").asText();
  }

  private static void change(Bactrian bactrian, String id, Map<String, Object> values) {
    systems.patch("Lead", id, values);
    sync(bactrian);
  }

  private static void edit(Bactrian bactrian, String id, Map<String, Object> values) {
    systems.marketer(systems.person(id).path("id").asInt(), values);
    sync(bactrian);
  }

  private static void sync(Bactrian bactrian) {
    Run run = bactrian.flows().once().orElseThrow();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
  }

  private static List<Finding> untaken(Bactrian bactrian) {
    return bactrian.lint().stream().filter(each -> each.message().contains("title")).toList();
  }

  private static Story.Value why(Bactrian bactrian, String id, String field) {
    Erasures erasures = new Erasures(bactrian.database(), Clock.systemUTC());
    return new Stories(bactrian.database(), bactrian.mappings(), erasures)
        .of(id).pairs().get(0).values().stream()
            .filter(value -> value.marketoField().equals(field))
            .findFirst()
            .orElseThrow();
  }
}
