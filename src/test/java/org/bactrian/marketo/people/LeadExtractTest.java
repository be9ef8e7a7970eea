package org.bactrian.marketo.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bactrian.marketo.client.DailyQuotaExhausted;
import org.bactrian.marketo.client.FakeMarketo;
import org.bactrian.marketo.client.FakeMarketo.Reply;
import org.bactrian.marketo.client.FakeMarketo.Seen;
import org.bactrian.marketo.client.MarketoClient;
import org.bactrian.marketo.client.MarketoClientOptions;
import org.bactrian.marketo.client.MarketoGarbled;
import org.bactrian.marketo.client.MarketoRefused;
import org.bactrian.marketo.client.MarketoUnavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeadExtractTest {

  private static final Window JULY =
      new Window(Instant.parse("2026-07-01T00:00:00Z"), Instant.parse("2026-07-31T00:00:00Z"));

  private final FakeMarketo marketo = new FakeMarketo();
  private final MarketoClient client =
      new MarketoClient(
          MarketoClientOptions.of(marketo.url(), "bactrian", "hush")
              .withMaxWait(Duration.ofMinutes(1)));
  private final LeadExtract extract =
      new LeadExtract(client, Duration.ofMillis(1), Duration.ofMillis(20));
  private final List<String> enqueuing = new ArrayList<>(List.of("ok"));
  private final List<String> states = new ArrayList<>(List.of("Queued", "Processing", "Completed"));
  private String file = "id,email\n1,a@x\n2,null\n3,\"é,\n\"\"c\"\"\"\n4,\n";
  private String told = file;
  private int cut;

  LeadExtractTest() {
    marketo.answer = this::answer;
  }

  @AfterEach
  void stop() {
    client.close();
    marketo.close();
  }

  @Test
  void people_are_read_from_the_file_that_a_job_writes() throws Exception {
    try (ExtractedLeads people = extract.read(JULY, List.of("id", "email"))) {
      assertThat(people.count()).isEqualTo(4);
      assertThat(people)
          .toIterable()
          .containsExactly(
              person("1", "a@x"), person("2", null), person("3", "é,\n\"c\""), person("4", null));
    }
    assertThat(marketo.calls)
        .extracting(seen -> seen.method() + " " + seen.uri())
        .containsExactly(
            "POST /bulk/v1/leads/export/create.json",
            "POST /bulk/v1/leads/export/j1/enqueue.json",
            "GET /bulk/v1/leads/export/j1/status.json",
            "GET /bulk/v1/leads/export/j1/status.json",
            "GET /bulk/v1/leads/export/j1/status.json",
            "GET /bulk/v1/leads/export/j1/file.json");
    assertThat(marketo.calls.get(0).body())
        .contains("\"fields\":[\"id\",\"email\"]", "\"format\":\"CSV\"")
        .contains("\"startAt\":\"2026-07-01T00:00:00Z\"", "\"endAt\":\"2026-07-31T00:00:00Z\"");
  }

  @Test
  void a_job_that_is_asked_after_for_hours_is_read_in_the_end() throws Exception {
    states.addAll(1, Collections.nCopies(70, "Processing"));
    LeadExtract patient = new LeadExtract(client, Duration.ofMillis(1), Duration.ofSeconds(1));
    try (ExtractedLeads people = patient.read(JULY, List.of("id", "email"))) {
      assertThat(people.count()).isEqualTo(4);
    }
  }

  @Test
  void a_large_file_comes_in_parts_and_a_broken_connection_costs_one() throws Exception {
    StringBuilder large = new StringBuilder("id,email\n");
    for (int i = 0; i < 150_000; i++) large.append(i).append(",a").append(i).append("@long.x\n");
    String row = "150000," + "é".repeat(3_000_000) + "\n";
    file = told = large.append(row).toString();
    cut = 2;
    int read = 0;
    try (ExtractedLeads people = extract.read(JULY, List.of("id", "email"))) {
      assertThat(seen("file.json")).as("nothing is fetched before it is read").isZero();
      while (read < 10) assertThat(people.next()).containsEntry("id", String.valueOf(read++));
      assertThat(seen("file.json")).isEqualTo(1);
      while (people.hasNext())
        assertThat(people.next()).containsEntry("id", String.valueOf(read++));
    }
    assertThat(read).isEqualTo(150_001);
    int parts = (file.getBytes(UTF_8).length + ExtractFile.PART - 1) / ExtractFile.PART;
    assertThat(parts).isGreaterThan(2);
    assertThat(seen("file.json")).isEqualTo(parts + 1);
  }

  @Test
  void a_file_without_people_has_none() throws Exception {
    file = told = "id,email\n";
    try (ExtractedLeads people = extract.read(JULY, List.of("id"))) {
      assertThat(people.hasNext()).isFalse();
    }
    file = told = "";
    states.add("Completed");
    try (ExtractedLeads people = extract.read(JULY, List.of("id"))) {
      assertThat(people.hasNext()).isFalse();
    }
  }

  @Test
  void a_file_that_is_not_the_one_told_of_is_refused() {
    file = file.replace("a@x", "b@x");
    assertThatThrownBy(() -> extract.read(JULY, List.of("id")).forEachRemaining(person -> {}))
        .isInstanceOf(MarketoGarbled.class)
        .hasMessageContaining("sha256:");
  }

  @Test
  void a_file_that_ends_too_early_or_too_late_is_refused() {
    told = file + "5,e@x\n";
    assertThatThrownBy(() -> extract.read(JULY, List.of("id")).forEachRemaining(person -> {}))
        .isInstanceOf(MarketoGarbled.class);
    states.add("Completed");
    told = file.substring(0, 12);
    byte[] whole = file.getBytes(UTF_8);
    marketo.answer =
        seen -> seen.uri().endsWith("/file.json") ? new Reply(200, whole) : answer(seen);
    assertThatThrownBy(() -> extract.read(JULY, List.of("id")).forEachRemaining(person -> {}))
        .isInstanceOf(MarketoGarbled.class);
  }

  @Test
  void what_goes_wrong_while_the_file_is_fetched_is_told_as_it_is() {
    marketo.answer = seen -> seen.uri().endsWith("/file.json") ? Reply.error("603") : answer(seen);
    assertThatThrownBy(() -> extract.read(JULY, List.of("id")).hasNext())
        .isInstanceOf(MarketoRefused.class)
        .hasMessageContaining("603");
  }

  @Test
  void a_job_waits_for_its_turn() throws Exception {
    enqueuing.addAll(0, List.of("Too many jobs in queue", "Too many jobs in queue"));
    extract.read(JULY, List.of("id")).close();
    assertThat(seen("enqueue.json")).isEqualTo(3);
    enqueuing.clear();
    for (int i = 0; i < 100; i++) enqueuing.add("Too many jobs in queue");
    assertThatThrownBy(() -> extract.read(JULY, List.of("id")))
        .isInstanceOf(MarketoUnavailable.class)
        .hasMessageContaining("Too many jobs in queue")
        .hasMessageContaining("queue of extracts");
  }

  @Test
  void the_days_bytes_are_a_quota() {
    enqueuing.set(0, "Export daily quota exceeded");
    assertThatThrownBy(() -> extract.read(JULY, List.of("id")))
        .isInstanceOf(DailyQuotaExhausted.class)
        .hasMessageContaining("exported bytes");
    assertThat(seen("enqueue.json")).isEqualTo(1);
  }

  @Test
  void a_job_that_was_queued_when_its_answer_was_lost_is_queued() throws Exception {
    enqueuing.set(0, "Export job already queued");
    try (ExtractedLeads people = extract.read(JULY, List.of("id"))) {
      assertThat(people.hasNext()).isTrue();
    }
  }

  @Test
  void a_job_that_fails_or_never_ends_says_so() {
    states.set(2, "Failed");
    assertThatThrownBy(() -> extract.read(JULY, List.of("id")))
        .isInstanceOf(MarketoRefused.class)
        .hasMessageContaining("Failed");
    enqueuing.add("ok");
    states.addAll(java.util.Collections.nCopies(70, "Processing"));
    assertThatThrownBy(() -> extract.read(JULY, List.of("id")))
        .isInstanceOf(MarketoUnavailable.class)
        .hasMessageContaining("still Processing");
  }

  private Reply answer(Seen seen) {
    String step = seen.uri().replaceFirst(".*/", "");
    return switch (step) {
      case "create.json" -> Reply.result(List.of(Map.of("exportId", "j1", "status", "Created")));
      case "enqueue.json" -> {
        String words = enqueuing.size() > 1 ? enqueuing.remove(0) : enqueuing.get(0);
        yield words.equals("ok")
            ? Reply.result(List.of(Map.of("exportId", "j1", "status", "Queued")))
            : Reply.ok(
                "{\"success\":false,\"errors\":[{\"code\":\"1029\",\"message\":\"%s\"}]}"
                    .formatted(words));
      }
      case "status.json" -> Reply.result(List.of(status()));
      default -> part(seen);
    };
  }

  private Map<String, Object> status() {
    String state = states.remove(0);
    byte[] bytes = told.getBytes(UTF_8);
    return state.equals("Completed")
        ? Map.of(
            "exportId",
            "j1",
            "status",
            state,
            "numberOfRecords",
            4,
            "fileSize",
            bytes.length,
            "fileChecksum",
            "sha256:" + sha256(bytes))
        : Map.of("exportId", "j1", "status", state);
  }

  private Reply part(Seen seen) {
    String[] ends = seen.range().replace("bytes=", "").split("-");
    byte[] bytes = file.getBytes(UTF_8);
    int to = Math.min(Integer.parseInt(ends[1]) + 1, bytes.length);
    if (--cut == 0) return Reply.cut();
    return new Reply(206, Arrays.copyOfRange(bytes, Integer.parseInt(ends[0]), to));
  }

  private long seen(String step) {
    return marketo.calls.stream().filter(each -> each.uri().endsWith(step)).count();
  }

  private static Map<String, Object> person(String id, String email) {
    Map<String, Object> person = new java.util.HashMap<>();
    person.put("id", id);
    person.put("email", email);
    return person;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
