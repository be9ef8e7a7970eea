package org.bactrian.quota;

import java.time.Clock;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.bactrian.state.quota.CallCounts;

/**
 * The share of one system's calls. It takes some calls at a time out of what all processes have
 * left, so that not every call costs a transaction.
 */
public final class SystemQuota {

  private static final int MOST_AT_ONCE = 10;
  private static final int PART = 100;

  /** Below a tenth, what is left is for fresh changes. */
  private static final int LOW = 10;

  private final String system;
  private final String setting;
  private final DailyShare share;
  private final QuotaDay day;
  private final Supplier<OptionalLong> allowed;
  private final CallCounts counts;
  private final Clock clock;
  private Instant since = Instant.EPOCH;
  private Instant asked;
  private int granted;
  private volatile long left = Long.MAX_VALUE;

  /**
   * @param system {@code Salesforce} or {@code Marketo}
   * @param setting the key of the setting that allots the share
   * @param allowed how many calls a day the system says there are
   */
  SystemQuota(
      String system,
      String setting,
      DailyShare share,
      QuotaDay day,
      Supplier<OptionalLong> allowed,
      CallCounts counts,
      Clock clock) {
    this.system = system;
    this.setting = setting;
    this.share = share;
    this.day = day;
    this.allowed = allowed;
    this.counts = counts;
    this.clock = clock;
  }

  /**
   * Takes one call out of the share.
   *
   * @throws QuotaSpent if none is left
   */
  synchronized void take() {
    Instant now = clock.instant();
    Instant today = day.since(now);
    // What was granted counts in the hour of the grant, and so not in a day that began since.
    if (!today.equals(since)) granted = 0;
    since = today;
    if (granted == 0) grant(now);
    granted--;
  }

  private void grant(Instant now) {
    long most = most();
    int wanted = (int) Math.max(1, Math.min(MOST_AT_ONCE, most / PART));
    CallCounts.Taken taken = counts.take(system, wanted, 0, since, most, now);
    left = most == Long.MAX_VALUE ? most : Math.max(0, most - taken.used());
    granted = taken.granted() == 0 ? question(most, now, taken) : taken.granted();
    if (taken.granted() > 0) asked = null;
  }

  /**
   * One call more than the share: a system tells with each answer how many calls it has, and no
   * other would ever tell that there are more by now.
   */
  private int question(long most, Instant now, CallCounts.Taken taken) {
    if (asked == null) asked = now;
    Instant until = day.next(now, taken.oldest().orElse(now));
    Instant again = asked.plus(SpentQuota.LOW_RATE);
    if (!share.isOfSystem() || again.isAfter(until)) again = until;
    if (again.isAfter(now)) throw new QuotaSpent(system, setting, most, until, again);
    asked = now;
    return counts.take(system, 1, 0, since, Long.MAX_VALUE, now).granted();
  }

  /** Gives back what was taken and not used. */
  synchronized void close() {
    if (granted > 0) counts.take(system, 0, granted, since, most(), clock.instant());
    granted = 0;
  }

  /** Whether so little is left that it is for fresh changes alone. */
  boolean isLow() {
    long most = most();
    if (most == Long.MAX_VALUE) return false;
    if (left == Long.MAX_VALUE) left = Math.max(0, most - used());
    return left < (most + LOW - 1) / LOW;
  }

  /** The most calls in a day; {@link Long#MAX_VALUE} for no limit. */
  public long most() {
    return share.most(allowed.get());
  }

  /** The calls of all processes in the day that counts now. */
  public synchronized long used() {
    return counts.used(system, day.since(clock.instant())) - granted;
  }
}
