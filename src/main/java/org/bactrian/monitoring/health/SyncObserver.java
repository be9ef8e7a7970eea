package org.bactrian.monitoring.health;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.bactrian.calls.RunProgress;
import org.bactrian.connection.Standing;
import org.bactrian.flow.Flows;
import org.bactrian.monitoring.health.HealthFacts.Ended;
import org.bactrian.monitoring.health.HealthFacts.Lease;
import org.bactrian.monitoring.health.HealthFacts.Linkage;
import org.bactrian.monitoring.health.HealthFacts.UnderWay;
import org.bactrian.quota.Quotas;
import org.bactrian.state.Run;

/** Gathers what health is decided by, as it is now; asks neither system. */
public final class SyncObserver implements Supplier<HealthFacts> {

  private final Supplier<Standing> standing;
  private final Supplier<Lease> lease;
  private final Flows flows;
  private final RunProgress progress;
  private final SystemWatch watch;
  private final Quotas quotas;
  private final RunSchedule schedule;
  private final Clock clock;
  private volatile Run last;

  /**
   * @param standing how the connection stands
   * @param lease how this process stands towards the others
   */
  public SyncObserver(
      Supplier<Standing> standing,
      Supplier<Lease> lease,
      Flows flows,
      RunProgress progress,
      SystemWatch watch,
      Quotas quotas,
      RunSchedule schedule,
      Clock clock) {
    this.standing = standing;
    this.lease = lease;
    this.flows = flows;
    this.progress = progress;
    this.watch = watch;
    this.quotas = quotas;
    this.schedule = schedule;
    this.clock = clock;
  }

  /** Takes a run into account. */
  public void run(Run run) {
    last = run;
    watch.idle();
  }

  @Override
  public HealthFacts get() {
    Run run = last;
    Optional<Instant> ended = Optional.ofNullable(run).map(Run::finished);
    Standing now = standing.get();
    return new HealthFacts(
        clock.instant(),
        new Linkage(now.kind(), now.toString()),
        lease.get(),
        flows.underWay().map(each -> new UnderWay(each.started(), progress.lastProgress())),
        watch.waits(),
        quotas.spent(),
        Optional.ofNullable(run)
            .map(each -> new Ended(each.finished(), each.failure(), each.isDegraded())),
        schedule.now(ended));
  }
}
