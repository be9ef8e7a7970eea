package org.bactrian.marketo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.bactrian.marketo.client.FakeMarketo;
import org.bactrian.marketo.client.FakeMarketo.Reply;
import org.bactrian.marketo.client.MarketoRefused;
import org.bactrian.marketo.client.MarketoUnavailable;
import org.bactrian.marketo.client.OutcomeUnknown;
import org.bactrian.marketo.client.RecordResult;
import org.bactrian.marketo.wire.Repeat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketoComponentTest {

  private static final Map<String, Object> EVERY_HEADER =
      Map.of(
          MarketoConstants.FILTER_TYPE, "id",
          MarketoConstants.FIELDS, "id",
          MarketoConstants.WINNER, "1",
          MarketoConstants.SINCE, "2026-07-01T12:00:00Z",
          MarketoConstants.NEXT_PAGE_TOKEN, "p0",
          MarketoConstants.ACTIVITY_TYPE_IDS, "13",
          MarketoConstants.LIST_ID, "1",
          MarketoConstants.START_AT, "2026-07-01T00:00:00Z",
          MarketoConstants.END_AT, "2026-07-02T00:00:00Z");

  private final FakeMarketo marketo = new FakeMarketo();
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void start() {
    MarketoComponent component = camel.getComponent("marketo", MarketoComponent.class);
    component.getConfiguration().setBaseUrl(marketo.url());
    component.getConfiguration().setClientId("bactrian");
    component.getConfiguration().setClientSecret("hush");
    component.getConfiguration().setMaxWait(0);
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
    marketo.close();
  }

  @Test
  void a_route_in_yaml_writes_leads() throws Exception {
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            ResourceHelper.fromString(
                "to-marketo.camel.yaml",
                """
                - route:
                    id: to-marketo
                    from:
                      uri: direct:to-marketo
                      steps:
                        - to:
                            uri: marketo:leads/sync
                            parameters:
                              action: updateOnly
                              lookupField: salesforceId
                """));
    List<?> results =
        send("direct:to-marketo")
            .withHeader("CamelMarketoPartitionName", "EMEA")
            .withHeader("lookupField", "email")
            .withHeader(MarketoConstants.ACTION, "createOnly")
            .withBody(List.of(Map.of("n", 7)))
            .request(List.class);
    assertThat(results)
        .isEqualTo(List.of(new RecordResult(0, "created", "7", List.of(), Map.of("n", 7))));
    assertThat(marketo.calls.get(0).body())
        .isEqualTo(
            "{\"action\":\"createOnly\",\"lookupField\":\"salesforceId\",\"partitionName\":\"EMEA\",\"input\":[{\"n\":7}]}");
  }

  @Test
  void credentials_may_change_while_it_runs() {
    MarketoComponent component = camel.getComponent("marketo", MarketoComponent.class);
    try (FakeMarketo other = new FakeMarketo()) {
      AtomicReference<MarketoCredentials> known = new AtomicReference<>();
      component
          .getConfiguration()
          .setCredentials(
              () -> {
                if (known.get() == null) throw new IllegalStateException("not connected yet");
                return known.get();
              });
      assertThatThrownBy(() -> send("marketo:stats/usage").request())
          .cause()
          .hasMessage("not connected yet");
      assertThat(component.calls()).isZero();
      known.set(new MarketoCredentials(marketo.url(), "id", "hush"));
      send("marketo:leads/sync").withBody(List.of(Map.of("n", 7))).request();
      known.set(new MarketoCredentials(other.url(), "id", "hush"));
      send("marketo:leads/sync").withBody(List.of(Map.of("n", 8))).request();
      assertThat(marketo.calls).hasSize(1);
      assertThat(other.calls).hasSize(1);
      assertThat(component.calls()).isEqualTo(2);
      assertThat(known.get().toString()).doesNotContain("hush");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "marketo:leads/get?filterType=email&fields=id,email|GET /rest/v1/leads.json?filterType=email&filterValues=x&fields=id%2Cemail&batchSize=300",
        "marketo:companies/get?filterType=id|GET /rest/v1/companies.json?filterType=id&filterValues=x&batchSize=300",
        "marketo:salespersons/describe|GET /rest/v1/salespersons/describe.json",
        "marketo:customobjects/car_c/describe|GET /rest/v1/customobjects/car_c/describe.json",
        "marketo:schema/fields|GET /rest/v1/leads/schema/fields.json?batchSize=300"
      })
  void reading_answers_maps(String uri, String call) {
    marketo.answer = seen -> Reply.result(List.of(Map.of("id", 1)));
    assertThat(send(uri).withBody(List.of("x")).request()).isEqualTo(List.of(Map.of("id", 1)));
    assertThat(marketo.calls)
        .extracting(seen -> seen.method() + " " + seen.uri())
        .containsExactly(call);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "marketo:opportunities/sync|/rest/v1/opportunities.json",
        "marketo:opportunityroles/delete?deleteBy=idField|/rest/v1/opportunities/roles/delete.json",
        "marketo:opportunityroles/get|/rest/v1/opportunities/roles.json?_method=GET",
        "marketo:customobjects/car_c/sync|/rest/v1/customobjects/car_c.json",
        "marketo:schema/createFields|/rest/v1/leads/schema/fields.json"
      })
  void records_are_posted(String uri, String path) {
    assertThat((List<?>) send(uri).withBody(List.of(Map.of("n", 3))).request()).hasSize(1);
    assertThat(marketo.calls).extracting(FakeMarketo.Seen::uri).containsExactly(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "marketo:lead/sync|unknown Marketo resource 'lead'; there are leads, companies, salespersons, opportunities, opportunityroles, customobjects/NAME, and schema, activities, lists, bulkleads, stats",
        "marketo:leads/upsert|unknown operation 'upsert' of marketo:leads; there are sync, get, describe, delete, merge",
        "marketo:companies/merge|there are sync, get, describe, delete",
        "marketo:lists/sync|there are get, leads, isMember, add, remove",
        "marketo:schema/sync|there are fields, createFields",
        "marketo:stats/get|there are usage",
        "marketo:leads|not marketo:resource/operation",
        "marketo:customobjects/a b/sync|not a custom object's API name",
        "marketo:leads/sync?lookupfeild=email|lookupfeild"
      })
  void a_wrong_uri_is_explained_at_once(String uri, String message) {
    assertThatThrownBy(() -> camel.getEndpoint(uri))
        .isInstanceOf(ResolveEndpointFailedException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_body_that_is_no_list_of_records_is_explained() {
    assertThatThrownBy(() -> send("marketo:leads/sync").withBody(7).request())
        .cause()
        .hasMessage("the body must be a list or JSON, and is java.lang.Integer");
    assertThatThrownBy(() -> send("marketo:leads/sync").withBody("[{\"a\": b}]").request())
        .cause()
        .hasMessage("the body is neither a list nor JSON: line 1, column 8");
    assertThatThrownBy(() -> send("marketo:leads/sync").withBody("7").request())
        .cause()
        .hasMessage("the body's JSON must be an array or an object");
    assertThatThrownBy(() -> send("marketo:leads/sync").withBody(List.of(1)).request())
        .cause()
        .hasMessage("the body must be a list of maps, and has a java.lang.Integer");
    assertThatThrownBy(() -> send("marketo:leads/get").withBody(List.of(1)).request())
        .cause()
        .hasMessageContaining("needs filterType");
    assertThat(marketo.calls).isEmpty();
  }

  /** The answers of all calls are lost once. */
  @TestFactory
  Stream<DynamicTest> what_is_sent_again_is_what_each_operation_says() {
    camel.getComponent("marketo", MarketoComponent.class).getConfiguration().setMaxWait(60_000);
    Map<String, AtomicInteger> sent = new ConcurrentHashMap<>();
    marketo.answer =
        seen -> {
          String call = seen.method() + " " + seen.uri().replaceFirst("\\?.*", "");
          return sent.computeIfAbsent(call, c -> new AtomicInteger()).incrementAndGet() == 1
              ? Reply.cut()
              : anything(seen);
        };
    return MarketoOperation.all().entrySet().stream()
        .flatMap(
            each ->
                each.getValue().stream()
                    .map(
                        operation ->
                            dynamicTest(
                                each.getKey() + "/" + operation.name(),
                                () -> {
                                  sent.clear();
                                  send("marketo:" + each.getKey() + "/" + operation.name())
                                      .withHeaders(EVERY_HEADER)
                                      .withBody(List.of(Map.of("id", 1)))
                                      .request();
                                  int times = operation.repeat() == Repeat.SAFE ? 2 : 1;
                                  assertThat(sent.values())
                                      .isNotEmpty()
                                      .allMatch(count -> count.get() == times);
                                })));
  }

  @Test
  void making_duplicates_is_not_repeated_and_told() {
    camel.getComponent("marketo", MarketoComponent.class).getConfiguration().setMaxWait(60_000);
    marketo.first.add(Reply.cut());
    assertThatThrownBy(
            () ->
                send("marketo:leads/sync?action=createDuplicate")
                    .withBody(List.of(Map.of("n", 1)))
                    .request())
        .hasCauseInstanceOf(OutcomeUnknown.class)
        .cause()
        .hasMessageContaining("look before calling again");
    assertThat(marketo.calls).hasSize(1);
  }

  @Test
  void records_may_be_json_of_any_form_and_iterators() {
    byte[] bytes = "[{\"n\": 1}, {\"n\": 2}]".getBytes(StandardCharsets.UTF_8);
    for (Object body :
        List.of(
            new String(bytes, StandardCharsets.UTF_8),
            bytes,
            new ByteArrayInputStream(bytes),
            List.of(Map.of("n", 1), Map.of("n", 2)).iterator())) {
      List<?> results = send("marketo:leads/sync").withBody(body).request(List.class);
      assertThat(results).extracting(each -> ((RecordResult) each).id()).containsExactly("1", "2");
    }
    assertThat((List<?>) send("marketo:leads/sync").withBody("{\"n\": 3}").request()).hasSize(1);
  }

  @Test
  void an_answer_that_takes_its_time_does_not_hold_the_thread_of_the_route() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    marketo.answer =
        seen -> {
          await(answered);
          return Reply.result(List.of());
        };
    AsyncProducer producer = camel.getEndpoint("marketo:stats/usage").createAsyncProducer();
    producer.start();
    CountDownLatch done = new CountDownLatch(1);
    Exchange exchange = new DefaultExchange(camel);
    assertThat(producer.process(exchange, synchronously -> done.countDown())).isFalse();
    assertThat(done.getCount()).isEqualTo(1);
    answered.countDown();
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(exchange.getMessage().getBody()).isEqualTo(List.of());
    AsyncProducer waiting =
        camel.getEndpoint("marketo:stats/usage?synchronous=true").createAsyncProducer();
    waiting.start();
    assertThat(waiting.process(new DefaultExchange(camel), synchronously -> {})).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_failed_call_may_be_told_in_headers() {
    marketo.answer = seen -> Reply.error("603");
    Exchange refused = send("marketo:leads/describe?failOnError=false").withBody("{}").send();
    assertThat(refused.getException()).isNull();
    assertThat(refused.getMessage().getBody()).isNull();
    assertThat(refused.getMessage().getHeader(MarketoConstants.ERROR_CODE)).isEqualTo("603");
    assertThat(refused.getMessage().getHeader(MarketoConstants.ERROR_MESSAGE, String.class))
        .contains("603");
    marketo.answer = seen -> Reply.result(List.of());
    Exchange good =
        send("marketo:leads/describe?failOnError=false")
            .withHeader(MarketoConstants.ERROR_CODE, "603")
            .send();
    assertThat(good.getMessage().getHeaders()).doesNotContainKey(MarketoConstants.ERROR_CODE);
  }

  @Test
  void an_endpoint_with_options_of_its_own_calls_as_they_say() {
    MarketoComponent component = camel.getComponent("marketo", MarketoComponent.class);
    try (FakeMarketo other = new FakeMarketo()) {
      send("marketo:leads/sync?baseUrl=" + other.url()).withBody(List.of(Map.of("n", 1))).request();
      send("marketo:leads/sync").withBody(List.of(Map.of("n", 2))).request();
      assertThat(other.calls).hasSize(1);
      assertThat(marketo.calls).hasSize(1);
      assertThat(component.calls()).isEqualTo(2);
    }
  }

  @Test
  void calls_go_through_a_proxy() {
    String uri =
        "marketo:leads/describe?baseUrl=http://123-abc-456.mktorest.example&proxyHost=127.0.0.1&proxyPort="
            + URI.create(marketo.url()).getPort();
    marketo.answer = seen -> Reply.result(List.of());
    assertThat(send(uri).request()).isEqualTo(List.of());
    assertThat(marketo.calls.get(0).uri())
        .isEqualTo("http://123-abc-456.mktorest.example/rest/v1/leads/describe.json");
  }

  @Test
  void certificates_are_those_of_the_tls_parameters() {
    SSLContextParameters none = new SSLContextParameters();
    KeyStoreParameters missing = new KeyStoreParameters();
    missing.setResource("file:no-such-store.p12");
    missing.setPassword("hush");
    TrustManagersParameters trusted = new TrustManagersParameters();
    trusted.setKeyStore(missing);
    none.setTrustManagers(trusted);
    camel.getRegistry().bind("tls", none);
    assertThatThrownBy(() -> send("marketo:leads/describe?sslContextParameters=#tls").request())
        .cause()
        .hasMessageContaining("sslContextParameters")
        .hasMessageContaining("no-such-store.p12");
    assertThat(marketo.calls).isEmpty();
  }

  @Test
  void health_is_down_while_there_is_no_token() throws Exception {
    MarketoHealthCheck check =
        new MarketoHealthCheck(camel.getComponent("marketo", MarketoComponent.class));
    check.setCamelContext(camel);
    assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
    camel.getComponent("marketo", MarketoComponent.class).getConfiguration().setClientSecret("no");
    HealthCheck.Result down = check.call();
    assertThat(down.getState()).isEqualTo(HealthCheck.State.DOWN);
    assertThat(down.getMessage().orElseThrow()).contains("client").doesNotContain("hush");
    assertThat(marketo.calls).isEmpty();
  }

  @Test
  void errors_reach_the_route_as_what_they_are() {
    marketo.answer = seen -> Reply.error("603");
    assertThatThrownBy(() -> send("marketo:leads/describe").request())
        .isInstanceOf(CamelExecutionException.class)
        .hasCauseInstanceOf(MarketoRefused.class);
    marketo.answer = seen -> new Reply(503, "");
    assertThatThrownBy(() -> send("marketo:leads/describe").request())
        .hasCauseInstanceOf(MarketoUnavailable.class);
  }

  @Test
  void endpoints_share_the_client_and_the_options_bind_by_name() {
    MarketoComponent component = camel.getComponent("marketo", MarketoComponent.class);
    assertThat(component.client()).isSameAs(component.client());
    PluginHelper.getConfigurerResolver(camel)
        .resolvePropertyConfigurer("marketo-component", camel)
        .configure(camel, component, "maxWait", "5m", true);
    assertThat(component.getConfiguration().getMaxWait()).isEqualTo(300_000);
    marketo.answer = seen -> Reply.result(List.of());
    send("marketo:leads/describe").request();
    send("marketo:companies/describe").request();
    assertThat(marketo.tokens).hasValue(1);
    assertThat(component.client().calls().calls()).isEqualTo(2);
  }

  private static Reply anything(FakeMarketo.Seen seen) {
    boolean log = seen.uri().matches(".*/(activities|deletedleads|leadchanges|pagingtoken).json.*");
    String next = log ? ",\"nextPageToken\":\"p1\"" : "";
    return Reply.ok(
        """
        {"success":true,"result":[{"id":1,"status":"Completed","exportId":"j","fileSize":0,
         "leadId":1,"activityTypeId":13,"activityDate":"2026-07-01T12:00:00Z"}]%s}"""
            .formatted(next));
  }

  private FluentProducerTemplate send(String uri) {
    return camel.createFluentProducerTemplate().to(uri);
  }
}
