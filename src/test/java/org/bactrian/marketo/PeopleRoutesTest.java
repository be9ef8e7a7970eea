package org.bactrian.marketo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.bactrian.local.Http;
import org.bactrian.marketo.client.PagingTokenRefused;
import org.bactrian.marketo.client.RecordResult;
import org.bactrian.marketo.people.Activity;
import org.bactrian.marketo.people.MergeResult;
import org.bactrian.marketo.people.MergeResult.Fate;
import org.bactrian.marketo.people.Page;
import org.bactrian.marketo.people.Window;
import org.bactrian.sandbox.marketo.Limits;
import org.bactrian.sandbox.marketo.MarketoSandbox;
import org.bactrian.sandbox.marketo.Options;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routes in YAML that read and change people, over HTTP against the simulated Marketo. */
class PeopleRoutesTest {

  private static final String ROUTES =
      """
      - route:
          id: begin
          from:
            uri: direct:begin
            steps:
              - to:
                  uri: marketo:activities/pagingToken
              - setHeader:
                  name: CamelMarketoNextPageToken
                  simple: "${body}"
      - route:
          id: changes
          from:
            uri: direct:changes
            steps:
              - to:
                  uri: marketo:activities/leadChanges
                  parameters:
                    fields: email,firstName
                    pages: 2
              - setHeader:
                  name: CamelMarketoNextPageToken
                  simple: "${body.nextPageToken}"
              - setHeader:
                  name: more
                  simple: "${body.more}"
              - split:
                  simple: "${body.rows}"
                  aggregationStrategy: "#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy"
                  steps:
                    - setBody:
                        simple: "${body.leadId}: ${body.attribute('Source')}"
      - route:
          id: merges
          from:
            uri: direct:merges
            steps:
              - to:
                  uri: marketo:activities/get
                  parameters:
                    activityTypeIds: 32
      - route:
          id: deletions
          from:
            uri: direct:deletions
            steps:
              - doTry:
                  steps:
                    - to:
                        uri: marketo:activities/deletedLeads
                  doCatch:
                    - exception:
                        - org.bactrian.marketo.client.PagingTokenRefused
                      steps:
                        - to:
                            uri: direct:begin
      - route:
          id: merge
          from:
            uri: direct:merge
            steps:
              - to:
                  uri: marketo:leads/merge
      - route:
          id: everybody
          from:
            uri: direct:everybody
            steps:
              - to:
                  uri: marketo:bulkleads/extract
                  parameters:
                    fields: id,email
                    pollEvery: 20
              - split:
                  streaming: true
                  stopOnException: true
                  simple: "${body}"
                  aggregationStrategy: "#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy"
                  steps:
                    - setBody:
                        simple: "${body[id]} ${body[email]}"
      """;

  private final HttpClient http = Http.client();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private MarketoSandbox marketo;
  private String token;

  @BeforeEach
  void start() throws Exception {
    marketo =
        MarketoSandbox.start(
            new Options(0, "127.0.0.1", new Hurrying(), 1, Limits.NONE, Duration.ofHours(1)));
    door("lag", "{\"millis\":0}");
    MarketoComponent component = camel.getComponent("marketo", MarketoComponent.class);
    component.getConfiguration().setBaseUrl(marketo.url());
    component.getConfiguration().setClientId("sandbox-client-id");
    component.getConfiguration().setClientSecret("sandbox-client-secret");
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.fromString("people.camel.yaml", ROUTES));
    camel.start();
    token = begin();
  }

  @AfterEach
  void stop() {
    camel.stop();
    marketo.close();
  }

  @Test
  void changes_are_read_from_a_token_on_and_say_who_made_them() throws Exception {
    List<Long> ids = people(2);
    door("PATCH", "leads/" + ids.get(0), "{\"firstName\":\"Ann\"}");
    var answer = send("direct:changes").withHeader(MarketoConstants.NEXT_PAGE_TOKEN, token).send();
    assertThat(answer.getMessage().getBody())
        .isEqualTo(List.of("1: Web service API", "2: Web service API", "1: User"));
    assertThat(answer.getMessage().getHeader("more", Boolean.class)).isFalse();
    String next = answer.getMessage().getHeader(MarketoConstants.NEXT_PAGE_TOKEN, String.class);
    assertThat(next).isNotEqualTo(token);
    Page<?> nothing =
        send("marketo:activities/leadChanges?fields=email")
            .withHeader(MarketoConstants.NEXT_PAGE_TOKEN, next)
            .request(Page.class);
    assertThat(nothing.rows()).isEmpty();
    assertThat(nothing.nextPageToken()).isNotBlank();
  }

  @Test
  void a_limit_of_pages_ends_a_read_and_the_next_goes_on_where_it_ended() {
    people(1000);
    String at = token;
    List<Long> read = new ArrayList<>();
    Page<?> page;
    int calls = 0;
    do {
      page =
          send("marketo:activities/get?activityTypeIds=12,13")
              .withHeader(MarketoConstants.NEXT_PAGE_TOKEN, at)
              .withHeader(MarketoConstants.PAGES, 2)
              .request(Page.class);
      page.rows().forEach(row -> read.add(((Activity) row).leadId()));
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(600);
      at = page.nextPageToken();
      calls++;
    } while (page.more());
    assertThat(calls).isEqualTo(2);
    assertThat(read).isEqualTo(IntStream.rangeClosed(1, 1000).mapToObj(Long::valueOf).toList());
  }

  @Test
  void a_token_that_is_none_is_told_apart_and_replaced() {
    assertThatThrownBy(
            () ->
                send("marketo:activities/deletedLeads")
                    .withHeader(MarketoConstants.NEXT_PAGE_TOKEN, "of another instance")
                    .request())
        .hasCauseInstanceOf(PagingTokenRefused.class);
    var answer =
        send("direct:deletions")
            .withHeader(MarketoConstants.NEXT_PAGE_TOKEN, "of another instance")
            .withHeader(MarketoConstants.SINCE, Instant.now().minusSeconds(60))
            .send();
    assertThat(answer.getException()).isNull();
    assertThat(answer.getMessage().getHeader(MarketoConstants.NEXT_PAGE_TOKEN, String.class))
        .isNotEqualTo("of another instance");
  }

  @Test
  void deletions_are_read_and_types_are_listed() {
    people(2);
    send("marketo:leads/delete").withBody(List.of(Map.of("id", 2))).request();
    Page<?> page =
        send("direct:deletions")
            .withHeader(MarketoConstants.NEXT_PAGE_TOKEN, token)
            .request(Page.class);
    assertThat(page.rows()).extracting(row -> ((Activity) row).leadId()).containsExactly(2L);
    List<?> types = send("marketo:activities/types").request(List.class);
    assertThat(types)
        .extracting(type -> (String) ((Map<?, ?>) type).get("name"))
        .contains("New Lead", "Change Data Value", "Merge Leads", "Delete Lead", "Add to List");
  }

  @Test
  void a_merge_is_told_by_the_log_and_a_repeated_one_is_gone() throws Exception {
    people(40);
    List<Integer> losers = IntStream.rangeClosed(2, 40).boxed().toList();
    List<?> merged =
        send("direct:merge")
            .withHeader(MarketoConstants.WINNER, 1)
            .withBody(losers)
            .request(List.class);
    assertThat(merged).hasSize(39).allMatch(each -> ((MergeResult) each).fate() == Fate.MERGED);
    Page<?> told =
        send("direct:merges")
            .withHeader(MarketoConstants.NEXT_PAGE_TOKEN, token)
            .request(Page.class);
    assertThat(told.rows())
        .flatExtracting(row -> ((Activity) row).mergedIds())
        .isEqualTo(losers.stream().map(String::valueOf).toList());
    List<?> again =
        send("direct:merge")
            .withHeader(MarketoConstants.WINNER, 1)
            .withBody(List.of(2))
            .request(List.class);
    assertThat(again).extracting(each -> ((MergeResult) each).fate()).isEqualTo(List.of(Fate.GONE));
  }

  @Test
  void a_merge_whose_answer_is_lost_is_unknown_until_it_is_asked_again() throws Exception {
    people(2);
    door("faults", "{\"path\":\"/rest/v1/leads/1/merge.json\",\"kind\":\"lost-answer\"}");
    assertThat(merge("1", 2)).isEqualTo(Fate.UNKNOWN);
    assertThat(merge("1", 2)).isEqualTo(Fate.GONE);
    assertThat(merge("2", 1)).as("the winner is gone").isEqualTo(Fate.REFUSED);
  }

  @Test
  void people_join_a_list_are_read_from_it_and_leave_it() {
    people(3);
    List<?> found =
        send("marketo:lists/get?filterType=name")
            .withBody(List.of("Newsletter"))
            .request(List.class);
    Object list = ((Map<?, ?>) found.get(0)).get("id");
    assertThat(statuses(send("marketo:lists/add?listId=" + list).withBody(List.of(1, 2, 99))))
        .containsExactly("added", "added", "skipped 1004");
    Page<?> members =
        send("marketo:lists/leads?fields=id,email&listId=" + list).request(Page.class);
    assertThat(members.rows())
        .extracting(row -> ((Map<?, ?>) row).get("email"))
        .isEqualTo(List.of("1@x.example", "2@x.example"));
    assertThat(members.more()).isFalse();
    assertThat(statuses(send("marketo:lists/remove?listId=" + list).withBody(List.of(1, 3))))
        .containsExactly("removed", "skipped 1015");
    assertThat((List<?>) send("marketo:lists/get").request()).isNotEmpty();
  }

  @Test
  void everybody_is_read_from_a_file_row_by_row() {
    List<Long> ids = people(700);
    Instant now = Instant.now();
    List<String> everybody =
        IntStream.range(0, 700).mapToObj(i -> ids.get(i) + " " + (i + 1) + "@x.example").toList();
    List<?> read =
        send("direct:everybody")
            .withHeader(
                MarketoConstants.WINDOW,
                new Window(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1))))
            .request(List.class);
    assertThat(read.stream().map(String::valueOf)).containsExactlyInAnyOrderElementsOf(everybody);
  }

  @Test
  void what_is_lacking_is_explained() {
    assertThatThrownBy(() -> send("marketo:leads/merge").withBody(List.of(2)).request())
        .cause()
        .hasMessageContaining("needs winner");
    assertThatThrownBy(() -> send("marketo:activities/leadChanges?fields=email").request())
        .cause()
        .hasMessageContaining("needs nextPageToken");
    assertThatThrownBy(
            () -> send("marketo:activities/get?nextPageToken=P1&activityTypeIds=").request())
        .cause()
        .hasMessageContaining("needs activityTypeIds");
    assertThatThrownBy(() -> send("marketo:lists/leads?listId=1001&pages=0").request())
        .cause()
        .hasMessageContaining("needs pages of 1 or more");
    assertThatThrownBy(() -> send("marketo:bulkleads/extract?fields=id").request())
        .cause()
        .hasMessageContaining("needs startAt");
  }

  private Fate merge(String winner, int loser) {
    List<?> results =
        send("marketo:leads/merge?winner=" + winner)
            .withBody(List.of(Map.of("id", loser)))
            .request(List.class);
    return ((MergeResult) results.get(0)).fate();
  }

  private static List<String> statuses(FluentProducerTemplate request) {
    return ((List<?>) request.request())
        .stream()
            .map(each -> (RecordResult) each)
            .map(
                each ->
                    each.reasons().isEmpty()
                        ? each.status()
                        : each.status() + " " + each.reasons().get(0).code())
            .toList();
  }

  private List<Long> people(int count) {
    List<Map<String, String>> people =
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> Map.of("email", i + "@x.example", "firstName", "P" + i))
            .toList();
    List<?> results = send("marketo:leads/sync").withBody(people).request(List.class);
    return results.stream().map(each -> Long.valueOf(((RecordResult) each).id())).toList();
  }

  private String begin() {
    return send("direct:begin")
        .withHeader(MarketoConstants.SINCE, Instant.now().minusSeconds(3_600).toString())
        .request(String.class);
  }

  private FluentProducerTemplate send(String uri) {
    return camel.createFluentProducerTemplate().to(uri);
  }

  private void door(String path, String json) throws Exception {
    door("POST", path, json);
  }

  private void door(String method, String path, String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(marketo.url() + "/sandbox/" + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build();
    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  /** A clock whose seconds are a hundredth of one: extracts take their time. */
  private static final class Hurrying extends Clock {
    private final Instant begun = Instant.now();

    @Override
    public Instant instant() {
      return begun.plus(Duration.between(begun, Instant.now()).multipliedBy(100));
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
