package org.bactrian.sandbox.marketo.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.rest.Endpoints;
import org.bactrian.sandbox.marketo.rest.Exchange;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.junit.jupiter.api.Test;

/** The bytes of a day, which ends at midnight Central time. */
class DailyQuotaTest {
  private static final String REQUEST =
      """
      {"fields":["id"],"filter":{"createdAt":
        {"startAt":"2026-03-01T00:00:00Z","endAt":"2026-03-02T00:00:00Z"}}}
      """;

  private final Instance instance =
      new Instance(Clock.fixed(Instant.parse("2026-03-02T05:00:00Z"), ZoneOffset.UTC), 1);
  private final BulkEndpoints bulk = new BulkEndpoints(instance, 1);
  private final Endpoints endpoints = new Endpoints();

  @Test
  void refusesMoreUntilMidnightInChicago() throws Exception {
    bulk.mount(endpoints);
    enqueue();
    instance.clock().advance(Duration.ofMinutes(5));
    bulk.settle();
    assertThatThrownBy(this::enqueue)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("1029"))
        .hasMessageContaining("daily quota");
    instance.clock().advance(Duration.ofHours(1));
    assertThat(enqueue()).contains("\"Queued\"");
  }

  private String enqueue() throws Refusal {
    String created = post("/bulk/v1/leads/export/create.json", REQUEST);
    String id = created.replaceAll(".*\"exportId\":\"([^\"]+)\".*", "$1");
    return post("/bulk/v1/leads/export/" + id + "/enqueue.json", "");
  }

  private String post(String path, String body) throws Refusal {
    var found = endpoints.find("POST", path);
    Exchange call =
        new Exchange(
            null, MultiMap.caseInsensitiveMultiMap(), found.path(), Buffer.buffer(body), Map.of());
    return new String(found.answer().to(call).bytes(), StandardCharsets.UTF_8);
  }
}
