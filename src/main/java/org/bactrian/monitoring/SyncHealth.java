package org.bactrian.monitoring;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.bactrian.state.Run;

/** Ready while the last run did what it should; otherwise it says what stopped it. */
public final class SyncHealth extends AbstractHealthCheck {

  private volatile Run last;

  /** A health check named {@code bactrian}. */
  public SyncHealth() {
    super("bactrian");
  }

  /** Takes a run into account. */
  public void run(Run run) {
    last = run;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    Run run = last;
    if (run == null || run.failure() == null) {
      builder.up();
    } else {
      builder.down().message(run.failure());
    }
    if (run != null) builder.detail("lastRun", run.finished().toString());
  }
}
