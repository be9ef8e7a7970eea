package org.bactrian.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bactrian.connection.Standing;
import org.bactrian.monitoring.health.Health.State;
import org.bactrian.monitoring.health.HealthFacts.Ended;
import org.bactrian.monitoring.health.HealthFacts.Lease;
import org.bactrian.monitoring.health.HealthFacts.Linkage;
import org.bactrian.monitoring.health.HealthFacts.Schedule;
import org.bactrian.monitoring.health.HealthFacts.UnderWay;
import org.bactrian.state.quota.SystemWaits.Wait;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The truth table of health. Times are seconds before now; the rules allow 90. */
class HealthRulesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T14:03:40Z");
  private static final HealthRules RULES = new HealthRules(Duration.ofSeconds(90));
  private static final Duration NONE = null;

  static Stream<Arguments> table() {
    Facts idle = new Facts().ended(5, null).due(-5);
    return Stream.of(
        row("nothing ended yet", new Facts(), true, State.STARTING, "no run has ended"),
        row("between two runs", idle, true, State.IDLE, "due at 2026-03-01T14:03:45Z"),
        row(
            "not connected",
            new Facts().kind(Standing.Kind.SETTING_UP),
            true,
            State.UNCONNECTED,
            "words"),
        row("paused", idle.kind(Standing.Kind.PAUSED).due(9_999), true, State.PAUSED, "words"),
        row("login lapsed", idle.kind(Standing.Kind.LAPSED), false, State.LOGGED_OUT, "words"),
        row("run gets on", idle.run(600, 3), true, State.SYNCING, "since 2026-03-01T13:53:40Z"),
        row("run has just begun", idle.run(3, 600), true, State.SYNCING, "since"),
        row(
            "run hangs",
            idle.run(600, 91),
            false,
            State.STALLED,
            "nowhere since 2026-03-01T14:02:09Z"),
        row(
            "run hangs from its beginning",
            idle.run(91, 600),
            false,
            State.STALLED,
            "nowhere since"),
        row(
            "run hangs though paused since",
            idle.kind(Standing.Kind.PAUSED).run(600, 91),
            false,
            State.STALLED,
            "nowhere"),
        row(
            "run hangs after a failure",
            idle.ended(700, "x").run(600, 91),
            false,
            State.STALLED,
            "nowhere"),
        row(
            "a system is away for a moment",
            idle.run(600, 20).waits("Marketo", 20),
            true,
            State.WAITING,
            "waiting for Marketo since 2026-03-01T14:03:20Z: why"),
        row(
            "a system is away",
            idle.run(600, 100).waits("Marketo", 100),
            false,
            State.WAITING,
            "waiting for Marketo since 2026-03-01T14:02:00Z: why"),
        row(
            "both are away",
            idle.run(600, 100).waits("Salesforce", 120).waits("Marketo", 100),
            false,
            State.WAITING,
            "waiting for Salesforce"),
        row(
            "run given up, system away",
            idle.ended(5, "x").waits("Salesforce", 30),
            false,
            State.WAITING,
            "waiting for Salesforce"),
        row(
            "last run failed",
            idle.ended(5, "the outcomes do not add up"),
            false,
            State.FAILED,
            "do not add up"),
        row(
            "some objects stand still",
            idle.ended(5, "degraded: Contact; why"),
            false,
            State.DEGRADED,
            "degraded: Contact"),
        row(
            "quota spent",
            idle.ended(5, "spent").quota(-3_600),
            true,
            State.QUOTA_SPENT,
            "spent until 2026-03-01T15:03:40Z"),
        row(
            "quota back a moment ago",
            idle.ended(5, "spent").quota(20),
            true,
            State.QUOTA_SPENT,
            "spent until"),
        row("quota back for long", idle.ended(5, "spent").quota(91), false, State.FAILED, "spent"),
        row(
            "quota spent, run hangs",
            idle.run(600, 91).quota(-3_600),
            false,
            State.STALLED,
            "nowhere"),
        row("due a moment ago", idle.due(30), true, State.IDLE, "due at"),
        row(
            "schedule dead",
            idle.due(91),
            false,
            State.SCHEDULE_DEAD,
            "since 2026-03-01T14:02:09Z, when one was due: the schedule does not fire"),
        row(
            "schedule stopped",
            idle.due(91, "the route 'schedule' is Stopped"),
            false,
            State.SCHEDULE_DEAD,
            "the route 'schedule' is Stopped"),
        row("standing by", idle.standsBy("", NONE), true, State.STANDING_BY, "another process"),
        row(
            "standing by, leader lives",
            idle.standsBy("process 1", Duration.ofSeconds(10)).due(9_999),
            true,
            State.STANDING_BY,
            "standing by: process 1"),
        row(
            "standing by, leader froze",
            idle.standsBy("process 1", Duration.ofSeconds(91)),
            false,
            State.LEADERLESS,
            "process 1, last gave a sign of life at 2026-03-01T14:02:09Z"));
  }

  private static Arguments row(String name, Facts facts, boolean up, State state, String words) {
    return Arguments.of(name, facts.facts(), up, state, words);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void health_is_decided(String name, HealthFacts facts, boolean up, State state, String words) {
    Health health = RULES.decide(facts);
    assertThat(health.state()).isEqualTo(state);
    assertThat(health.isUp()).isEqualTo(up);
    assertThat(health.reason()).contains(words);
  }

  /** Facts in the making. */
  private record Facts(
      Standing.Kind kind,
      Lease lease,
      Optional<UnderWay> run,
      List<Wait> waits,
      Optional<Wait> quota,
      Optional<Ended> last,
      Optional<Schedule> schedule) {

    Facts() {
      this(
          Standing.Kind.RUNNING,
          Lease.ALONE,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    HealthFacts facts() {
      Linkage connection = new Linkage(kind, "words");
      return new HealthFacts(NOW, connection, lease, run, waits, quota, last, schedule);
    }

    Facts kind(Standing.Kind other) {
      return new Facts(other, lease, run, waits, quota, last, schedule);
    }

    Facts standsBy(String leader, Duration renewed) {
      Instant at = renewed == null ? null : NOW.minus(renewed);
      Lease standby = new Lease(true, leader, at);
      return new Facts(kind, standby, run, waits, quota, last, schedule);
    }

    Facts run(int began, int progress) {
      Optional<UnderWay> now = Optional.of(new UnderWay(ago(began), ago(progress)));
      return new Facts(kind, lease, now, waits, quota, last, schedule);
    }

    Facts waits(String system, int since) {
      Wait wait = new Wait(system, ago(since), null, "why");
      List<Wait> all = Stream.concat(waits.stream(), Stream.of(wait)).toList();
      return new Facts(kind, lease, run, all, quota, last, schedule);
    }

    Facts quota(int until) {
      Optional<Wait> spent = Optional.of(new Wait("Marketo", ago(7_200), ago(until), "why"));
      return new Facts(kind, lease, run, waits, spent, last, schedule);
    }

    Facts ended(int at, String failure) {
      Optional<Ended> end =
          Optional.of(
              new Ended(ago(at), failure, failure != null && failure.startsWith("degraded: ")));
      return new Facts(kind, lease, run, waits, quota, end, schedule);
    }

    Facts due(int ago) {
      return due(ago, "");
    }

    Facts due(int ago, String trouble) {
      Optional<Schedule> next = Optional.of(new Schedule(ago(ago), trouble));
      return new Facts(kind, lease, run, waits, quota, last, next);
    }

    private static Instant ago(int seconds) {
      return NOW.minusSeconds(seconds);
    }
  }
}
