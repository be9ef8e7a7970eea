package org.bactrian.sandbox.salesforce;

import java.time.Clock;

/**
 * How a sandbox is started.
 *
 * @param port TCP port, 0 for a free one
 * @param leads how many leads it has; everything else is in proportion
 * @param seed decides everything that looks like chance
 * @param activityPerMinute deeds of simulated users, 0 for none
 * @param clock the org's time
 * @param address the address to listen on
 */
public record Options(
    int port, int leads, long seed, int activityPerMinute, Clock clock, String address) {

  /** A quiet org on a free port of the loopback address. */
  public static Options small(int leads) {
    return new Options(0, leads, 1, 0, Clock.systemUTC(), "127.0.0.1");
  }
}
