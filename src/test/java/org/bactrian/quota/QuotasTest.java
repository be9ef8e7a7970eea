package org.bactrian.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.bactrian.calls.OutgoingCall;
import org.bactrian.local.Postgres;
import org.bactrian.local.StandingClock;
import org.bactrian.marketo.client.DailyQuotaExhausted;
import org.bactrian.state.Database;
import org.bactrian.state.quota.CallCounts;
import org.bactrian.state.quota.RecentCalls;
import org.bactrian.state.quota.SystemWaits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a day's calls, over processes and restarts. */
class QuotasTest {

  private static final String MARKETO = OutgoingCall.MARKETO;
  private static final String SALESFORCE = OutgoingCall.SALESFORCE;

  private final StandingClock clock = new StandingClock();
  private Database database;

  @AfterEach
  void close() {
    database.close();
  }

  private void open(String kind) {
    database =
        kind.equals("h2")
            ? Database.open("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "")
            : Database.open(Postgres.database(), Postgres.USER, "");
  }

  /** What a process begins with. */
  private Quotas process(String salesforce, String marketo, long allowed) {
    return new Quotas(
        DailyShare.of(salesforce).orElseThrow(),
        DailyShare.of(marketo).orElseThrow(),
        () -> allowed == 0 ? OptionalLong.empty() : OptionalLong.of(allowed),
        new CallCounts(database),
        new SystemWaits(database),
        clock);
  }

  private static OutgoingCall call(String system) {
    return new OutgoingCall(system, "GET /x", false, Duration.ofSeconds(1));
  }

  /** How many calls leave before one is refused; at most so many are tried. */
  private static int let(Quotas quotas, String system, int tries) {
    for (int made = 0; made < tries; made++) {
      try {
        quotas.before(call(system));
      } catch (QuotaSpent e) {
        quotas.spent(e);
        return made;
      }
    }
    return tries;
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void a_share_is_held_over_restarts_until_its_day_ends(String kind) {
    open(kind);
    assertThat(let(process("0", "30", 0), MARKETO, 20)).as("and it is killed").isEqualTo(20);
    Quotas next = process("0", "30", 0);
    assertThat(let(next, MARKETO, 99)).isEqualTo(10);
    assertThat(let(next, SALESFORCE, 99)).as("the other one has no limit").isEqualTo(99);
    assertThat(next.spent()).hasValueSatisfying(w -> assertThat(w.system()).isEqualTo(MARKETO));
    assertThat(new SystemWaits(database).all())
        .singleElement()
        .satisfies(
            wait -> {
              assertThat(wait.system()).isEqualTo(MARKETO);
              assertThat(wait.until()).isEqualTo(QuotaDay.CENTRAL.next(clock.instant(), null));
              assertThat(wait.why())
                  .contains("30 calls")
                  .contains("bactrian.marketo.calls-per-day");
            });
    clock.pass(Duration.ofHours(25));
    Quotas tomorrow = process("0", "30", 0);
    assertThat(let(tomorrow, MARKETO, 99)).isEqualTo(30);
    assertThat(new SystemWaits(database).all()).isNotEmpty();
    tomorrow.answered(call(MARKETO));
    assertThat(new SystemWaits(database).all()).isEmpty();
    assertThat(tomorrow.spent()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void salesforces_share_is_of_what_the_org_has_and_comes_back_hour_by_hour(String kind) {
    open(kind);
    assertThat(let(process("80%", "0", 0), SALESFORCE, 99)).as("before it is known").isEqualTo(99);
    Quotas quotas = process("80%", "0", 1_000);
    assertThat(quotas.salesforce().most()).isEqualTo(800);
    assertThat(let(quotas, SALESFORCE, 400)).isEqualTo(400);
    clock.pass(Duration.ofHours(6));
    assertThat(let(quotas, SALESFORCE, 999)).isBetween(291, 301);
    clock.pass(Duration.ofHours(19));
    assertThat(let(quotas, SALESFORCE, 999)).as("the first hour's").isBetween(490, 510);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void a_spent_percentage_is_asked_about_every_15_minutes(String kind) {
    open(kind);
    AtomicLong allowed = new AtomicLong(1_000);
    Quotas quotas =
        new Quotas(
            DailyShare.of("80%").orElseThrow(),
            DailyShare.of("30").orElseThrow(),
            () -> OptionalLong.of(allowed.get()),
            new CallCounts(database),
            new SystemWaits(database),
            clock);
    assertThat(let(quotas, SALESFORCE, 999)).isEqualTo(800);
    assertThat(let(quotas, MARKETO, 99)).isEqualTo(30);
    assertThat(let(quotas, SALESFORCE, 9)).as("not yet").isZero();
    Instant soon = clock.instant().plus(Duration.ofMinutes(15));
    assertThatThrownBy(() -> quotas.before(call(SALESFORCE)))
        .satisfies(spent -> assertThat(quotas.spent(spent)).hasValue(soon));
    clock.pass(Duration.ofMinutes(15));
    assertThat(let(quotas, SALESFORCE, 9)).as("one call, that asks").isEqualTo(1);
    assertThat(let(quotas, MARKETO, 9)).as("a number is never raised").isZero();
    assertThat(quotas.salesforce().used()).as("which is counted").isEqualTo(801);
    clock.pass(Duration.ofMinutes(14));
    assertThat(let(quotas, SALESFORCE, 9)).as("and no other so soon").isZero();
    clock.pass(Duration.ofMinutes(1));
    assertThat(let(quotas, SALESFORCE, 1)).isEqualTo(1);
    allowed.set(2_000); // As the answer to that one says.
    assertThat(let(quotas, SALESFORCE, 9_999)).isEqualTo(2_000 * 8 / 10 - 802);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void processes_and_threads_share_what_is_left(String kind) throws Exception {
    open(kind);
    AtomicInteger made = new AtomicInteger();
    List<Callable<Integer>> work =
        IntStream.range(0, 3)
            .mapToObj(i -> process("0", "500", 0))
            .<Callable<Integer>>mapMulti(
                (process, all) -> {
                  for (int i = 0; i < 2; i++) {
                    all.accept(() -> made.addAndGet(let(process, MARKETO, 400)));
                  }
                })
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(6);
    for (Future<Integer> each : threads.invokeAll(work)) each.get();
    threads.shutdown();
    assertThat(made).hasValue(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2"})
  void what_was_taken_and_not_used_is_given_back(String kind) {
    open(kind);
    try (Quotas quotas = process("0", "5000", 0)) {
      let(quotas, MARKETO, 3);
      assertThat(quotas.marketo().used()).isEqualTo(3);
    }
    assertThat(process("0", "5000", 0).marketo().used()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2"})
  void little_is_for_fresh_changes(String kind) {
    open(kind);
    Quotas quotas = process("0", "100", 0);
    assertThat(quotas.isLow()).isFalse();
    let(quotas, MARKETO, 90);
    assertThat(quotas.isLow()).isFalse();
    let(quotas, MARKETO, 1);
    assertThat(quotas.isLow()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2"})
  void a_quota_of_the_system_itself_is_asked_about_every_15_minutes(String kind) {
    open(kind);
    Quotas quotas = process("0", "0", 0);
    Instant soon = clock.instant().plus(Duration.ofMinutes(15));
    Instant midnight = QuotaDay.CENTRAL.next(clock.instant(), null);
    Throwable spent = new DailyQuotaExhausted("GET /rest", "calls", clock);
    assertThat(quotas.spent(new IllegalStateException(spent)))
        .hasValue(soon.isBefore(midnight) ? soon : midnight);
    assertThat(quotas.spent().orElseThrow().until()).isEqualTo(midnight);
    Throwable limit =
        new SalesforceException(List.of(new RestError("REQUEST_LIMIT_EXCEEDED", "Total")), 403);
    assertThat(quotas.spent(limit)).hasValue(soon);
    assertThat(quotas.spent(new SalesforceException("no", 403))).isEmpty();
    quotas.answered(call(MARKETO));
    assertThat(quotas.spent())
        .hasValueSatisfying(w -> assertThat(w.system()).isEqualTo(SALESFORCE));
    quotas.answered(call(SALESFORCE));
    assertThat(quotas.spent()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void marketos_20_seconds_are_shared_and_survive_a_restart(String kind) {
    open(kind);
    MarketoWindow first = window();
    for (int call = 0; call < 60; call++) assertThat(first.admits(call, 95)).isTrue();
    MarketoWindow next = window();
    int made = 0;
    while (next.admits(made, 95)) made++;
    assertThat(made).isEqualTo(35);
    assertThat(first.admits(60, 95)).as("the other's count, too").isFalse();
    clock.pass(Duration.ofSeconds(21));
    assertThat(next.admits(35, 95)).isFalse();
    clock.pass(Duration.ofSeconds(2));
    assertThat(next.admits(0, 95)).isTrue();
    clock.pass(Duration.ofDays(-1));
    assertThat(window().admits(0, 95)).as("a clock that was put back").isTrue();
  }

  private MarketoWindow window() {
    return new MarketoWindow(new RecentCalls(database, UUID.randomUUID().toString()), clock);
  }
}
