package org.bactrian.state.audit;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what the audit trail has kept long enough. */
public final class AuditRetention implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(AuditRetention.class);

  private final AuditLog trail;
  private final Duration keep;
  private final Clock clock;

  /**
   * @param keep how long entries are kept
   */
  public AuditRetention(AuditLog trail, Duration keep, Clock clock) {
    this.trail = trail;
    this.keep = keep;
    this.clock = clock;
  }

  /** Deletes it; an unreachable database is left to the next time. */
  @Override
  public void run() {
    try {
      trail.clean(clock.instant().minus(keep));
    } catch (RuntimeException e) {
      LOG.warn(
          "deleting what the audit trail has kept for {} days: {}; it is tried again in an hour",
          keep.toDays(),
          e.getMessage());
    }
  }
}
