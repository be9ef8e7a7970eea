package org.bactrian.monitoring.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.bactrian.monitoring.health.HealthFacts.Schedule;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;

/** When the route {@code schedule} begins the next run, and what is wrong with it. */
public final class RunSchedule {

  private static final String ROUTE = "schedule";

  private final CamelContext camel;
  private final Duration interval;
  private final Clock clock;
  private volatile Instant since;

  /**
   * @param interval how long after a run the next one is due, where the route does not say it
   */
  public RunSchedule(CamelContext camel, Duration interval, Clock clock) {
    this.camel = camel;
    this.interval = interval;
    this.clock = clock;
  }

  /** From now on runs are due. */
  public void begin() {
    since = clock.instant();
  }

  /** What is due, once {@link #begin} was called. */
  Optional<Schedule> now(Optional<Instant> lastRun) {
    Instant began = since;
    if (began == null) return Optional.empty();
    Instant base = lastRun.filter(began::isBefore).orElse(began);
    Optional<Instant> next = next();
    // A trigger that lags a little behind the run that held it up is not late.
    Instant due = next.filter(base::isBefore).orElse(base.plus(interval));
    return Optional.of(new Schedule(due, trouble()));
  }

  private Optional<Instant> next() {
    try {
      Route route = camel.getRoute(ROUTE);
      Endpoint endpoint = route == null ? null : route.getEndpoint();
      if (!(endpoint instanceof QuartzEndpoint quartz)) return Optional.empty();
      Trigger trigger = quartz.getComponent().getScheduler().getTrigger(quartz.getTriggerKey());
      return Optional.ofNullable(trigger)
          .map(Trigger::getNextFireTime)
          .map(time -> time.toInstant());
    } catch (SchedulerException e) {
      return Optional.empty();
    }
  }

  private String trouble() {
    Route route = camel.getRoute(ROUTE);
    if (route == null) return "there is no route '" + ROUTE + "'";
    ServiceStatus status = camel.getRouteController().getRouteStatus(ROUTE);
    if (status != ServiceStatus.Started) return "the route '" + ROUTE + "' is " + status;
    if (!(route.getEndpoint() instanceof QuartzEndpoint quartz)) return "";
    Scheduler scheduler = quartz.getComponent().getScheduler();
    try {
      boolean stopped = scheduler.isShutdown() || scheduler.isInStandbyMode();
      return stopped ? "Quartz has stopped" : "";
    } catch (SchedulerException e) {
      return "Quartz does not answer: " + e.getMessage();
    }
  }
}
