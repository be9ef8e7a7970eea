package org.bactrian.sandbox.marketo;

/**
 * What the instance lets through; 0 is no limit.
 *
 * @param callsPer20Seconds calls in a rolling window of 20 seconds (error 606)
 * @param concurrency calls in progress at a time (error 615)
 * @param dailyQuota calls from one midnight Central time to the next (error 607)
 */
public record Limits(int callsPer20Seconds, int concurrency, int dailyQuota) {
  /** The limits of a common subscription. */
  public static final Limits STANDARD = new Limits(100, 10, 50_000);

  /** No limits. */
  public static final Limits NONE = new Limits(0, 0, 0);
}
