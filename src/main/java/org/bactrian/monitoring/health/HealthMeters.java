package org.bactrian.monitoring.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import org.bactrian.calls.OutgoingCall;
import org.bactrian.calls.RunProgress;
import org.bactrian.monitoring.Meters;
import org.bactrian.quota.Quotas;
import org.bactrian.quota.SystemQuota;
import org.bactrian.state.quota.SystemWaits.Wait;

/** The metrics of what health is decided by: progress, waits and quotas. */
public final class HealthMeters {

  private final MeterRegistry registry;

  /** Registers them. */
  public HealthMeters(
      MeterRegistry registry, SyncHealth health, RunProgress progress, Quotas quotas) {
    this.registry = registry;
    Gauge.builder("bactrian.healthy", () -> health.health().isUp() ? 1 : 0).register(registry);
    Gauge.builder(
            "bactrian.last.progress.timestamp.seconds",
            () -> progress.lastProgress().getEpochSecond())
        .register(registry);
    of(OutgoingCall.SALESFORCE, quotas.salesforce(), health, quotas);
    of(OutgoingCall.MARKETO, quotas.marketo(), health, quotas);
  }

  private void of(String system, SystemQuota quota, SyncHealth health, Quotas quotas) {
    gauge("bactrian.system.wait.seconds", system, () -> waited(health.facts(), system));
    gauge("bactrian.quota.used.calls", system, quota::used);
    gauge(
        "bactrian.quota.calls",
        system,
        () -> quota.most() == Long.MAX_VALUE ? Double.NaN : quota.most());
    gauge(
        "bactrian.quota.spent",
        system,
        () -> quotas.spent().filter(wait -> wait.system().equals(system)).isPresent() ? 1 : 0);
  }

  private void gauge(String name, String system, Supplier<Number> value) {
    Gauge.builder(name, () -> Meters.glance(value))
        .tag("system", system.toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private static long waited(HealthFacts facts, String system) {
    return facts.waits().stream()
        .filter(wait -> wait.system().equals(system))
        .map(Wait::since)
        .findFirst()
        .map((Instant since) -> Duration.between(since, facts.now()).toSeconds())
        .orElse(0L);
  }
}
