package org.bactrian.marketo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bactrian.marketo.client.FakeMarketo.Reply;
import org.bactrian.marketo.wire.Call;
import org.bactrian.marketo.wire.CallWatch;
import org.bactrian.marketo.wire.HttpOptions;
import org.bactrian.marketo.wire.Pace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarketoClientTest {

  private final FakeMarketo marketo = new FakeMarketo();
  private final Sleepless time = new Sleepless();
  private MarketoClient client = client("hush");

  @AfterEach
  void stop() {
    client.close();
    marketo.close();
  }

  @Test
  void results_are_in_the_order_of_the_records_and_batches_hold_300() {
    assertThat(sync(701))
        .extracting(RecordResult::id)
        .containsExactlyElementsOf(IntStream.range(0, 701).mapToObj(String::valueOf).toList());
    assertThat(marketo.calls)
        .extracting(seen -> seen.input().size())
        .containsExactlyInAnyOrder(300, 300, 101);
    assertThat(marketo.calls)
        .allSatisfy(
            seen -> {
              assertThat(seen.body()).startsWith("{\"action\":\"createOnly\",\"input\":[{");
              assertThat(seen.authorization()).isEqualTo("Bearer t1");
            });
    assertThat(client.calls().calls()).isEqualTo(3);
  }

  @Test
  void rows_are_placed_by_seq_where_marketo_gives_it() {
    marketo.answer =
        seen ->
            Reply.result(
                List.of(
                    Map.of("seq", 1, "marketoGUID", "b", "status", "created"),
                    Map.of("seq", 0, "marketoGUID", "a", "status", "updated")));
    assertThat(sync(2)).extracting(RecordResult::id).containsExactly("a", "b");
  }

  @Test
  void a_record_is_done_just_if_marketo_says_so() {
    marketo.answer =
        seen ->
            Reply.result(
                List.of(
                    Map.of("id", 1, "status", "skipped"),
                    Map.of("id", 2, "status", "queued"),
                    Map.of("id", 3, "status", "updated")));
    List<RecordResult> results = byId(1, 2, 3);
    assertThat(results.get(0).reasons().get(0).code()).isEqualTo(RecordResult.NO_REASON);
    assertThat(results.get(1).isUnknown()).isTrue();
    assertThat(results.get(1).reasons().get(0).message()).contains("'queued'");
    assertThat(results.get(2).reasons()).isEmpty();
  }

  @Test
  void a_result_of_another_record_is_none() {
    marketo.answer =
        seen ->
            Reply.result(
                List.of(
                    Map.of("id", 2, "status", "updated"), Map.of("id", 1, "status", "updated")));
    assertThatThrownBy(() -> byId(1, 2))
        .isInstanceOf(MarketoGarbled.class)
        .hasMessageContaining("expected the result of record 1, found that of record 2");
  }

  @Test
  void results_that_are_not_those_of_what_was_sent_are_refused() {
    marketo.answer =
        seen ->
            Reply.result(
                List.of(
                    Map.of("id", 1, "status", "updated"),
                    Map.of("id", 2, "status", "updated"),
                    Map.of("id", 3, "status", "updated")));
    List<RecordResult> results = byId(1, 2, 3);
    assertThat(RecordResult.paired(results, List.of("1", "2", "3"), "writing")).isEqualTo(results);
    assertThatThrownBy(() -> RecordResult.paired(results, List.of("1", "2", "3", "4"), "writing"))
        .hasMessageContaining("expected results of 4 records");
    assertThatThrownBy(() -> RecordResult.paired(results, List.of("1", "3", "2"), "writing"))
        .hasMessageContaining("found one for another record");
    assertThatThrownBy(
            () -> RecordResult.paired(results.subList(1, 3), List.of("2", "3"), "writing"))
        .hasMessageContaining("found one for another record");
  }

  private List<RecordResult> byId(Integer... ids) {
    return client.sync(
        Resource.LEADS,
        Map.of("action", "updateOnly", "lookupField", "id"),
        Stream.of(ids).map(id -> Map.<String, Object>of("id", id)).toList());
  }

  @Test
  void one_call_fetches_the_token_for_all_and_no_url_holds_the_secret() {
    sync(3000);
    assertThat(marketo.tokens).hasValue(1);
    assertThat(marketo.identityUris).containsExactly("/identity/oauth/token");
    assertThat(marketo.calls).hasSize(10).noneMatch(seen -> seen.uri().contains("token"));
  }

  @Test
  void the_secret_goes_in_no_url_whatever_the_identity_endpoint_answers() {
    for (int status : new int[] {400, 401, 404, 405, 415}) {
      marketo.identityAnswers = new Reply(status, "{\"error\":\"invalid_request\"}");
      assertThat(catchThrowableOfType(MarketoException.class, () -> sync(1))).isNotNull();
    }
    assertThat(marketo.identityUris).isNotEmpty().containsOnly("/identity/oauth/token");
  }

  @Test
  void what_is_larger_than_memory_has_room_for_ends_the_call() {
    marketo.answer = seen -> new Reply(200, new byte[100 << 20]);
    assertThatThrownBy(() -> sync(1)).hasMessageContaining("more than").hasMessageContaining("MB");
    marketo.gzip = true;
    assertThatThrownBy(() -> sync(1)).hasMessageContaining("more than").hasMessageContaining("MB");
    assertThat(marketo.calls).as("never asked for again").hasSize(2);
  }

  @Test
  void a_redirect_is_followed_by_neither_token_nor_record() {
    marketo.location = "https://elsewhere.example/here";
    marketo.answer = seen -> new Reply(307, "");
    assertThatThrownBy(() -> sync(1))
        .hasMessageContaining("HTTP 307 to elsewhere.example")
        .hasMessageContaining("nothing is sent there");
    marketo.identityAnswers = new Reply(307, "");
    assertThatThrownBy(client("hush")::user).hasMessageContaining("elsewhere.example");
  }

  @Test
  void a_wrong_secret_is_refused_and_not_told() {
    client = client("wrong-secret");
    MarketoRefused refused = catchThrowableOfType(MarketoRefused.class, () -> sync(1));
    assertThat(refused.code()).isEqualTo("401");
    assertThat(refused).hasMessageContaining("No client").hasMessageNotContaining("wrong-secret");
    assertThat(time.slept).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"600", "601", "602"})
  void a_refused_token_is_renewed_and_the_call_replayed(String code) {
    marketo.first.add(Reply.error(code));
    assertThat(sync(1)).extracting(RecordResult::status).containsExactly("created");
    assertThat(marketo.calls)
        .extracting(FakeMarketo.Seen::authorization)
        .containsExactly("Bearer t1", "Bearer t2");
  }

  @Test
  void a_token_refused_twice_is_renewed_after_a_pause() {
    for (String code : List.of("601", "602", "601")) marketo.first.add(Reply.error(code));
    assertThat(sync(1)).extracting(RecordResult::status).containsExactly("created");
    assertThat(marketo.tokens).hasValue(4);
    assertThat(time.slept).hasSize(2);
  }

  @Test
  void a_token_that_is_refused_on_and_on_is_explained() {
    marketo.answer = seen -> Reply.error("601");
    MarketoRefused refused = catchThrowableOfType(MarketoRefused.class, () -> sync(1));
    assertThat(refused.code()).isEqualTo("601");
    assertThat(refused).hasMessageContaining("refuses tokens that it has just given");
    assertThat(marketo.calls).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"604", "606", "608", "614", "615", "713", "719"})
  void what_heals_is_waited_out(String code) {
    for (int i = 0; i < 12; i++) marketo.first.add(Reply.error(code));
    assertThat(sync(1)).extracting(RecordResult::status).containsExactly("created");
    assertThat(time.slept).hasSize(12).allMatch(pause -> pause <= Duration.ofSeconds(20).toNanos());
    assertThat(time.slept.get(11)).isGreaterThanOrEqualTo(Duration.ofSeconds(10).toNanos());
    assertThat(client.calls().retries()).isEqualTo(12);
    assertThat(client.calls().secondsWaited()).isGreaterThan(60);
  }

  @Test
  void a_minute_of_a_limit_is_waited_out_and_not_much_more() {
    long minute = Duration.ofMinutes(1).toNanos();
    marketo.answer = seen -> time.nanos() < minute ? Reply.error("606") : FakeMarketo.created(seen);
    assertThat(sync(1)).extracting(RecordResult::status).containsExactly("created");
    assertThat(Duration.ofNanos(time.nanos()))
        .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(80));
    assertThat(marketo.calls).hasSizeLessThan(15);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void an_outage_is_waited_out(int status) {
    for (int i = 0; i < 4; i++) marketo.first.add(new Reply(status, "<html>down</html>"));
    assertThat(sync(1)).extracting(RecordResult::status).containsExactly("created");
  }

  @Test
  void cut_connections_are_waited_out() {
    for (int i = 0; i < 4; i++) marketo.first.add(Reply.cut());
    assertThat(sync(1)).extracting(RecordResult::status).containsExactly("created");
  }

  @Test
  void an_answer_that_never_ends_is_a_time_out() {
    sync(1);
    marketo.stall = true;
    client.close();
    client =
        new MarketoClient(
            MarketoClientOptions.of(marketo.url(), "bactrian", "hush")
                .withMaxWait(Duration.ZERO)
                .withHttp(
                    HttpOptions.DEFAULT.within(Duration.ofMillis(300), Duration.ofSeconds(20))));
    assertThatThrownBy(() -> sync(1))
        .isInstanceOf(MarketoUnavailable.class)
        .hasMessageContaining("no answer within");
  }

  @Test
  void zipped_answers_are_read() {
    marketo.gzip = true;
    assertThat(sync(2)).hasSize(2);
  }

  @Test
  void an_outage_that_outlasts_the_patience_says_so() {
    marketo.answer = seen -> new Reply(503, "");
    assertThatThrownBy(() -> sync(1))
        .isInstanceOf(MarketoUnavailable.class)
        .hasMessageMatching("POST /rest/v1/leads.json: after \\d+ tries still 503.*status page.*");
    assertThat(time.slept.stream().mapToLong(Long::longValue).sum())
        .isBetween(Duration.ofMinutes(9).toNanos(), Duration.ofMinutes(10).toNanos());
  }

  @Test
  void a_spent_quota_is_an_answer_and_nothing_that_is_waited_for() {
    List<String> failures = new ArrayList<>();
    CallWatch watch =
        new CallWatch() {
          @Override
          public void before(Call call, Duration deadline) {}

          @Override
          public void answered(Call call) {}

          @Override
          public void failed(Call call, String why) {
            failures.add(why);
          }
        };
    marketo.answer = seen -> Reply.error("607");
    MarketoClientOptions options = MarketoClientOptions.of(marketo.url(), "bactrian", "hush");
    try (MarketoClient watched = new MarketoClient(options.withWatch(watch), time)) {
      assertThatThrownBy(watched::usage).isInstanceOf(DailyQuotaExhausted.class);
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void the_daily_quota_ends_at_midnight_in_chicago() {
    marketo.answer = seen -> Reply.error("607");
    DailyQuotaExhausted exhausted = catchThrowableOfType(DailyQuotaExhausted.class, () -> sync(1));
    assertThat(exhausted.until()).isEqualTo("2026-07-02T05:00:00Z");
    assertThat(marketo.calls).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"603", "605", "610", "612", "616", "703", "1018", "9999"})
  void what_never_heals_is_refused_at_once(String code) {
    marketo.answer = seen -> Reply.error(code);
    MarketoRefused refused = catchThrowableOfType(MarketoRefused.class, () -> sync(1));
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.advice()).isNotBlank();
    assertThat(marketo.calls).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>Maintenance</html>",
        "{\"success\":true,\"result\":[{\"id\":1,\"stat",
        "{\"success\":true}",
        "{\"success\":true,\"result\":[]}",
        "{\"success\":true,\"result\":[{\"id\":1}]}",
        "{\"success\":true,\"result\":[{\"seq\":5,\"status\":\"created\"}]}",
        "{\"success\":false,\"errors\":[]}",
        "[]",
        ""
      })
  void garbage_is_tried_thrice_and_then_shown(String garbage) {
    for (int i = 0; i < 2; i++) marketo.first.add(Reply.ok(garbage));
    assertThat(sync(1)).hasSize(1);
    marketo.answer = seen -> Reply.ok(garbage);
    marketo.calls.clear();
    assertThatThrownBy(() -> sync(1))
        .isInstanceOf(MarketoGarbled.class)
        .hasMessageStartingWith("POST /rest/v1/leads.json: expected ")
        .hasMessageMatching(".* found (nothing|a web page|.*(JSON|result).*); a proxy may .*")
        .hasMessageNotContaining("{");
    assertThat(marketo.calls).hasSize(3);
  }

  @Test
  void tries_of_one_kind_do_not_use_up_those_of_another() {
    for (String code : List.of("606", "606", "606", "606", "608", "604", "611", "601", "606"))
      marketo.first.add(Reply.error(code));
    marketo.first.add(Reply.ok("<html>"));
    marketo.first.add(new Reply(500, ""));
    assertThat(sync(2)).extracting(RecordResult::status).containsOnly("created");
    assertThat(marketo.calls).hasSize(12).allMatch(seen -> seen.input().size() == 2);
  }

  @Test
  void no_data_found_is_an_empty_answer() {
    marketo.answer = seen -> Reply.error("702");
    assertThat(client.get(Resource.LEADS, "id", List.of("1"), List.of())).isEmpty();
  }

  @Test
  void no_message_holds_the_token() {
    marketo.answer =
        seen ->
            Reply.ok(
                "{\"success\":false,\"errors\":[{\"code\":\"703\",\"message\":\"you sent %s\"}]}"
                    .formatted(seen.authorization()));
    assertThatThrownBy(() -> sync(1))
        .hasMessageContaining("you sent Bearer ***")
        .hasMessageNotContaining("t1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"611", "609", "610", "701", "704", "1001", "1002", "1003"})
  void a_record_that_marketo_can_not_bear_is_found_and_the_others_land(String code) {
    marketo.answer =
        seen -> seen.body().contains("\"n\":77}") ? Reply.error(code) : FakeMarketo.created(seen);
    List<RecordResult> results = sync(300);
    assertThat(results.get(77)).isEqualTo(RecordResult.skipped(77, code, "m").of(Map.of("n", 77)));
    assertThat(results).filteredOn(r -> r.status().equals("created")).hasSize(299);
    assertThat(marketo.calls).hasSizeLessThan(50);
  }

  @Test
  void when_every_record_meets_611_it_is_an_outage() {
    marketo.answer = seen -> Reply.error("611");
    assertThatThrownBy(() -> sync(300)).isInstanceOf(MarketoUnavailable.class);
    assertThat(marketo.calls).hasSizeLessThan(100);
  }

  @Test
  void when_every_record_is_refused_it_is_not_the_records() {
    marketo.answer = seen -> Reply.error("1003");
    assertThatThrownBy(() -> sync(300)).isInstanceOf(MarketoRefused.class);
    assertThat(marketo.calls).hasSizeLessThan(40);
  }

  @Test
  void a_batch_that_times_out_is_halved() {
    marketo.answer =
        seen -> seen.input().size() > 100 ? Reply.error("604") : FakeMarketo.created(seen);
    assertThat(sync(300)).extracting(RecordResult::status).containsOnly("created");
  }

  @Test
  void half_a_surrogate_pair_is_never_sent() {
    List<RecordResult> results =
        client.sync(
            Resource.LEADS,
            Map.of(),
            List.of(Map.of("x", "a\ud83d"), Map.of("x", "\ud83d\udc2b"), Map.of("x", "\udc2b")));
    assertThat(results)
        .extracting(r -> r.reasons().isEmpty() ? r.status() : r.reasons().get(0).code())
        .containsExactly("invalid-unicode", "created", "invalid-unicode");
    assertThat(marketo.calls).hasSize(1).allMatch(seen -> seen.body().contains("\ud83d\udc2b"));
  }

  @Test
  void batches_hold_1_mb_and_a_larger_record_is_told() {
    List<Map<String, Object>> records = new ArrayList<>();
    for (int n = 0; n < 100; n++) records.add(Map.of("n", n, "text", "é".repeat(15_000)));
    records.set(50, Map.of("text", "é".repeat(500_000)));
    List<RecordResult> results = client.sync(Resource.LEADS, Map.of(), records);
    assertThat(results.get(50).hasReason("413")).isTrue();
    assertThat(results.get(99).id()).isEqualTo("99");
    assertThat(marketo.calls)
        .hasSize(3)
        .allMatch(
            seen ->
                seen.body().getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= 1_000_000);
  }

  @Test
  void a_proxy_with_a_smaller_limit_gets_smaller_batches() {
    marketo.answer =
        seen -> seen.input().size() > 2 ? new Reply(413, "too large") : FakeMarketo.created(seen);
    assertThat(sync(9)).extracting(RecordResult::status).containsOnly("created");
    int refused = marketo.calls.size();
    assertThat(sync(9)).extracting(RecordResult::status).containsOnly("created");
    assertThat(marketo.calls.subList(refused, marketo.calls.size()))
        .allMatch(seen -> seen.input().size() <= 2);
  }

  @Test
  void native_sync_on_every_record_is_a_refusal() {
    marketo.answer =
        seen ->
            Reply.ok(
                "{\"success\":true,\"result\":[{\"seq\":0,\"status\":\"skipped\",\"reasons\":[{\"code\":\"1018\",\"message\":\"CRM"
                    + " Enabled\"}]}]}");
    MarketoRefused refused = catchThrowableOfType(MarketoRefused.class, () -> sync(1));
    assertThat(refused)
        .hasMessageContaining("CRM Enabled")
        .hasMessageContaining("native Salesforce sync");
  }

  @Test
  void a_look_up_is_split_paged_and_posted_where_its_uri_would_be_too_long() {
    marketo.answer =
        seen -> {
          String asked = seen.method().equals("GET") ? seen.uri() : seen.body();
          boolean second = asked.contains("nextPageToken=p%2B2");
          return Reply.ok(
              second
                  ? "{\"success\":true,\"result\":[{\"id\":2}]}"
                  : "{\"success\":true,\"result\":[{\"id\":1}],\"nextPageToken\":\"p+2\"}");
        };
    List<String> values =
        new ArrayList<>(
            IntStream.range(0, 301).mapToObj(i -> "a+" + i + "@long.domain.example").toList());
    values.addAll(Collections.nCopies(5, "a+0@long.domain.example"));
    values.addAll(List.of("", "a,b"));
    assertThat(client.get(Resource.LEADS, "email", values, List.of("id", "email"))).hasSize(4);
    assertThat(marketo.calls).hasSize(4);
    assertThat(marketo.calls)
        .filteredOn(seen -> seen.method().equals("POST"))
        .hasSize(2)
        .allMatch(seen -> seen.uri().equals("/rest/v1/leads.json?_method=GET"))
        .allMatch(
            seen ->
                seen.body()
                    .startsWith("filterType=email&filterValues=a%2B0%40long.domain.example%2C"));
    assertThat(marketo.calls)
        .filteredOn(seen -> seen.method().equals("GET"))
        .allMatch(
            seen ->
                seen.uri()
                    .startsWith(
                        "/rest/v1/leads.json?filterType=email&filterValues=a%2B300%40long.domain.example&fields=id%2Cemail"));
  }

  @Test
  void compound_keys_deletions_descriptions_and_fields_have_their_own_paths() {
    marketo.answer =
        seen -> Reply.ok("{\"success\":true,\"result\":[{\"name\":\"x\",\"status\":\"created\"}]}");
    client.getCompound(Resource.OPPORTUNITY_ROLES, List.of(Map.of("leadId", 1)), List.of("role"));
    client.delete(Resource.of("customobjects/car"), "dedupeFields", List.of(Map.of("vin", "1")));
    client.describe(Resource.COMPANIES);
    client.fields(Resource.LEADS);
    assertThat(client.createFields(Resource.LEADS, List.of(Map.of("name", "x"))).get(0).id())
        .isEqualTo("x");
    assertThat(marketo.calls)
        .extracting(seen -> seen.method() + " " + seen.uri())
        .containsExactly(
            "POST /rest/v1/opportunities/roles.json?_method=GET",
            "POST /rest/v1/customobjects/car/delete.json",
            "GET /rest/v1/companies/describe.json",
            "GET /rest/v1/leads/schema/fields.json?batchSize=300",
            "POST /rest/v1/leads/schema/fields.json");
    assertThat(marketo.calls.get(0).body())
        .isEqualTo(
            "{\"filterType\":\"dedupeFields\",\"fields\":[\"role\"],\"batchSize\":300,\"input\":[{\"leadId\":1}]}");
    assertThat(marketo.calls.get(1).body())
        .isEqualTo("{\"deleteBy\":\"dedupeFields\",\"input\":[{\"vin\":\"1\"}]}");
  }

  @Test
  void when_one_batch_fails_no_other_begins_and_none_is_left_running() {
    AtomicInteger running = new AtomicInteger();
    marketo.answer =
        seen -> {
          running.incrementAndGet();
          try {
            if (seen.body().contains("\"n\":0}")) return Reply.error("603");
            Thread.sleep(100);
            return FakeMarketo.created(seen);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          } finally {
            running.decrementAndGet();
          }
        };
    assertThatThrownBy(() -> sync(9000)).isInstanceOf(MarketoRefused.class);
    assertThat(running).hasValue(0);
    assertThat(marketo.calls).hasSizeLessThan(30);
  }

  private List<RecordResult> sync(int records) {
    return client.sync(
        Resource.LEADS,
        Map.of("action", "createOnly"),
        IntStream.range(0, records).mapToObj(n -> Map.<String, Object>of("n", n)).toList());
  }

  private MarketoClient client(String secret) {
    Clock clock = Clock.fixed(Instant.parse("2026-07-01T12:00:00Z"), ZoneOffset.UTC);
    return new MarketoClient(
        MarketoClientOptions.of(marketo.url() + "/rest/", "bactrian", secret)
            .withClock(clock)
            .withPace(0, 10),
        time);
  }

  /** Time that passes only by sleeping. */
  private static final class Sleepless implements Pace.Time {
    final List<Long> slept = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong now = new AtomicLong();

    @Override
    public long nanos() {
      return now.get();
    }

    @Override
    public void sleep(long nanos) {
      slept.add(nanos);
      now.addAndGet(nanos);
    }
  }
}
