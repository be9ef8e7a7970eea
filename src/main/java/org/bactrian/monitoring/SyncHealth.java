package org.bactrian.monitoring;

import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.bactrian.connection.Standing;
import org.bactrian.state.Run;
import org.bactrian.state.pool.Outage;

/**
 * Ready while the login is good and the last run did what it should; else it says what is wrong.
 */
public final class SyncHealth extends AbstractHealthCheck {

  private final Supplier<Standing> standing;
  private volatile Run last;

  /**
   * A health check named {@code bactrian}.
   *
   * @param standing how the connection stands
   */
  public SyncHealth(Supplier<Standing> standing) {
    super("bactrian");
    this.standing = standing;
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
    Standing connection;
    try {
      connection = standing.get();
    } catch (RuntimeException e) {
      // An answer of 500 would say that the health check is broken, which it is not.
      builder.down().message(Outage.explain(e).orElseGet(e::toString));
      return;
    }
    builder.detail("connection", connection.kind().name().toLowerCase(Locale.ROOT));
    if (connection.kind() == Standing.Kind.LAPSED) {
      builder.down().message(connection.toString());
    } else if (run == null || run.failure() == null) {
      builder.up();
    } else {
      builder.down().message(run.failure());
    }
    if (run != null) builder.detail("lastRun", run.finished().toString());
  }
}
