package org.bactrian.sandbox.marketo;

import java.time.Clock;
import java.time.Duration;

/**
 * How an instance is started.
 *
 * @param port TCP port, 0 for a free one
 * @param address the address to listen on
 * @param clock the instance's time
 * @param seed decides everything that looks like chance
 * @param limits what it lets through
 * @param tokenLife how long an access token lives
 * @param activityPerMinute how often a marketer does something by itself
 */
public record Options(
    int port,
    String address,
    Clock clock,
    long seed,
    Limits limits,
    Duration tokenLife,
    int activityPerMinute) {

  /** An instance where nothing happens by itself. */
  public Options(
      int port, String address, Clock clock, long seed, Limits limits, Duration tokenLife) {
    this(port, address, clock, seed, limits, tokenLife, 0);
  }

  /** An instance with these limits on a free port of the loopback address. */
  public static Options with(Limits limits) {
    return new Options(0, "127.0.0.1", Clock.systemUTC(), 1, limits, Duration.ofHours(1));
  }
}
