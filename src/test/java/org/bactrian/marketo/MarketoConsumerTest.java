package org.bactrian.marketo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.bactrian.local.Http;
import org.bactrian.marketo.people.Activity;
import org.bactrian.sandbox.marketo.Limits;
import org.bactrian.sandbox.marketo.MarketoSandbox;
import org.bactrian.sandbox.marketo.Options;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes that start at marketo:, over HTTP against the simulated Marketo. */
class MarketoConsumerTest {

  private static final String QUICK = "&initialDelay=0&delay=50";
  private static final String FROM = "&since=2020-01-01T00:00:00Z" + QUICK;
  private static final String NEW_LEADS = "marketo:activities?activityTypeIds=12";

  @TempDir Path folder;
  private final List<Object> bodies = Collections.synchronizedList(new ArrayList<>());
  private MarketoSandbox marketo;
  private DefaultCamelContext camel;

  @BeforeEach
  void start() throws Exception {
    marketo =
        MarketoSandbox.start(
            new Options(0, "127.0.0.1", Clock.systemUTC(), 1, Limits.NONE, Duration.ofHours(1)));
    post("lag", "{\"millis\":0}");
    camel = context();
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
    marketo.close();
  }

  @Test
  void each_activity_is_a_message_and_none_comes_twice() throws Exception {
    people(1, 700);
    consume(NEW_LEADS + FROM);
    assertThat(leadIds(700)).doesNotHaveDuplicates();
    people(701, 702);
    assertThat(leadIds(702)).endsWith(701L, 702L).doesNotHaveDuplicates();
  }

  @Test
  void all_that_was_read_in_one_go_may_be_one_message() throws Exception {
    people(1, 700);
    consume(NEW_LEADS + "&splitResult=false&pages=1" + FROM);
    await().until(() -> bodies.size() == 3);
    assertThat(bodies).extracting(each -> ((List<?>) each).size()).containsExactly(300, 300, 100);
  }

  @Test
  void a_token_in_a_file_outlives_the_process() throws Exception {
    people(1, 3);
    String uri = NEW_LEADS + "&tokenStore=#bean:tokens" + FROM;
    consume(uri);
    assertThat(leadIds(3)).hasSize(3);
    camel.stop();
    camel = context();
    camel.start();
    people(4, 4);
    consume(uri);
    assertThat(leadIds(4)).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void a_page_that_a_route_could_not_take_is_read_again() throws Exception {
    people(1, 3);
    List<Long> tried = Collections.synchronizedList(new ArrayList<>());
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(NEW_LEADS + FROM)
                .process(
                    exchange -> {
                      Activity activity = exchange.getMessage().getBody(Activity.class);
                      tried.add(activity.leadId());
                      if (tried.size() == 2) throw new IllegalStateException("no room");
                    });
          }
        });
    await().until(() -> tried.size() == 5);
    assertThat(tried).containsExactly(1L, 2L, 1L, 2L, 3L);
  }

  @Test
  void a_token_that_is_refused_is_replaced() throws Exception {
    people(1, 2);
    FileStateRepository tokens =
        camel.getRegistry().lookupByNameAndType("tokens", FileStateRepository.class);
    tokens.start();
    tokens.setState("activities/get/12", "of another instance");
    consume(NEW_LEADS + "&tokenStore=#bean:tokens" + FROM);
    assertThat(leadIds(2)).containsExactly(1L, 2L);
  }

  @Test
  void the_leads_of_a_list_are_read_each_time_round() throws Exception {
    people(1, 301);
    Object list =
        ((Map<?, ?>)
                camel
                    .createFluentProducerTemplate()
                    .to("marketo:lists/get?filterType=name")
                    .withBody(List.of("Newsletter"))
                    .request(List.class)
                    .get(0))
            .get("id");
    camel
        .createFluentProducerTemplate()
        .to("marketo:lists/add?listId=" + list)
        .withBody(IntStream.rangeClosed(1, 301).boxed().toList())
        .request();
    consume("marketo:lists/leads?fields=id&pages=1&listId=" + list + QUICK);
    await().until(() -> bodies.size() >= 602);
    assertThat(bodies.subList(0, 301))
        .extracting(each -> Integer.valueOf(((Map<?, ?>) each).get("id").toString()))
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 301).boxed().toList());
  }

  @Test
  void a_route_can_start_only_where_pages_are_read() {
    assertThatThrownBy(() -> consume("marketo:leads/sync"))
        .rootCause()
        .hasMessageContaining("a route can't start at 'marketo:")
        .hasMessageContaining("quartz:");
  }

  private DefaultCamelContext context() {
    DefaultCamelContext context = new DefaultCamelContext();
    MarketoConfiguration configuration =
        context.getComponent("marketo", MarketoComponent.class).getConfiguration();
    configuration.setBaseUrl(marketo.url());
    configuration.setClientId("sandbox-client-id");
    configuration.setClientSecret("sandbox-client-secret");
    File file = folder.resolve("tokens.dat").toFile();
    context.getRegistry().bind("tokens", FileStateRepository.fileStateRepository(file));
    return context;
  }

  private void consume(String uri) throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(uri).process(exchange -> bodies.add(exchange.getMessage().getBody()));
          }
        });
  }

  private List<Long> leadIds(int most) {
    await().until(() -> bodies.size() >= most);
    return bodies.stream().map(each -> ((Activity) each).leadId()).toList();
  }

  private void people(int from, int to) {
    camel
        .createFluentProducerTemplate()
        .to("marketo:leads/sync")
        .withBody(
            IntStream.rangeClosed(from, to)
                .mapToObj(n -> Map.of("email", "p" + n + "@x.example"))
                .toList())
        .request();
  }

  private void post(String deed, String body) throws Exception {
    java.net.http.HttpResponse<String> answer =
        Http.client()
            .send(
                java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create(marketo.url() + "/sandbox/" + deed))
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                java.net.http.HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
  }
}
