package org.bactrian.marketo.wire;

/**
 * A limit that gives way and grows back: half of it when Marketo refuses a call for it, and a tenth
 * of the whole more after each window without a refusal.
 *
 * <p>Halving lets several integrations that share a limit come to terms within a few windows. Calls
 * that left before it was halved may still be refused within the same window, and halve it no
 * further. Times are nanoseconds of any one clock.
 */
final class AdaptiveLimit {

  private final int most;
  private final long window;
  private int lowered;
  private long since;

  /**
   * @param most the whole limit, at least 1
   * @param window in nanoseconds
   */
  AdaptiveLimit(int most, long window) {
    this.most = most;
    this.window = window;
    this.lowered = most;
  }

  /** The limit at a time. */
  synchronized int at(long now) {
    if (lowered == most) return most;
    long grown = lowered + (now - since) / window * Math.max(1, most / 10);
    return (int) Math.min(most, grown);
  }

  /** Takes a refusal into account; whether it lowered the limit. */
  synchronized boolean refused(long now) {
    if (lowered < most && now - since < window) return false;
    lowered = Math.max(1, at(now) / 2);
    since = now;
    return lowered < most;
  }
}
