package org.bactrian.quota;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.bactrian.calls.CallListener;
import org.bactrian.calls.OutgoingCall;
import org.bactrian.state.quota.CallCounts;
import org.bactrian.state.quota.SystemWaits;
import org.bactrian.state.quota.SystemWaits.Wait;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the daily shares of both systems: a call for which none is left does not leave. */
public final class Quotas implements CallListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Quotas.class);

  private final SystemQuota salesforce;
  private final SystemQuota marketo;
  private final SystemWaits waits;
  private final Clock clock;
  private final Map<String, Wait> spent = new ConcurrentHashMap<>();
  private final AtomicBoolean low = new AtomicBoolean();
  private final Set<String> toClear = ConcurrentHashMap.newKeySet();

  /**
   * @param allowed how many calls in 24 hours Salesforce says the org has
   */
  public Quotas(
      DailyShare salesforce,
      DailyShare marketo,
      Supplier<OptionalLong> allowed,
      CallCounts counts,
      SystemWaits waits,
      Clock clock) {
    this.salesforce =
        new SystemQuota(
            OutgoingCall.SALESFORCE,
            "bactrian.salesforce.calls-per-day",
            salesforce,
            QuotaDay.ROLLING,
            allowed,
            counts,
            clock);
    this.marketo =
        new SystemQuota(
            OutgoingCall.MARKETO,
            "bactrian.marketo.calls-per-day",
            marketo,
            QuotaDay.CENTRAL,
            OptionalLong::empty,
            counts,
            clock);
    this.waits = waits;
    this.clock = clock;
    // Another process may have left word that one is spent.
    toClear.addAll(Set.of(OutgoingCall.SALESFORCE, OutgoingCall.MARKETO));
  }

  @Override
  public void before(OutgoingCall call) {
    (call.system().equals(OutgoingCall.MARKETO) ? marketo : salesforce).take();
  }

  @Override
  public void answered(OutgoingCall call) {
    spent.remove(call.system());
    if (toClear.remove(call.system())) waits.unspent(call.system());
  }

  /**
   * Takes it that a failure says that a quota is spent, if it does.
   *
   * @return when to ask again
   */
  public Optional<Instant> spent(Throwable failure) {
    return SpentQuota.of(failure, clock.instant()).map(this::remember);
  }

  private Instant remember(SpentQuota found) {
    Wait before = spent.get(found.system());
    Instant since = before == null ? clock.instant() : before.since();
    Wait wait = new Wait(found.system(), since, found.until(), found.why());
    spent.put(found.system(), wait);
    toClear.add(found.system());
    waits.spent(wait);
    return found.askAgain();
  }

  /** The quota that is spent, of the system for which it is spent longest. */
  public Optional<Wait> spent() {
    return spent.values().stream().max((a, b) -> a.until().compareTo(b.until()));
  }

  /** Whether so little is left of a share that it is for fresh changes, and backlog waits. */
  public boolean isLow() {
    boolean now = salesforce.isLow() || marketo.isLow();
    if (low.getAndSet(now) != now) {
      LOG.warn(
          now
              ? "less than a tenth of a daily share of calls is left: first syncs wait, and fresh"
                  + " changes go on"
              : "there are calls again: first syncs go on");
    }
    return now;
  }

  public SystemQuota salesforce() {
    return salesforce;
  }

  public SystemQuota marketo() {
    return marketo;
  }

  /** Gives back what was taken and not used. */
  @Override
  public void close() {
    salesforce.close();
    marketo.close();
  }
}
