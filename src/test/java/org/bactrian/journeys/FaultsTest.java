package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bactrian.Bactrian;
import org.bactrian.flow.Failure;
import org.bactrian.state.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a system answers, and whether it answers: the run ends, in words for an operator, and
 * the next one makes good what it left.
 */
class FaultsTest {

  private static final Pattern FOR_PROGRAMMERS =
      Pattern.compile(
          "\\bjava\\.|\\borg\\.|Exception|\\bnull\\b|@[0-9a-f]{4,}|Cannot invoke|[Ii]ndex \\d"
              + "|out of bounds|No value present|cannot be cast|InputStream|HttpConn|exchange"
              + "|\\$\\{|Ambiguous|StackTrace|\\{errors|SELECT |MERGE INTO|<html|<!DOCTYPE");
  private static final String SALESFORCE = "/services/data/v62.0/";
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir Path folder;
  private TwoSystems systems;
  private Bactrian bactrian;
  private String lead;
  private String account;
  private int person;
  private int round;
  private int born;

  @BeforeEach
  void start() {
    systems = TwoSystems.unwatched(folder);
    systems.lag(0);
    systems.set("salesforce.request-timeout", "4s");
    systems.set("marketo.request-timeout", "4s");
    systems.set("marketo.patience", "300ms");
    systems.routeText(
        "wait-or-park.camel.yaml", "maximumRedeliveries: 10", "maximumRedeliveries: 1");
    systems.routeText(
        "wait-or-park.camel.yaml", "redeliveryDelay: \"500\"", "redeliveryDelay: \"10\"");
    account = systems.create("Account", Map.of("Name", "Acme"));
    lead = systems.create("Lead", lead("Lin"));
    bactrian = systems.bactrian();
    assertThat(run().failure()).isNull();
    person = systems.person(lead).path("id").asInt();
    run();
  }

  @AfterEach
  void stop() {
    bactrian.close();
    systems.close();
  }

  @Test
  void salesforce_may_answer_what_it_likes_to_a_question() {
    each(ofSalesforce(), fault -> salesforce(SALESFORCE + "composite/batch", fault));
  }

  @Test
  void salesforce_may_answer_what_it_likes_to_an_update() {
    each(few(ofSalesforce()), fault -> salesforce(SALESFORCE + "composite/sobjects$", fault));
  }

  @Test
  void salesforce_may_answer_what_it_likes_to_a_creation() {
    each(few(ofSalesforce()), fault -> salesforce(SALESFORCE + "composite/sobjects/Lead/", fault));
    assertThat(systems.live("Lead")).as("nobody is made twice").isEqualTo(born + 1);
  }

  @Test
  void salesforce_may_answer_what_it_likes_when_it_describes() {
    each(
        few(ofSalesforce()),
        fault -> {
          Map<String, Object> all = with(SALESFORCE + "sobjects/Lead/describe", fault);
          systems.salesforceFault(all);
          bactrian.schemas().forget();
          String failure = described();
          systems.http("DELETE", systems.salesforceUrl() + "/sandbox/faults");
          plain(all, failure);
          assertThat(described()).as("after " + all).isNull();
        });
  }

  @Test
  void salesforce_may_answer_what_it_likes_to_a_login() {
    each(
        few(ofSalesforce()),
        fault -> {
          systems.salesforceFault(with(SALESFORCE + "composite/batch", status(401)));
          salesforce("/services/oauth2/token", fault);
        });
  }

  @Test
  void marketo_may_answer_what_it_likes_to_a_write() {
    each(ofMarketo(), fault -> marketo("POST /rest/v1/leads.json", fault));
  }

  @Test
  void marketo_may_answer_what_it_likes_to_a_question() {
    each(few(ofMarketo()), fault -> marketo("GET /rest/v1/leads.json", fault));
  }

  @Test
  void marketo_may_answer_what_it_likes_about_what_happened() {
    each(few(ofMarketo()), fault -> marketo("GET /rest/v1/activities.*", fault));
  }

  @Test
  void marketo_may_answer_what_it_likes_about_companies() {
    each(few(ofMarketo()), fault -> marketo("POST /rest/v1/companies.json", fault));
  }

  @Test
  void marketo_may_answer_what_it_likes_to_a_login() {
    each(
        few(ofMarketo()),
        fault -> {
          systems.post(systems.marketoUrl() + "/sandbox/tokens/expire", Map.of());
          marketo("/identity/oauth/token", fault);
        });
  }

  /** What differs from call to call: that a client bounds size and time is the same for all. */
  private static List<Map<String, Object>> few(List<Map<String, Object>> all) {
    return all.stream().filter(fault -> !fault.containsKey("millis")).toList();
  }

  private static void each(List<Map<String, Object>> faults, Consumer<Map<String, Object>> deed) {
    assertAll(faults.stream().map(fault -> () -> deed.accept(fault)));
  }

  private List<Map<String, Object>> ofSalesforce() {
    return List.of(
        status(401),
        status(403),
        status(404),
        status(429),
        status(500),
        page(502),
        page(503),
        body(200, "<html><head><title>Maintenance</title></head></html>"),
        body(200, "null"),
        body(200, "[]"),
        body(200, "{}"),
        body(200, "\"x\""),
        body(200, "[null]"),
        body(200, "{\"results\":[null]}"),
        body(200, "{\"records\":[nu"),
        body(200, "[{}]"),
        body(500, "null"),
        Map.of("kind", "cut"),
        Map.of("kind", "redirect", "body", "http://elsewhere.example/"),
        Map.of("kind", "huge", "millis", 100),
        Map.of("kind", "gzip-bomb", "millis", 200),
        Map.of("kind", "slow", "millis", 9_000));
  }

  private List<Map<String, Object>> ofMarketo() {
    return List.of(
        status(401),
        status(403),
        status(404),
        status(429),
        status(500),
        page(502),
        page(503),
        body(200, "null"),
        body(200, "[]"),
        body(200, "{}"),
        body(200, "\"x\""),
        body(200, "{\"success\":true,\"result\":[null]}"),
        body(200, "{\"success\":true,\"result\":[{\"id\":1"),
        Map.of("kind", "html"),
        Map.of("kind", "garbage"),
        Map.of("kind", "cut"),
        Map.of("kind", "redirect", "body", "http://elsewhere.example/"),
        Map.of("kind", "huge", "millis", 100),
        Map.of("kind", "gzip-bomb", "millis", 200),
        Map.of("kind", "slow", "millis", 9_000));
  }

  private static Map<String, Object> status(int status) {
    return Map.of("kind", "status", "status", status);
  }

  private static Map<String, Object> page(int status) {
    return body(status, "<html><body><h1>Bad gateway</h1></body></html>");
  }

  private static Map<String, Object> body(int status, String body) {
    return Map.of("kind", "status", "status", status, "body", body);
  }

  private static Map<String, Object> with(String path, Map<String, Object> fault) {
    Map<String, Object> all = new HashMap<>(fault);
    all.put("path", path);
    all.put("times", 1_000);
    return all;
  }

  private void salesforce(String path, Map<String, Object> fault) {
    work();
    Map<String, Object> all = with(path, fault);
    systems.salesforceFault(all);
    suffer(all, systems.salesforceUrl());
  }

  private void marketo(String path, Map<String, Object> fault) {
    work();
    Map<String, Object> all = with(path, fault);
    systems.marketoFault(all);
    suffer(all, systems.marketoUrl());
  }

  private void suffer(Map<String, Object> fault, String system) {
    Instant before = Instant.now();
    Run run = run();
    assertThat(Duration.between(before, Instant.now())).as("" + fault).isLessThan(BOUND);
    systems.http("DELETE", system + "/sandbox/faults");
    plain(fault, run.failure());
    Run next = run();
    assertThat(next.failure()).as("after " + fault).isNull();
    assertThat(next.tally().adds()).isTrue();
    assertThat(systems.person(lead).path("title").asText())
        .as("after " + fault)
        .isEqualTo("Title " + round);
    assertThat(systems.record("Lead", lead).path("City").asText())
        .as("after " + fault)
        .isEqualTo("City " + round);
  }

  private static void plain(Map<String, Object> fault, String failure) {
    assertThat(failure)
        .as("" + fault)
        .isNotBlank()
        .containsAnyOf("Salesforce", "Marketo", "/rest/");
    assertThat(failure).as("" + fault).doesNotContainPattern(FOR_PROGRAMMERS);
    assertThat(failure.length()).as(failure).isLessThan(600);
    if ("redirect".equals(fault.get("kind"))) assertThat(failure).contains("elsewhere.example");
  }

  /** Something to do for each call that a sync makes. */
  private void work() {
    round++;
    born++;
    systems.patch("Lead", lead, Map.of("Title", "Title " + round));
    systems.patch("Account", account, Map.of("Phone", "+1 555 " + round));
    systems.marketer(person, new HashMap<>(Map.of("city", "City " + round)));
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

  private Run run() {
    return bactrian.flows().once().orElseThrow();
  }

  private static Map<String, Object> lead(String name) {
    return Map.of("LastName", name, "Company", "Acme", "Email", name + "@example.com");
  }
}
