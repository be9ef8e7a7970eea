package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.Bactrian;
import org.bactrian.cli.Commands;
import org.bactrian.flow.Forecast;
import org.bactrian.state.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a mapping did not say when its records were read reaches them once it does. */
class BackfillTest {

  private static final String TITLE = "  Title:              title\n";
  private static final String STATUS = "  Status:             leadStatus\n";
  private static final String SCORE = "  Lead_Score__c:      leadScore\n";
  private static final String TYPE = "  salesforceType: Lead\n";
  private static final String CONFLICT = "conflict: newest-wins\n";
  private static final String SITE = "  Website:            website\n";

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
  void aFieldThatIsAddedReachesAllThatWasReadBefore() {
    for (String field : List.of("nick", "sic")) systems.marketoField(field, "string");
    systems.marketoField("branches", "integer");
    String left = lead("left", Map.of("Jigsaw", "x", "SICCode__c", "1"));
    String right = lead("right", Map.of());
    String both = lead("both", Map.of("Jigsaw", "x", "NumberofLocations__c", 4));
    String none = lead("none", Map.of());
    fine(systems.once());
    marketer(right, Map.of("nick", "m", "sic", "2", "branches", 7));
    marketer(both, Map.of("nick", "m"));
    fine(systems.once());
    systems.mapping(
        "lead.yaml", TITLE, TITLE + "  Jigsaw: { marketo: nick, conflict: marketo-wins }\n");
    systems.mapping("lead.yaml", STATUS, STATUS + "  SICCode__c: sic\n");
    systems.mapping("lead.yaml", SCORE, SCORE + "  NumberofLocations__c: branches\n");
    List<Forecast> plan = plan();
    Run run = systems.once();
    fine(run);
    assertThat(run.tally().updated()).isEqualTo(3).isEqualTo(updated(plan));
    assertThat(values(left, "Jigsaw", "nick")).isEqualTo("x x");
    assertThat(values(right, "Jigsaw", "nick")).isEqualTo("m m");
    assertThat(values(both, "Jigsaw", "nick")).isEqualTo("m m");
    assertThat(values(none, "Jigsaw", "nick")).isEqualTo("null null");
    assertThat(values(left, "SICCode__c", "sic")).isEqualTo("1 1");
    assertThat(values(right, "SICCode__c", "sic")).as("no blank over a value").isEqualTo("null 2");
    assertThat(branches(right)).isEqualTo(7);
    assertThat(branches(both)).as("no blank over a value").isEqualTo(4);
    assertThat(systems.letters()).isEmpty();
    rests();
  }

  @Test
  void aConverterAConstantAndASourceThatChangeReachAllThatWasReadBefore() {
    systems.marketoField("nick", "string");
    systems.marketoField("club", "string");
    systems.mapping("lead.yaml", TITLE, TITLE + "  Jigsaw: nick\n");
    systems.mapping("lead.yaml", TYPE, TYPE + "  club: A\n");
    String lead = lead("some", Map.of("Jigsaw", "AbC", "SICCode__c", "9"));
    String edited = lead("edited", Map.of("Jigsaw", "AbC"));
    String account =
        systems.create("Account", Map.of("Name", "Caravan", "Website", "HTTP://X.Example"));
    fine(systems.once());
    systems.mapping(
        "lead.yaml", "  Jigsaw: nick\n", "  Jigsaw: { marketo: nick, convert: lower }\n");
    systems.mapping("lead.yaml", "  club: A\n", "  club: B\n");
    systems.mapping("account.yaml", SITE, "  Website: { marketo: website, convert: lower }\n");
    marketer(edited, Map.of("nick", "mine"));
    fine(systems.once());
    assertThat(systems.person(lead).path("nick").asText()).isEqualTo("abc");
    assertThat(systems.person(lead).path("club").asText()).isEqualTo("B");
    assertThat(values(edited, "Jigsaw", "nick")).isEqualTo("mine mine");
    assertThat(company(account).path("website").asText()).isEqualTo("http://x.example");
    rests();
    // What was agreed was of another field: where that is blank, nothing is cleared.
    systems.mapping(
        "lead.yaml", "  Jigsaw: { marketo: nick, convert: lower }\n", "  SICCode__c: nick\n");
    fine(systems.once());
    assertThat(values(edited, "SICCode__c", "nick")).isEqualTo("mine mine");
    assertThat(systems.person(lead).path("nick").asText()).isNotEqualTo("null");
    rests();
  }

  @Test
  void whomAWiderConditionLetsThroughIsCreatedAndANarrowerOneUndoesNothing() {
    systems.mapping("lead.yaml", CONFLICT, "when: ${body[City]} == 'Nord'\n" + CONFLICT);
    String nord = lead("nord", Map.of("City", "Nord"));
    String ost = lead("ost", Map.of("City", "Ost"));
    fine(systems.once());
    assertThat(systems.people("salesforceId", ost)).isEmpty();
    systems.mapping("lead.yaml", "when: ${body[City]} == 'Nord'\n", "");
    List<Forecast> plan = plan();
    Run run = systems.once();
    fine(run);
    assertThat(run.tally().created()).isEqualTo(1).isEqualTo(created(plan));
    assertThat(systems.person(ost).path("city").asText()).isEqualTo("Ost");
    rests();
    systems.mapping("lead.yaml", CONFLICT, "when: ${body[City]} == 'Ost'\n" + CONFLICT);
    Run narrowed = systems.once();
    fine(narrowed);
    assertThat(narrowed.tally().filtered()).isPositive();
    assertThat(narrowed.tally().written()).isZero();
    assertThat(systems.person(nord).path("city").asText()).isEqualTo("Nord");
    rests();
  }

  @Test
  void whatIsCutOffOrEditedAgainIsDoneByTheNextRun() {
    systems.marketoField("nick", "string");
    systems.marketoField("sic", "string");
    String lead = lead("some", Map.of("Jigsaw", "x", "SICCode__c", "1"));
    fine(systems.once());
    systems.mapping("lead.yaml", TITLE, TITLE + "  Jigsaw: nick\n");
    systems.marketoFault(
        Map.of("path", "POST /rest/v1/leads.json", "kind", "code", "code", "603", "times", 0));
    assertThat(systems.once().failure()).contains("603");
    systems.mapping("lead.yaml", STATUS, STATUS + "  SICCode__c: sic\n");
    assertThat(systems.once().failure()).contains("603");
    systems.http("DELETE", systems.marketo.url() + "/sandbox/faults");
    fine(systems.once());
    assertThat(values(lead, "Jigsaw", "nick")).isEqualTo("x x");
    assertThat(values(lead, "SICCode__c", "sic")).isEqualTo("1 1");
    rests();
  }

  @Test
  void aPersonMayAskForItAndNothingIsWrittenWithoutADifference() {
    String lead = lead("some", Map.of("Title", "Guide"));
    fine(systems.once());
    assertThat(command("backfill", "lead", "titel")).isEqualTo(Commands.UNFINISHED);
    assertThat(command("backfill", "leed")).isEqualTo(Commands.UNFINISHED);
    rests();
    assertThat(command("backfill", "lead", "title")).isEqualTo(Commands.DONE);
    Run run = systems.once();
    fine(run);
    assertThat(run.tally().read()).isEqualTo(1);
    assertThat(run.tally().written()).isZero();
    assertThat(values(lead, "Title", "title")).isEqualTo("Guide Guide");
    rests();
  }

  private int branches(String lead) {
    return systems.record("Lead", lead).path("NumberofLocations__c").asInt();
  }

  private int command(String... words) {
    return Command.start(systems.settings(), words).waitFor();
  }

  /** Nothing is read any more. */
  private void rests() {
    systems.once();
    assertThat(systems.once().tally().read()).isZero();
  }

  private List<Forecast> plan() {
    try (Bactrian bactrian = systems.bactrian()) {
      return bactrian.plan();
    }
  }

  private static long updated(List<Forecast> plan) {
    return plan.stream().mapToLong(each -> each.tally().updated()).sum();
  }

  private static long created(List<Forecast> plan) {
    return plan.stream().mapToLong(each -> each.tally().created()).sum();
  }

  /** A field in Salesforce and in Marketo. */
  private String values(String lead, String salesforce, String marketo) {
    return systems.record("Lead", lead).path(salesforce).asText("null")
        + " "
        + systems.person(lead).path(marketo).asText("null");
  }

  private JsonNode company(String account) {
    return systems
        .get(systems.marketo.url() + "/sandbox/companies?externalCompanyId=" + account)
        .path(0);
  }

  private void marketer(String salesforceId, Map<String, Object> values) {
    systems.marketer(systems.person(salesforceId).path("id").asInt(), values);
  }

  private String lead(String name, Map<String, Object> values) {
    Map<String, Object> lead = new HashMap<>(Map.of("LastName", name, "Company", "Caravan"));
    lead.put("Email", name + "@x.example");
    lead.putAll(values);
    return systems.create("Lead", lead);
  }

  private static void fine(Run run) {
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
  }
}
