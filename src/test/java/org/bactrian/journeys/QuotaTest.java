package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.bactrian.Bactrian;
import org.bactrian.flow.Flows;
import org.bactrian.local.StandingClock;
import org.bactrian.settings.Settings;
import org.bactrian.state.Database;
import org.bactrian.state.Run;
import org.bactrian.state.quota.CallCounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daily shares are held, and a quota that is spent stops nothing for longer than it must. */
class QuotaTest {

  @TempDir Path folder;
  private final StandingClock clock = new StandingClock();
  private TwoSystems systems;

  @BeforeEach
  void start() {
    systems = new TwoSystems(folder, 300);
    systems.bactrian().close();
  }

  @AfterEach
  void stop() {
    systems.close();
  }

  @Test
  void marketos_share_is_held_over_restarts_and_nothing_is_lost() {
    long before = calls(systems.marketo.url());
    long share = before + 3;
    systems.set("marketo.calls-per-day", String.valueOf(share));
    Run run = systems.once();
    assertThat(run.failure())
        .contains("Marketo: the daily share of " + share + " calls is spent until")
        .contains("bactrian.marketo.calls-per-day");
    assertThat(calls(systems.marketo.url())).isEqualTo(share);
    assertThat(systems.once().failure()).contains("is spent until");
    assertThat(calls(systems.marketo.url())).as("after a restart").isEqualTo(share);
    systems.set("marketo.calls-per-day", "0");
    assertThat(systems.once().failure()).isNull();
    assertThat(systems.once().tally().written()).isZero();
    assertThat(systems.people("salesforceType", "Lead")).hasSizeGreaterThan(280);
  }

  @Test
  void salesforces_share_is_held_over_restarts_and_nothing_is_lost() {
    assertThat(systems.once().failure()).isNull();
    String id = systems.create("Lead", Map.of("LastName", "Lin", "Company", "Acme"));
    long share = calls(systems.salesforce.url()) - 1; // the one that made the lead
    systems.set("salesforce.calls-per-day", String.valueOf(share));
    Run run = systems.once();
    assertThat(run.failure())
        .contains("Salesforce: the daily share of " + share + " calls is spent until")
        .contains("bactrian.salesforce.calls-per-day");
    assertThat(calls(systems.salesforce.url())).isEqualTo(share + 1);
    assertThat(systems.once().failure()).contains("is spent until");
    assertThat(calls(systems.salesforce.url())).as("after a restart").isEqualTo(share + 1);
    systems.set("salesforce.calls-per-day", "0");
    assertThat(systems.once().failure()).isNull();
    assertThat(systems.person(id).path("lastName").asText()).isEqualTo("Lin");
  }

  @Test
  void little_is_left_to_fresh_changes() {
    long before = calls(systems.marketo.url());
    spend(200);
    systems.set("marketo.calls-per-day", String.valueOf(before + 215));
    Run run = systems.once();
    assertThat(run.failure()).as("the first sync waits, and that is no failure").isNull();
    assertThat(run.tally().read()).isZero();
    systems.set("marketo.calls-per-day", "0");
    assertThat(systems.once().failure()).isNull();
    String id = systems.create("Lead", Map.of("LastName", "Lin", "Company", "Acme"));
    systems.set("marketo.calls-per-day", String.valueOf(calls(systems.marketo.url()) + 215));
    assertThat(systems.once().failure()).isNull();
    assertThat(systems.person(id).path("lastName").asText()).isEqualTo("Lin");
  }

  @Test
  void marketos_own_quota_is_asked_about_again_at_a_low_rate() {
    systems.once();
    String id = systems.create("Lead", Map.of("LastName", "Lin", "Company", "Acme"));
    systems.marketoFault(Map.of("path", "/rest/v1", "kind", "code", "code", "607", "times", 0));
    try (Bactrian bactrian = bactrian()) {
      bactrian.flows().scheduled();
      Flows.State state = bactrian.flows().state();
      assertThat(state.reason())
          .contains("Marketo's daily quota of calls is used up until", "; the next try is at ")
          .doesNotContain("until it answers");
      assertThat(Duration.between(clock.instant(), state.until())).isLessThanOrEqualTo(quarter());
      long asked = calls(systems.marketo.url());
      clock.pass(quarter().minusMinutes(1));
      bactrian.flows().scheduled();
      assertThat(calls(systems.marketo.url())).as("not yet").isEqualTo(asked);
      clock.pass(Duration.ofMinutes(2));
      bactrian.flows().scheduled();
      assertThat(calls(systems.marketo.url())).as("still spent").isGreaterThan(asked);
      systems.http("DELETE", systems.marketo.url() + "/sandbox/faults");
      clock.pass(quarter().plusMinutes(1));
      bactrian.flows().scheduled();
      assertThat(bactrian.flows().state().reason()).as("raised meanwhile").isNull();
    }
    assertThat(systems.person(id).path("lastName").asText()).isEqualTo("Lin");
  }

  @Test
  void salesforces_own_limit_ends_the_run_and_is_asked_about_again_at_a_low_rate() {
    systems.set("salesforce.calls-per-day", "0");
    systems.once();
    limit(1);
    try (Bactrian bactrian = bactrian()) {
      Instant begin = Instant.now();
      bactrian.flows().scheduled();
      assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(30));
      assertThat(bactrian.flows().state().reason()).contains("REQUEST_LIMIT_EXCEEDED");
      assertThat(bactrian.flows().state().until()).isEqualTo(clock.instant().plus(quarter()));
      long asked = calls(systems.salesforce.url());
      bactrian.flows().scheduled();
      assertThat(calls(systems.salesforce.url())).isEqualTo(asked);
      limit(100_000);
      clock.pass(quarter().plusSeconds(1));
      bactrian.flows().scheduled();
      assertThat(bactrian.flows().state().reason()).isNull();
    }
  }

  /** Lets other processes have made calls to Marketo. */
  private void spend(int calls) {
    try (Database database = Bactrian.database(settings())) {
      new CallCounts(database)
          .take("Marketo", calls, 0, Instant.EPOCH, Long.MAX_VALUE, Instant.now());
    }
  }

  private Settings settings() {
    return Settings.read(Path.of("").toAbsolutePath(), systems.settings(), Map.of());
  }

  private static Duration quarter() {
    return Duration.ofMinutes(15);
  }

  private Bactrian bactrian() {
    return Bactrian.start(settings(), clock);
  }

  private void limit(int calls) {
    systems.post(systems.salesforce.url() + "/sandbox/limits", Map.of("callsPerDay", calls));
  }

  /** Data calls since the system started. */
  private long calls(String url) {
    return systems.get(url + "/sandbox/calls").path("total").asLong();
  }
}
