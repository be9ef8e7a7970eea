package org.bactrian.marketo.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bactrian.marketo.client.FakeMarketo;
import org.bactrian.marketo.client.FakeMarketo.Reply;
import org.bactrian.marketo.client.FakeMarketo.Seen;
import org.bactrian.marketo.client.MarketoClient;
import org.bactrian.marketo.client.MarketoClientOptions;
import org.bactrian.marketo.client.MarketoGarbled;
import org.bactrian.marketo.client.RecordResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StaticListsTest {

  private final FakeMarketo marketo = new FakeMarketo();
  private final MarketoClient client =
      new MarketoClient(
          MarketoClientOptions.of(marketo.url(), "bactrian", "hush")
              .withMaxWait(Duration.ofMinutes(1)));
  private final StaticLists lists = new StaticLists(client);

  @AfterEach
  void stop() {
    client.close();
    marketo.close();
  }

  @Test
  void three_hundred_people_join_in_one_call_and_their_results_are_in_order() {
    marketo.answer = StaticListsTest::taken;
    List<String> ids = IntStream.range(0, 701).mapToObj(String::valueOf).toList();
    List<RecordResult> results = lists.add("1001", ids);
    assertThat(results).extracting(RecordResult::id).isEqualTo(ids);
    assertThat(results)
        .extracting(RecordResult::index)
        .isEqualTo(IntStream.range(0, 701).boxed().toList());
    assertThat(marketo.calls)
        .hasSize(3)
        .allMatch(seen -> seen.method().equals("POST") && seen.uri().length() < 7_500);
    assertThat(marketo.calls.get(2).uri()).startsWith("/rest/v1/lists/1001/leads.json?id=600&id=6");
  }

  @Test
  void who_is_not_on_a_list_is_skipped_and_who_is_leaves() {
    marketo.answer = StaticListsTest::taken;
    List<RecordResult> results = lists.remove("1001", List.of("1", "-1"));
    assertThat(results).extracting(RecordResult::status).containsExactly("removed", "skipped");
    assertThat(results.get(1).reasons()).extracting(r -> r.code()).containsExactly("1015");
    assertThat(marketo.calls.get(0).method()).isEqualTo("DELETE");
  }

  @Test
  void joining_is_repeated_after_a_cut() {
    marketo.answer = StaticListsTest::taken;
    marketo.first.add(Reply.cut());
    assertThat(lists.add("1001", List.of("1")))
        .extracting(r -> r.status())
        .containsExactly("added");
    assertThat(marketo.calls).hasSize(2);
  }

  @Test
  void members_are_read_from_a_token_on_up_to_the_limit() {
    marketo.answer =
        seen -> {
          int page = seen.uri().contains("Token") ? Integer.parseInt(last(seen.uri())) : 1;
          return Reply.ok(
              "{\"success\":true,\"result\":[{\"id\":%d}]%s}"
                  .formatted(page, page == 4 ? "" : ",\"nextPageToken\":\"" + (page + 1) + "\""));
        };
    Page<Map<String, Object>> first = lists.leads("1001", List.of("id", "email"), null, 2);
    assertThat(first).isEqualTo(new Page<>(List.of(Map.of("id", 1), Map.of("id", 2)), "3", true));
    assertThat(marketo.calls.get(0).uri())
        .isEqualTo("/rest/v1/lists/1001/leads.json?fields=id%2Cemail&batchSize=300");
    Page<Map<String, Object>> rest = lists.leads("1001", List.of(), "3", 9);
    assertThat(rest).isEqualTo(new Page<>(List.of(Map.of("id", 3), Map.of("id", 4)), null, false));
    marketo.answer =
        seen -> Reply.ok("{\"success\":true,\"result\":[],\"nextPageToken\":\"same\"}");
    assertThatThrownBy(() -> lists.leads("1001", List.of(), null, 9))
        .isInstanceOf(MarketoGarbled.class);
  }

  @Test
  void lists_are_found_by_name() {
    marketo.answer = seen -> Reply.result(List.of(Map.of("id", 1, "name", "A, b")));
    assertThat(lists.get("name", List.of("A"))).hasSize(1);
    assertThat(lists.get(null, List.of())).hasSize(1);
    assertThat(marketo.calls)
        .extracting(Seen::uri)
        .containsExactly(
            "/rest/v1/lists.json?name=A&batchSize=300", "/rest/v1/lists.json?batchSize=300");
  }

  @Test
  void the_id_of_a_list_is_digits() {
    assertThatThrownBy(() -> lists.add("1/../2", List.of("1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not the id of a static list");
    assertThat(lists.add("1", List.of())).isEmpty();
    assertThat(marketo.calls).isEmpty();
  }

  private static Reply taken(Seen seen) {
    String done = seen.method().equals("POST") ? "added" : "removed";
    return Reply.result(
        Arrays.stream(seen.uri().replaceFirst(".*\\?", "").split("&"))
            .map(each -> Integer.valueOf(last(each)))
            .map(
                id ->
                    id < 0
                        ? Map.of(
                            "id",
                            id,
                            "status",
                            "skipped",
                            "reasons",
                            List.of(Map.of("code", "1015", "message", "Lead not in list")))
                        : Map.of("id", id, "status", done))
            .toList());
  }

  private static String last(String uri) {
    return uri.substring(uri.lastIndexOf('=') + 1);
  }
}
