package org.bactrian.monitoring.health;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.bactrian.monitoring.health.Health.State;
import org.bactrian.monitoring.health.HealthFacts.Ended;
import org.bactrian.monitoring.health.HealthFacts.Lease;
import org.bactrian.monitoring.health.HealthFacts.Schedule;
import org.bactrian.monitoring.health.HealthFacts.UnderWay;
import org.bactrian.state.quota.SystemWaits.Wait;

/**
 * Decides whether the sync is well: down is what made no progress for so long although there was
 * something to do, or can't go on without a person. A wait that is meant and has an end is not.
 *
 * @param noProgress how long a run may get nowhere
 */
public record HealthRules(Duration noProgress) {

  /** How the sync is. */
  public Health decide(HealthFacts facts) {
    if (facts.run().isPresent() && isTooOld(progress(facts.run().get()), facts.now())) {
      return stalled(facts, facts.run().get());
    }
    String words = facts.connection().words();
    switch (facts.connection().kind()) {
      case LAPSED -> {
        return Health.down(State.LOGGED_OUT, words);
      }
      case PAUSED -> {
        return Health.up(State.PAUSED, words);
      }
      case SETTING_UP -> {
        return Health.up(State.UNCONNECTED, words);
      }
      default -> {
        return facts.run().isPresent() ? working(facts, facts.run().get()) : between(facts);
      }
    }
  }

  private Health working(HealthFacts facts, UnderWay run) {
    return facts.waits().stream()
        .findFirst()
        .map(wait -> Health.up(State.WAITING, wait.words()))
        .orElseGet(
            () -> Health.up(State.SYNCING, "a run has been under way since " + at(run.began())));
  }

  private Health stalled(HealthFacts facts, UnderWay run) {
    return facts.waits().stream()
        .findFirst()
        .map(wait -> Health.down(State.WAITING, wait.words()))
        .orElseGet(
            () ->
                Health.down(
                    State.STALLED,
                    "the run that began at %s has got nowhere since %s: no call was answered and nothing committed"
                        .formatted(at(run.began()), at(progress(run)))));
  }

  private Health between(HealthFacts facts) {
    if (facts.lease().standsBy()) return standingBy(facts.lease(), facts.now());
    Optional<Wait> quota = facts.quota().filter(each -> !isTooOld(each.until(), facts.now()));
    if (quota.isPresent()) return Health.up(State.QUOTA_SPENT, quota.get().words());
    String failure = facts.lastRun().map(Ended::failure).orElse(null);
    if (!facts.waits().isEmpty()) {
      Wait wait = facts.waits().get(0);
      boolean late = failure != null || isTooOld(wait.since(), facts.now());
      return late
          ? Health.down(State.WAITING, wait.words())
          : Health.up(State.WAITING, wait.words());
    }
    if (failure != null) {
      boolean degraded = facts.lastRun().get().degraded();
      return Health.down(degraded ? State.DEGRADED : State.FAILED, failure);
    }
    if (facts.schedule().isEmpty()) return Health.up(State.STARTING, "no run has ended yet");
    Schedule schedule = facts.schedule().get();
    if (isTooOld(schedule.due(), facts.now())) return dead(schedule);
    return Health.up(State.IDLE, "the next run is due at " + at(schedule.due()));
  }

  private Health standingBy(Lease lease, Instant now) {
    boolean gone = lease.renewed() != null && isTooOld(lease.renewed(), now);
    return gone
        ? Health.down(
            State.LEADERLESS,
            "no process does the work: the leader, %s, last gave a sign of life at %s, and this process could not take over"
                .formatted(lease.leader(), at(lease.renewed())))
        : Health.up(
            State.STANDING_BY,
            "standing by: "
                + (lease.leader().isEmpty() ? "another process does the work" : lease.leader()));
  }

  private static Health dead(Schedule schedule) {
    String trouble =
        schedule.trouble().isEmpty() ? "the schedule does not fire" : schedule.trouble();
    return Health.down(
        State.SCHEDULE_DEAD,
        "no run has begun since %s, when one was due: %s".formatted(at(schedule.due()), trouble));
  }

  private static Instant progress(UnderWay run) {
    return run.progress().isAfter(run.began()) ? run.progress() : run.began();
  }

  private boolean isTooOld(Instant instant, Instant now) {
    return instant.plus(noProgress).isBefore(now);
  }

  private static Instant at(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }
}
