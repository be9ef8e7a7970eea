package org.bactrian.marketo.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bactrian.marketo.client.FakeMarketo;
import org.bactrian.marketo.client.FakeMarketo.Reply;
import org.bactrian.marketo.client.MarketoClient;
import org.bactrian.marketo.client.MarketoClientOptions;
import org.bactrian.marketo.client.MarketoGarbled;
import org.bactrian.marketo.client.MarketoRefused;
import org.bactrian.marketo.client.PagingTokenRefused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivitiesTest {

  private final FakeMarketo marketo = new FakeMarketo();
  private final MarketoClient client =
      new MarketoClient(
          MarketoClientOptions.of(marketo.url(), "bactrian", "hush").withMaxWait(Duration.ZERO));
  private final Activities activities = new Activities(client);

  @AfterEach
  void stop() {
    client.close();
    marketo.close();
  }

  @Test
  void a_token_is_asked_for_by_the_second() {
    marketo.answer = seen -> Reply.ok("{\"success\":true,\"nextPageToken\":\"abc\"}");
    assertThat(activities.pagingToken(Instant.parse("2026-07-01T12:00:00.987Z"))).isEqualTo("abc");
    assertThat(marketo.calls)
        .extracting(FakeMarketo.Seen::uri)
        .containsExactly(
            "/rest/v1/activities/pagingtoken.json?sinceDatetime=2026-07-01T12%3A00%3A00Z");
    marketo.answer = seen -> Reply.ok("{\"success\":true}");
    assertThatThrownBy(() -> activities.pagingToken(Instant.EPOCH))
        .isInstanceOf(MarketoGarbled.class)
        .hasMessageContaining("nextPageToken");
  }

  @Test
  void pages_follow_one_another_up_to_the_limit_be_they_short_or_empty() {
    marketo.answer =
        seen -> {
          int page = Integer.parseInt(seen.uri().replaceFirst(".*nextPageToken=p", ""));
          return page(page == 1 ? "" : change(page), "p" + (page + 1), page < 9);
        };
    Page<Activity> first = activities.leadChanges("p0", List.of("email", "unsubscribed"), 4);
    assertThat(first.rows()).extracting(Activity::guid).containsExactly("0", "2", "3");
    assertThat(first.nextPageToken()).isEqualTo("p4");
    assertThat(first.more()).isTrue();
    assertThat(marketo.calls.get(0).uri())
        .isEqualTo(
            "/rest/v1/activities/leadchanges.json"
                + "?fields=email%2Cunsubscribed&batchSize=300&nextPageToken=p0");
    Page<Activity> rest = activities.leadChanges(first.nextPageToken(), List.of("email"), 100);
    assertThat(rest.rows()).hasSize(6);
    assertThat(rest.nextPageToken()).isEqualTo("p10");
    assertThat(rest.more()).isFalse();
  }

  @Test
  void an_activity_is_read_whole() {
    marketo.answer =
        seen ->
            page(
                """
                {"id":7,"marketoGUID":"7-x","leadId":5,"activityDate":"2026-07-01T12:00:00Z",
                 "activityTypeId":13,"campaignId":1,"primaryAttributeValueId":3,
                 "primaryAttributeValue":"Email Address",
                 "fields":[{"id":3,"name":"email","newValue":"b@x","oldValue":null}],
                 "attributes":[{"name":"Source","value":"Web service API"},{"name":"Lead ID","value":5}]}
                """,
                "p1",
                false);
    Activity activity = activities.get("p0", List.of(13, 1), 1).rows().get(0);
    assertThat(activity)
        .isEqualTo(
            new Activity(
                "7-x",
                5,
                13,
                Instant.parse("2026-07-01T12:00:00Z"),
                3L,
                "Email Address",
                List.of(new Activity.FieldChange("email", null, "b@x")),
                Map.of("Source", "Web service API", "Lead ID", 5)));
    assertThat(activity.attribute("SOURCE")).isEqualTo("Web service API");
    assertThat(activity.attribute("lead id")).isEqualTo("5");
    assertThat(activity.mergedIds()).isEmpty();
    assertThat(marketo.calls.get(0).uri()).contains(".json?activityTypeIds=13%2C1&");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-01T12:00:00Z, 2026-07-01T12:00:00Z",
    "2026-07-01T12:00:00+0000, 2026-07-01T12:00:00Z",
    "2026-07-01T12:00:00Z+0000, 2026-07-01T12:00:00Z",
    "2026-07-01T12:00:00-0500, 2026-07-01T17:00:00Z",
    "2026-07-01T12:00:00.5+05:30, 2026-07-01T06:30:00.500Z"
  })
  void a_date_is_read_in_every_way_that_marketo_writes_it(String written, Instant meant) {
    marketo.answer = seen -> page(change(1).replace("2026-07-01T12:00:00Z", written), "p1", false);
    assertThat(activities.deletedLeads("p0", 1).rows().get(0).at()).isEqualTo(meant);
  }

  @Test
  void a_merge_names_who_was_merged() {
    marketo.answer =
        seen ->
            page(
                change(1).replace("[]", "[{\"name\":\"Merge IDs\",\"value\":\"[2, 30]\"}]"),
                "p1",
                false);
    assertThat(activities.get("p0", List.of(32), 1).rows().get(0).mergedIds())
        .containsExactly("2", "30");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"leadId\":5,\"activityTypeId\":13,\"activityDate\":\"2026-07-01T12:00:00Z\"}",
        "{\"id\":1,\"activityTypeId\":13,\"activityDate\":\"2026-07-01T12:00:00Z\"}",
        "{\"id\":1,\"leadId\":5,\"activityDate\":\"2026-07-01T12:00:00Z\"}",
        "{\"id\":1,\"leadId\":\"x\",\"activityTypeId\":13}",
        "null"
      })
  void what_is_no_activity_is_left_out_and_stops_nothing_else(String row) {
    marketo.answer = seen -> page(row + "," + change(7), "p1", false);
    Page<Activity> read = activities.deletedLeads("p0", 1);
    assertThat(read.rows()).extracting(Activity::guid).containsExactly("7");
    assertThat(read.unreadable()).hasSize(1).allMatch(words -> words.startsWith("no activity"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"yesterday\"", "\"\""})
  void an_activity_without_a_date_happened_when_the_one_before_it_did(String date) {
    String row =
        "{\"id\":9,\"leadId\":\"5\",\"activityTypeId\":\"13\",\"activityDate\":%s}".formatted(date);
    marketo.answer = seen -> page(change(7) + "," + row, "p1", false);
    List<Activity> rows = activities.deletedLeads("p0", 1).rows();
    assertThat(rows).extracting(Activity::guid).containsExactly("7", "9");
    assertThat(rows.get(1).at()).isEqualTo(rows.get(0).at());
    marketo.answer = seen -> page(row + "," + change(7), "p1", false);
    rows = activities.deletedLeads("p0", 1).rows();
    assertThat(rows.get(0).at()).isEqualTo(rows.get(1).at());
  }

  @Test
  void a_token_that_leads_nowhere_does_not_loop() {
    marketo.answer = seen -> page(change(1), "p0", true);
    assertThatThrownBy(() -> activities.deletedLeads("p0", 9))
        .isInstanceOf(MarketoGarbled.class)
        .hasMessageContaining("another nextPageToken");
    marketo.answer = seen -> Reply.ok("{\"success\":true,\"result\":[],\"moreResult\":false}");
    assertThatThrownBy(() -> activities.deletedLeads("p0", 9)).isInstanceOf(MarketoGarbled.class);
  }

  @Test
  void a_page_without_rows_says_where_to_go_on() {
    marketo.answer = seen -> Reply.ok("{\"success\":true,\"nextPageToken\":\"p1\"}");
    assertThat(activities.deletedLeads("p0", 9)).isEqualTo(new Page<>(List.of(), "p1", false));
    marketo.answer = seen -> Reply.error("702");
    assertThat(activities.deletedLeads("p0", 9)).isEqualTo(new Page<>(List.of(), "p0", false));
  }

  @ParameterizedTest
  @CsvSource({
    "1003, Invalid nextPageToken",
    "1001, Invalid value 'x' for paging token",
    "610, Paging token not found",
    "1013, Paging token not found"
  })
  void a_token_that_is_not_taken_is_told_apart(String code, String words) {
    marketo.answer = seen -> refused(code, words);
    PagingTokenRefused refused =
        catchThrowableOfType(PagingTokenRefused.class, () -> activities.deletedLeads("old", 1));
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.words()).isEqualTo(words);
    assertThat(marketo.calls).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"1003, Invalid batchSize", "1006, Field 'token' not found", "603, Access denied"})
  void any_other_refusal_is_none_of_the_token(String code, String words) {
    marketo.answer = seen -> refused(code, words);
    assertThatThrownBy(() -> activities.deletedLeads("p0", 1))
        .isExactlyInstanceOf(MarketoRefused.class)
        .hasMessageContaining(words);
  }

  @Test
  void types_are_read_page_by_page() {
    marketo.answer =
        seen ->
            seen.uri().contains("nextPageToken")
                ? Reply.result(List.of(Map.of("id", 13)))
                : page("{\"id\":12}", "second", true);
    assertThat(activities.types()).containsExactly(Map.of("id", 12), Map.of("id", 13));
  }

  private static Reply page(String rows, String next, boolean more) {
    return Reply.ok(
        "{\"success\":true,\"result\":[%s],\"nextPageToken\":\"%s\",\"moreResult\":%s}"
            .formatted(rows, next, more));
  }

  private static Reply refused(String code, String words) {
    return Reply.ok(
        "{\"success\":false,\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}"
            .formatted(code, words));
  }

  private static String change(int id) {
    return """
           {"id":%d,"leadId":5,"activityDate":"2026-07-01T12:00:00Z","activityTypeId":13,\
           "attributes":[]}"""
        .formatted(id);
  }
}
