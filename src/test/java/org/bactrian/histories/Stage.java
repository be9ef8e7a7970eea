package org.bactrian.histories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bactrian.Bactrian;
import org.bactrian.histories.users.MarketoUsers;
import org.bactrian.histories.users.SalesforceUsers;
import org.bactrian.histories.users.Users;
import org.bactrian.journeys.Process;
import org.bactrian.journeys.TwoSystems;
import org.bactrian.state.Run;

/** Two simulated systems, their users, and Bactrian, which now and then ends and starts again. */
final class Stage implements AutoCloseable {

  /** Bactrian must come to rest within so many cycles. */
  private static final int MOST_CYCLES = 8;

  private final TwoSystems systems;
  private final Users users;
  private final Duration lag;
  private Bactrian bactrian;
  private Duration passed = Duration.ZERO;

  /**
   * A stage whose files are in a folder.
   *
   * @param lag how far Marketo's log is behind
   */
  Stage(Path data, Duration lag) {
    this.lag = lag;
    systems = TwoSystems.unwatched(data);
    if ("postgresql".equals(System.getProperty("bactrian.histories.database"))) {
      systems.usePostgres();
    }
    systems.post(systems.marketoUrl() + "/sandbox/lag", Map.of("millis", lag.toMillis()));
    users =
        new Users(
            new SalesforceUsers(systems.salesforceUrl()), new MarketoUsers(systems.marketoUrl()));
    bactrian = systems.bactrian();
  }

  Users users() {
    return users;
  }

  /** Syncs until nothing is written any more, and the log is heard; the number of cycles. */
  int sync() {
    int cycles = rest();
    if (lag.isZero()) return cycles;
    pass(lag);
    return cycles + rest();
  }

  private int rest() {
    for (int cycle = 1; cycle <= MOST_CYCLES; cycle++) {
      Run run = bactrian.flows().once().orElseThrow();
      assertThat(run.failure()).isNull();
      if (run.tally().created() + run.tally().updated() == 0) return cycle;
    }
    throw new AssertionError("it is not at rest after " + MOST_CYCLES + " cycles");
  }

  /** Ends Bactrian and starts it again. */
  void restart() {
    bactrian.close();
    bactrian = systems.bactrian();
  }

  /** Syncs in a process of its own, and kills it after some of its calls. */
  void kill(Random random) throws InterruptedException {
    bactrian.close();
    long calls = calls() + 2 + random.nextInt(12);
    Process run = Process.start(systems.settings(), "run", "--once");
    while (run.isAlive() && calls() < calls) Thread.sleep(2);
    run.kill();
    bactrian = systems.bactrian();
  }

  /** Lets Marketo's log tell what happens from now on in some way; says in which. */
  String log(Random random) {
    List<String> booleans = List.of("true/false", "True/False", "1/0");
    Map<String, Object> rules = new LinkedHashMap<>();
    rules.put("booleans", booleans.get(random.nextInt(3)));
    rules.put("outOfOrder", random.nextInt(3) == 0);
    rules.put("leadIdAsTextEvery", random.nextInt(3) == 0 ? 3 : 0);
    rules.put("withoutDateEvery", random.nextInt(3) == 0 ? 5 : 0);
    rules.put("lowerCaseNames", random.nextInt(3) == 0);
    rules.put("dates", List.of("+0000", "Z", "mixed").get(random.nextInt(3)));
    systems.post(systems.marketoUrl() + "/sandbox/log", rules);
    return "Marketo's log: " + rules;
  }

  /** Lets Marketo take none of the paging tokens of its log that it has given so far. */
  String forgetTokens(Random random) {
    String code = List.of("1003", "610", "1013").get(random.nextInt(3));
    systems.post(systems.marketoUrl() + "/sandbox/paging-tokens/expire", Map.of("code", code));
    return "Marketo takes no paging token it gave before: " + code;
  }

  /** Hides a field of Marketo's people. */
  void hide(String field) {
    systems.post(systems.marketoUrl() + "/sandbox/fields/" + field, Map.of("hidden", true));
  }

  /** Shows it again, and lets so much time go by that Bactrian looks for it, and finds it. */
  void show(String field) {
    systems.post(systems.marketoUrl() + "/sandbox/fields/" + field, Map.of("hidden", false));
    bactrian.close();
    systems.later(Duration.ofMinutes(16));
    bactrian = systems.bactrian();
    assertThat(bactrian.flows().once().orElseThrow().failure()).isNull();
  }

  /** Puts both systems' clocks forward. */
  void pass(Duration time) {
    passed = passed.plus(time);
    Map<String, Object> body = Map.of("advanceSeconds", time.toSeconds());
    systems.post(systems.salesforceUrl() + "/sandbox/clock", body);
    systems.post(systems.marketoUrl() + "/sandbox/clock", body);
  }

  /** How far their clocks were put forward. */
  Duration passed() {
    return passed;
  }

  /** One more cycle; the calls by which it wrote, of both systems. */
  long writesOfOneCycle() {
    for (String url : new String[] {systems.salesforceUrl(), systems.marketoUrl()}) {
      systems.http("DELETE", url + "/sandbox/calls");
    }
    assertThat(bactrian.flows().once().orElseThrow().failure()).isNull();
    return writes(systems.salesforceUrl()) + writes(systems.marketoUrl());
  }

  private long writes(String url) {
    long writes = 0;
    for (Map.Entry<String, JsonNode> each :
        systems.get(url + "/sandbox/calls").path("endpoints").properties()) {
      boolean reads = each.getKey().startsWith("GET ") || each.getKey().endsWith("/batch");
      if (!reads) writes += each.getValue().asLong();
    }
    return writes;
  }

  private long calls() {
    return systems.get(systems.salesforceUrl() + "/sandbox/calls").path("total").asLong()
        + systems.get(systems.marketoUrl() + "/sandbox/calls").path("total").asLong();
  }

  @Override
  public void close() {
    bactrian.close();
    systems.close();
  }
}
