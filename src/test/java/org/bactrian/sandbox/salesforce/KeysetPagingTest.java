package org.bactrian.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class KeysetPagingTest {
  private static final int LEADS = 300;
  private static SalesforceSandbox sandbox;
  private static Client client;

  /** The clock stands still, so that whatever is edited has one and the same stamp. */
  @BeforeContainer
  static void start() {
    Clock still = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);
    sandbox = SalesforceSandbox.start(new Options(0, LEADS, 1, 0, still, "127.0.0.1"));
    client = new Client(sandbox);
  }

  @AfterContainer
  static void stop() {
    sandbox.close();
  }

  @Property(tries = 12)
  void visitsEveryRecordOnce(
      @ForAll @IntRange(min = 7, max = 400) int pageSize, @ForAll @IntRange(max = 40) int edits) {
    client.post("/sandbox/activity", "{\"edits\":%d}".formatted(edits));
    List<String> seen = new ArrayList<>();
    String where = "";
    JsonNode page;
    do {
      page =
          client
              .queryAll(
                  "SELECT Id, SystemModstamp FROM Lead %s ORDER BY SystemModstamp, Id LIMIT %d"
                      .formatted(where, pageSize))
              .path("records");
      page.forEach(record -> seen.add(record.path("Id").asText()));
      if (!page.isEmpty()) {
        JsonNode last = page.get(page.size() - 1);
        String at = last.path("SystemModstamp").asText().replace("+0000", "Z");
        where =
            "WHERE SystemModstamp > %s OR (SystemModstamp = %s AND Id > '%s')"
                .formatted(at, at, last.path("Id").asText());
      }
    } while (page.size() == pageSize);
    int total = client.queryAll("SELECT COUNT() FROM Lead").path("totalSize").asInt();
    assertThat(seen).hasSize(total).hasSameSizeAs(new HashSet<>(seen));
  }
}
