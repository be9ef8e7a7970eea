package org.bactrian.monitoring.health;

import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** What {@link HealthRules} decide, as Camel's health check {@code bactrian}. */
public final class SyncHealth extends AbstractHealthCheck {

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
    return rules.decide(facts.get());
  }

  HealthFacts facts() {
    return facts.get();
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    HealthFacts found = facts.get();
    Health health = rules.decide(found);
    if (health.isUp()) builder.up();
    else builder.down();
    builder.message(printable(health.reason()));
    builder.detail("state", name(health.state()));
    builder.detail("connection", name(found.connection().kind()));
    found.run().ifPresent(run -> builder.detail("lastProgress", run.progress().toString()));
    found.lastRun().ifPresent(run -> builder.detail("lastRun", run.at().toString()));
    if (!found.lease().leader().isEmpty()) {
      builder.detail("leader", printable(found.lease().leader()));
    }
    if (found.lease().renewed() != null) {
      builder.detail("leaderRenewed", found.lease().renewed().toString());
    }
  }

  private static String name(Enum<?> each) {
    return each.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Camel puts it between quotation marks as it is. */
  private static String printable(String text) {
    return text.replace('"', '\'').replace('\\', '/').replaceAll("\\p{Cntrl}+", " ");
  }
}
