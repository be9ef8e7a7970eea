package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bactrian.Bactrian;
import org.bactrian.journeys.Meanwhile.Place;
import org.bactrian.state.Run;
import org.bactrian.state.people.Erasures;
import org.bactrian.why.Stories;
import org.bactrian.why.Story;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A marketer edits a field between the reading and the writing of the person: what was written goes
 * over the edit, which Marketo's log tells of.
 */
class OverwrittenEditTest {

  @TempDir static Path folder;

  private static TwoSystems systems;
  private static Bactrian bactrian;

  @BeforeAll
  static void begin() {
    systems = new TwoSystems(folder, 0);
    systems.lag(0);
    systems.mapping(
        "lead.yaml", "City:               city", "City: { marketo: city, conflict: park }");
    Meanwhile.into(systems);
    bactrian = systems.bactrian();
  }

  @AfterAll
  static void end() {
    bactrian.close();
    systems.close();
  }

  @Test
  void the_newer_edit_wins_once_and_the_log_costs_no_call() {
    String id = lead("newer@x.example");
    String other = lead("other@x.example");
    systems.patch("Lead", id, Map.of("Title", "Clerk"));
    systems.marketer(person(other), Map.of("title", "Clerk"));
    Map<String, Integer> apart = calls();
    Meanwhile.at(Place.LEADS_DECIDED, () -> edit(id, Map.of("title", "Director")));
    systems.patch("Lead", id, Map.of("Title", "Boss"));
    Map<String, Integer> raced = calls();
    assertThat(title(id)).isEqualTo("Director");
    assertThat(systems.record("Lead", id).path("Title").asText()).isEqualTo("Director");
    apart.forEach((call, often) -> raced.merge(call, -often, Integer::sum));
    raced.values().removeIf(often -> often == 0);
    assertThat(raced)
        .as("one more pass, since it is heard of in the second, and the write that gives it back")
        .isEqualTo(
            Map.of(
                "GET /rest/v1/activities.json", 1,
                "GET /rest/v1/activities/deletedleads.json", 1,
                "GET /rest/v1/activities/leadchanges.json", 1,
                "POST /services/data/composite/batch", 1,
                "POST /rest/v1/leads.json", 1));
    Story.Value title = why(id, "title");
    assertThat(title.from()).isEqualTo(Story.Origin.MARKETO);
    assertThat(title.why().name()).isEqualTo("NEWEST");
    assertThat(title.before()).isEqualTo("Boss");
    rests();
  }

  @Test
  void an_edit_that_loses_is_not_given_back_and_told_of() {
    String id = lead("older@x.example");
    Meanwhile.at(
        Place.LEADS_DECIDED, () -> systems.marketer(person(id), Map.of("title", "Director")));
    systems.patch("Lead", id, Map.of("Title", "Boss"));
    Map<String, Integer> raced = calls();
    assertThat(raced.get("POST /rest/v1/leads.json")).as("writes to Marketo").isEqualTo(1);
    assertThat(title(id)).isEqualTo("Boss");
    Story.Value title = why(id, "title");
    assertThat(title.from()).isEqualTo(Story.Origin.SALESFORCE);
    assertThat(title.why().name()).isEqualTo("NEWEST");
    assertThat(title.before()).isEqualTo("Director");
    rests();
  }

  @Test
  void an_edit_that_conflicts_is_given_back_and_parked() {
    String id = lead("parked@x.example");
    Meanwhile.at(Place.LEADS_DECIDED, () -> edit(id, Map.of("city", "Ulm")));
    systems.patch("Lead", id, Map.of("City", "Bonn"));
    sync();
    assertThat(systems.person(id).path("city").asText()).isEqualTo("Ulm");
    assertThat(systems.record("Lead", id).path("City").asText()).isEqualTo("Bonn");
    assertThat(systems.parked()).isEqualTo(1);
    assertThat(why(id, "city").why().name()).isEqualTo("GIVEN_BACK");
    rests();
    systems.marketer(person(id), Map.of("city", "Bonn"));
    sync();
    assertThat(systems.parked()).isZero();
  }

  @Test
  void a_crash_after_the_write_loses_no_edit() {
    String id = lead("crash@x.example");
    Meanwhile.at(Place.LEADS_DECIDED, () -> edit(id, Map.of("title", "Director")));
    Meanwhile.at(Place.WRITTEN, OverwrittenEditTest::crash);
    systems.patch("Lead", id, Map.of("Title", "Boss"));
    assertThat(bactrian.flows().once().orElseThrow().failure()).isNotNull();
    assertThat(title(id)).isEqualTo("Boss");
    // And once more when it is given back, after what the first crash cut off is settled.
    Meanwhile.at(Place.WRITTEN, () -> Meanwhile.at(Place.WRITTEN, OverwrittenEditTest::crash));
    assertThat(bactrian.flows().once().orElseThrow().failure()).isNotNull();
    sync();
    assertThat(title(id)).isEqualTo("Director");
    assertThat(systems.record("Lead", id).path("Title").asText()).isEqualTo("Director");
    rests();
  }

  @Test
  void why_tells_of_a_write_that_a_crash_cut_off() {
    String id = lead("cut@x.example");
    systems.patch("Lead", id, Map.of("Title", "Clerk"));
    sync();
    Meanwhile.at(Place.WRITTEN, OverwrittenEditTest::crash);
    systems.patch("Lead", id, Map.of("Title", "Boss"));
    assertThat(bactrian.flows().once().orElseThrow().failure()).isNotNull();
    sync();
    Story.Value title = why(id, "title");
    assertThat(title.from()).isEqualTo(Story.Origin.SALESFORCE);
    assertThat(title.why().name()).isEqualTo("CUT_OFF");
    assertThat(title.before()).isEqualTo("Clerk");
    rests();
  }

  @Test
  void an_edit_while_an_answer_is_slow_is_not_lost() throws Exception {
    String id = lead("slow@x.example");
    systems.patch("Lead", id, Map.of("Title", "Boss"));
    String asked = "GET /rest/v1/leads.json";
    systems.http("DELETE", systems.marketoUrl() + "/sandbox/calls");
    systems.marketoFault(
        Map.of("path", "/rest/v1/leads.json", "kind", "slow", "millis", 2000, "times", 1));
    CompletableFuture<Void> sync = CompletableFuture.runAsync(OverwrittenEditTest::sync);
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> systems.get(systems.marketoUrl() + "/sandbox/calls").at("/endpoints").has(asked));
    edit(id, Map.of("title", "Director"));
    assertThat(sync).as("it edits while the answer is waited for").isNotDone();
    sync.get(30, TimeUnit.SECONDS);
    assertThat(title(id)).isEqualTo("Director");
    assertThat(systems.record("Lead", id).path("Title").asText()).isEqualTo("Director");
    rests();
  }

  private static void crash() {
    throw new IllegalStateException("it ends here");
  }

  /** A marketer does this a minute after what was done last. */
  private static void edit(String id, Map<String, Object> values) {
    Map<String, Object> minute = Map.of("advanceSeconds", Duration.ofMinutes(1).toSeconds());
    systems.post(systems.salesforceUrl() + "/sandbox/clock", minute);
    systems.post(systems.marketoUrl() + "/sandbox/clock", minute);
    systems.marketer(person(id), values);
  }

  private static String lead(String email) {
    String id =
        systems.create("Lead", Map.of("LastName", "Lin", "Company", "Nord", "Email", email));
    sync();
    sync();
    return id;
  }

  private static int person(String id) {
    return systems.person(id).path("id").asInt();
  }

  private static String title(String id) {
    return systems.person(id).path("title").asText();
  }

  private static Story.Value why(String id, String field) {
    Erasures erasures = new Erasures(bactrian.database(), Clock.systemUTC());
    return new Stories(bactrian.database(), bactrian.mappings(), erasures)
        .of(id).pairs().get(0).values().stream()
            .filter(value -> value.marketoField().equals(field))
            .findFirst()
            .orElseThrow();
  }

  private static void sync() {
    Run run = bactrian.flows().once().orElseThrow();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
  }

  /** The calls of a sync to both systems. */
  private static Map<String, Integer> calls() {
    for (String url : urls()) systems.http("DELETE", url + "/sandbox/calls");
    sync();
    Map<String, Integer> calls = new TreeMap<>();
    for (String url : urls()) {
      for (Map.Entry<String, JsonNode> each :
          systems.get(url + "/sandbox/calls").path("endpoints").properties()) {
        calls.put(each.getKey(), each.getValue().asInt());
      }
    }
    return calls;
  }

  private static String[] urls() {
    return new String[] {systems.salesforceUrl(), systems.marketoUrl()};
  }

  /** Fails if one more sync, and another one, writes anything. */
  private static void rests() {
    sync();
    assertThat(calls().keySet())
        .as("calls")
        .allMatch(call -> call.startsWith("GET ") || call.endsWith("/batch"));
  }
}
