package org.bactrian.salesforce.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.bactrian.local.Http;
import org.bactrian.salesforce.CallCount;
import org.bactrian.salesforce.soap.AnswerLost;
import org.bactrian.salesforce.soap.SessionId;
import org.bactrian.salesforce.soap.SoapDialogue;
import org.bactrian.salesforce.soap.SoapError;
import org.bactrian.salesforce.soap.SoapFault;
import org.bactrian.sandbox.salesforce.Options;
import org.bactrian.sandbox.salesforce.SalesforceSandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The route that merges, by camel-salesforce, over HTTP against the simulated Salesforce. */
class MergeRouteTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = Http.client();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final CallCount calls = new CallCount();
  private SalesforceSandbox salesforce;
  private SalesforceComponent component;

  @BeforeEach
  void start() throws Exception {
    salesforce = SalesforceSandbox.start(Options.small(0));
    component = new SalesforceComponent();
    component.setAuthenticationType(AuthenticationType.CLIENT_CREDENTIALS);
    component.setLoginUrl(salesforce.url());
    component.setClientId("sandbox-consumer-key");
    component.setClientSecret("sandbox-consumer-secret");
    component.setLazyLogin(true);
    component.setPackages("org.bactrian.salesforce");
    camel.addComponent("salesforce", component);
    camel.getRegistry().bind("soap", new SoapDialogue(new SessionId(component)));
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.resolveResource(camel, "file:routes/soap.camel.yaml"));
    camel.start();
    calls.listenTo(component);
  }

  @AfterEach
  void stop() {
    camel.stop();
    salesforce.close();
  }

  @Test
  void merges_have_their_results_in_order_whatever_becomes_of_each() {
    String master = contact("M");
    String task = create("Task", Map.of("Subject", "Call", "WhoId", contact("L")));
    String loser = value(task, "WhoId");
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("FirstName", "<Ann> & \"Bo\"\r\n'é🐫");
    values.put("Title", null);
    values.put("Phone", "");
    values.put("HasOptedOutOfEmail", true);
    values.put("Lead_Score__c", 12.50);
    List<MergeResult> results =
        merge(
            new Merge("Contact", master, loser, values),
            new Merge("Contact", master, loser, Map.of()),
            new Merge("Contact", master, contact("N"), Map.of("Email", "none")),
            new Merge("Contact", master, contact("O"), Map.of()));
    assertThat(results).extracting(MergeResult::merged).containsExactly(true, false, false, true);
    assertThat(results).extracting(MergeResult::index).containsExactly(0, 1, 2, 3);
    assertThat(results.get(0).movedIds()).containsExactly(task);
    assertThat(results.get(1).isGone()).isTrue();
    assertThat(results.get(2).isGone()).isFalse();
    assertThat(results.get(2).errors())
        .containsExactly(
            new SoapError(
                "INVALID_EMAIL_ADDRESS", "Email: invalid email address: none", List.of("Email")));
    assertThat(value(master, "FirstName")).isEqualTo("<Ann> & \"Bo\"\r\n'é🐫");
    assertThat(value(master, "HasOptedOutOfEmail")).isEqualTo("true");
    assertThat(value(master, "Lead_Score__c")).startsWith("12.5");
    assertThat(value(loser, "MasterRecordId")).isEqualTo(master);
    assertThat(calls.getAsLong()).isEqualTo(1);
  }

  @Test
  void two_hundred_travel_in_one_call() {
    String master = contact("M");
    List<Merge> merges = new ArrayList<>();
    for (int i = 0; i < 200; i++)
      merges.add(new Merge("Contact", master, contact("L" + i), Map.of()));
    assertThat(merge(merges.toArray(Merge[]::new))).hasSize(200).allMatch(MergeResult::merged);
    merges.add(merges.get(0));
    assertThatThrownBy(() -> merge(merges.toArray(Merge[]::new)))
        .rootCause()
        .hasMessage("a call of merge holds 1 to 200 requests, and not 201");
  }

  @Test
  void a_session_that_has_ended_is_renewed_and_the_merges_are_done() throws Exception {
    String master = contact("M");
    String first = contact("1");
    String second = contact("2");
    assertThat(merge(new Merge("Contact", master, first, Map.of())).get(0).merged()).isTrue();
    String before = component.getSession().getAccessToken();
    post("/sandbox/oauth/expire", Map.of());
    assertThat(merge(new Merge("Contact", master, second, Map.of())).get(0).merged()).isTrue();
    assertThat(component.getSession().getAccessToken()).isNotEqualTo(before);
  }

  @Test
  void a_refused_call_did_nothing() {
    String master = contact("M");
    String loser = contact("L");
    Merge strange = new Merge("Task", master, loser, Map.of());
    assertThatThrownBy(() -> merge(new Merge("Contact", master, loser, Map.of()), strange))
        .cause()
        .isInstanceOfSatisfying(
            SoapFault.class,
            fault -> assertThat(fault.code()).isEqualTo("INVALID_TYPE_FOR_OPERATION"))
        .hasMessageContaining("entity type does not support merge");
    assertThat(value(loser, "IsDeleted")).isEqualTo("false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"cut\",\"after\":true}",
        "{\"kind\":\"cut\"}",
        "{\"kind\":\"garbage\"}",
        "{\"kind\":\"garbage\",\"body\":\"<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/hostname'>]><x>&f;</x>\"}",
        "{\"kind\":\"garbage\",\"body\":\"\"}",
        "{\"status\":502,\"body\":\"<html>Bad gateway</html>\"}",
        "{\"status\":502,\"body\":\"\"}",
        "{\"status\":503}",
        "{\"status\":500,\"errorCode\":\"UNKNOWN_EXCEPTION\"}"
      })
  void a_lost_answer_is_told_and_no_second_call_is_made(String fault) throws Exception {
    String master = contact("M");
    String loser = contact("L");
    var json = JSON.readTree(fault);
    ((com.fasterxml.jackson.databind.node.ObjectNode) json).put("path", "/services/Soap");
    post("/sandbox/faults", json);
    assertThatThrownBy(() -> merge(new Merge("Contact", master, loser, Map.of())))
        .isInstanceOf(CamelExecutionException.class)
        .hasCauseInstanceOf(AnswerLost.class)
        .cause()
        .hasMessageContaining("look at MasterRecordId")
        .hasMessageNotContaining(component.getSession().getAccessToken());
    assertThat(calls.getAsLong()).isEqualTo(1);
    String merged = value(loser, "MasterRecordId");
    assertThat(merged).as("who looks knows").isEqualTo(fault.contains("after") ? master : "null");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 415})
  void what_a_proxy_refuses_did_nothing(int status) {
    post(
        "/sandbox/faults",
        Map.of("path", "/services/Soap", "status", status, "body", "<html>No</html>"));
    assertThatThrownBy(() -> merge(new Merge("Contact", contact("M"), contact("L"), Map.of())))
        .hasCauseInstanceOf(SoapFault.class)
        .hasStackTraceContaining("HTTP " + status);
  }

  @Test
  void a_call_that_did_not_arrive_is_no_doubt() {
    String master = contact("M");
    String loser = contact("L");
    merge(new Merge("Contact", master, loser, Map.of()));
    salesforce.close();
    // A connection from before may carry the call away and die with it; then nobody knows.
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> merge(new Merge("Contact", master, loser, Map.of())))
                    .hasCauseInstanceOf(SalesforceException.class));
  }

  @SuppressWarnings("unchecked")
  private List<MergeResult> merge(Merge... merges) {
    return (List<MergeResult>)
        camel
            .createFluentProducerTemplate()
            .to("direct:ask-in-soap")
            .withHeader("SOAPAction", "evil")
            .withHeader("rawPath", "/services/data/v62.0/limits")
            .withVariable("call", new MergeCall(List.of(merges)))
            .request();
  }

  private String contact(String lastName) {
    return create("Contact", Map.of("LastName", lastName));
  }

  private String create(String object, Map<String, ?> fields) {
    return post("/sandbox/records/" + object, fields).path("id").asText();
  }

  private String value(String id, String field) {
    String object = id.startsWith("003") ? "Contact" : "Task";
    String query = "SELECT %s FROM %s WHERE Id = '%s'".formatted(field, object, id);
    String path =
        "/services/data/v62.0/queryAll?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    return send(HttpRequest.newBuilder().GET(), path).path("records").path(0).path(field).asText();
  }

  private JsonNode post(String path, Object body) {
    try {
      return send(
          HttpRequest.newBuilder().POST(BodyPublishers.ofString(JSON.writeValueAsString(body))),
          path);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private JsonNode send(HttpRequest.Builder request, String path) {
    try {
      String session = component.getSession().getAccessToken();
      if (session == null) session = component.getSession().login(null);
      request.uri(URI.create(salesforce.url() + path)).header("Authorization", "Bearer " + session);
      return JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
    } catch (java.io.IOException | InterruptedException | SalesforceException e) {
      throw new IllegalStateException(e);
    }
  }
}
