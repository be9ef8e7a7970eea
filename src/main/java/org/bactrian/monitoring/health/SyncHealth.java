package org.bactrian.monitoring.health;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.bactrian.state.pool.Glance;
import org.bactrian.state.pool.Outage;

/** What {@link HealthRules} decide, as Camel's health check {@code bactrian}. */
public final class SyncHealth extends AbstractHealthCheck {

  private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(2);

  private final Supplier<HealthFacts> facts;
  private final HealthRules rules;

  /** A check that decides anew each time it is asked. */
  public SyncHealth(Supplier<HealthFacts> facts, HealthRules rules) {
    super("bactrian");
    this.facts = facts;
    this.rules = rules;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  /** How the sync is now. */
  public Health health() {
    try {
      return rules.decide(facts());
    } catch (RuntimeException e) {
      return withoutDatabase(e);
    }
  }

  /** An answer of 500 would say that the check is broken, which it is not. */
  private static Health withoutDatabase(RuntimeException failure) {
    return Health.down(
        Health.State.DATABASE_AWAY,
        Outage.explain(failure).orElse("the database gave no answer that can be used"));
  }

  HealthFacts facts() {
    return Glance.at(LONGEST_STATEMENT, facts::get);
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    HealthFacts found;
    try {
      found = facts();
    } catch (RuntimeException e) {
      tell(withoutDatabase(e), builder);
      return;
    }
    tell(rules.decide(found), builder);
    builder.detail("connection", name(found.connection().kind()));
    found.run().ifPresent(run -> builder.detail("lastProgress", run.progress().toString()));
    found.lastRun().ifPresent(run -> builder.detail("lastRun", run.at().toString()));
    if (!found.lease().leader().isEmpty()) {
      builder.detail("leader", found.lease().leader());
    }
    if (found.lease().renewed() != null) {
      builder.detail("leaderRenewed", found.lease().renewed().toString());
    }
  }

  private static void tell(Health health, HealthCheckResultBuilder builder) {
    if (health.isUp()) builder.up();
    else builder.down();
    builder.message(health.reason());
    builder.detail("state", name(health.state()));
  }

  private static String name(Enum<?> each) {
    return each.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
