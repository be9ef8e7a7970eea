package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bactrian.Bactrian;
import org.bactrian.flow.Failure;
import org.bactrian.state.Run;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a system answers, and whether it answers: each run ends, in words for an operator, and
 * what none of them did is made good by the next that is answered rightly. Calls that few runs make
 * are in {@link CallFaultsTest}.
 */
class FaultsTest {

  private static final String SALESFORCE = "/services/data/v62.0/";
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int MOST_CASES = 25;

  @TempDir static Path folder;
  private static TwoSystems systems;
  private static Bactrian bactrian;

  /** One record and its person for each case, so that none makes good what another left. */
  private static final List<String> LEADS = new ArrayList<>();

  private static final List<Integer> PEOPLE = new ArrayList<>();
  private static String account;
  private static int round;
  private static int born;
  private int cases;

  @BeforeAll
  static void start() {
    systems = TwoSystems.unwatched(folder);
    systems.lag(0);
    systems.set("salesforce.request-timeout", "3s");
    systems.set("marketo.request-timeout", "3s");
    systems.set("marketo.patience", "50ms");
    systems.routeText(
        "wait-or-park.camel.yaml", "maximumRedeliveries: 10", "maximumRedeliveries: 1");
    systems.routeText(
        "wait-or-park.camel.yaml", "redeliveryDelay: \"500\"", "redeliveryDelay: \"10\"");
    account = systems.create("Account", Map.of("Name", "Acme"));
    for (int i = 0; i < MOST_CASES; i++) LEADS.add(systems.create("Lead", lead("Lin" + i)));
    bactrian = systems.bactrian();
    assertThat(run().failure()).isNull();
    for (String lead : LEADS) PEOPLE.add(systems.person(lead).path("id").asInt());
    run();
  }

  @AfterAll
  static void stop() {
    if (bactrian != null) bactrian.close();
    if (systems != null) systems.close();
  }

  @Test
  void salesforce_may_answer_what_it_likes_to_a_question() {
    each(
        both(BadAnswers.ofSalesforce(), BadAnswers.slow()),
        fault -> salesforce(SALESFORCE + "composite/batch", fault));
  }

  @Test
  void salesforce_may_answer_what_it_likes_to_an_update() {
    each(BadAnswers.ofSalesforce(), fault -> salesforce(SALESFORCE + "composite/sobjects$", fault));
  }

  @Test
  void salesforce_may_answer_what_it_likes_to_a_creation() {
    each(
        BadAnswers.ofSalesforce(),
        fault -> salesforce(SALESFORCE + "composite/sobjects/Lead/", fault));
  }

  @Test
  void a_good_answer_of_salesforce_may_have_a_bad_part() {
    each(BadAnswers.ofQueries(), fault -> salesforce(SALESFORCE + "composite/batch", fault));
    cases = 0;
    each(
        BadAnswers.ofCollections(), fault -> salesforce(SALESFORCE + "composite/sobjects$", fault));
  }

  @Test
  void a_good_answer_of_marketo_may_have_a_bad_part() {
    each(BadAnswers.ofPeople(), fault -> marketo("GET /rest/v1/leads.json", fault));
    cases = 0;
    each(BadAnswers.ofPeople(), fault -> marketo("POST /rest/v1/leads.json", fault));
  }

  @Test
  void salesforce_may_answer_what_it_likes_when_it_describes() {
    assertAll(
        BadAnswers.ofSalesforce().stream()
            .map(
                fault ->
                    () -> {
                      systems.salesforceFault(
                          BadAnswers.to(SALESFORCE + "sobjects/Lead/describe", fault));
                      bactrian.schemas().forget();
                      BadAnswers.explained(fault, described());
                      systems.http("DELETE", systems.salesforceUrl() + "/sandbox/faults");
                    }));
    assertThat(described()).as("afterwards").isNull();
  }

  @Test
  void salesforce_may_answer_what_it_likes_to_a_login() {
    each(
        BadAnswers.ofSalesforce(),
        fault -> {
          systems.salesforceFault(
              BadAnswers.to(
                  SALESFORCE + "composite/batch", Map.of("kind", "status", "status", 401)));
          salesforce("/services/oauth2/token", fault);
        });
  }

  @Test
  void marketo_may_answer_what_it_likes_to_a_write() {
    each(
        both(
            BadAnswers.ofMarketo(),
            BadAnswers.slow().stream().filter(fault -> !fault.containsKey("errorCode")).toList()),
        fault -> marketo("POST /rest/v1/leads.json", fault));
  }

  @Test
  void marketo_may_answer_what_it_likes_to_a_question() {
    each(BadAnswers.ofMarketo(), fault -> marketo("GET /rest/v1/leads.json", fault));
  }

  @Test
  void marketo_may_answer_what_it_likes_about_what_happened() {
    each(BadAnswers.ofMarketo(), fault -> marketo("GET /rest/v1/activities.*", fault));
  }

  @Test
  void marketo_may_answer_what_it_likes_about_companies() {
    each(BadAnswers.ofMarketo(), fault -> marketo("POST /rest/v1/companies.json", fault));
  }

  @Test
  void marketo_may_answer_what_it_likes_to_a_login() {
    each(
        BadAnswers.ofMarketo(),
        fault -> {
          systems.post(systems.marketoUrl() + "/sandbox/tokens/expire", Map.of());
          marketo("/identity/oauth/token", fault);
        });
  }

  @Test
  void an_instance_without_encryption_is_named_when_a_token_is_renewed() {
    systems.salesforceFault(BadAnswers.expired(SALESFORCE + "composite/batch"));
    systems.salesforceFault(BadAnswers.unencrypted());
    String failure = run().failure();
    systems.http("DELETE", systems.salesforceUrl() + "/sandbox/faults");
    assertThat(failure)
        .contains("instance_url 'http://elsewhere.example'", "bactrian.allow-http")
        .doesNotContain("401");
    assertThat(run().failure()).isNull();
  }

  private static List<Map<String, Object>> both(
      List<Map<String, Object>> some, List<Map<String, Object>> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** One run for each, and then one without a fault, that makes good what all of them left. */
  private void each(List<Map<String, Object>> faults, Consumer<Map<String, Object>> run) {
    round++;
    assertAll(faults.stream().map(fault -> () -> run.accept(fault)));
    Run last = run();
    assertThat(last.failure()).as("afterwards").isNull();
    assertThat(last.tally().adds()).isTrue();
    for (int i = 0; i < cases; i++) {
      String after = "after " + faults.get(i);
      assertThat(systems.person(LEADS.get(i)).path("title").asText())
          .as(after)
          .isEqualTo("Title " + round);
      assertThat(systems.record("Lead", LEADS.get(i)).path("City").asText())
          .as(after)
          .isEqualTo("City " + round);
    }
    assertThat(systems.live("Lead"))
        .as("nobody is made twice, and everybody once")
        .isEqualTo(MOST_CASES + born);
  }

  private void salesforce(String path, Map<String, Object> fault) {
    work();
    systems.salesforceFault(BadAnswers.to(path, fault));
    suffer(fault, systems.salesforceUrl());
  }

  private void marketo(String path, Map<String, Object> fault) {
    work();
    systems.marketoFault(BadAnswers.to(path, fault));
    suffer(fault, systems.marketoUrl());
  }

  private void suffer(Map<String, Object> fault, String system) {
    Instant before = Instant.now();
    Run run = run();
    assertThat(Duration.between(before, Instant.now())).as("" + fault).isLessThan(BOUND);
    systems.http("DELETE", system + "/sandbox/faults");
    BadAnswers.explained(fault, run.failure());
  }

  /** Something to do for each call that a sync makes. */
  private void work() {
    int one = cases++;
    born++;
    systems.patch("Lead", LEADS.get(one), Map.of("Title", "Title " + round));
    systems.patch("Account", account, Map.of("Phone", "+1 555 " + born));
    systems.marketer(PEOPLE.get(one), new HashMap<>(Map.of("city", "City " + round)));
    systems.newPerson(
        Map.of(
            "email", "born" + born + "@example.com", "lastName", "Born", "syncToSalesforce", true));
  }

  private String described() {
    try {
      bactrian.syncFields();
      return null;
    } catch (RuntimeException e) {
      return Failure.explain(Failure.cause(e));
    }
  }

  private static Run run() {
    return bactrian.flows().once().orElseThrow();
  }

  private static Map<String, Object> lead(String name) {
    return Map.of("LastName", name, "Company", "Acme", "Email", name + "@example.com");
  }
}
