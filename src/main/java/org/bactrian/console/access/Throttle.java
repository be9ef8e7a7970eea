package org.bactrian.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes those who guess passwords wait: after three failures a second, then twice as long each. */
final class Throttle {

  private static final int FREE = 3;
  private static final int LONGEST_SECONDS = 300;
  private static final int REMEMBERED = 1_000;

  private record Failures(int count, Instant until) {}

  private final Clock clock;
  private final Map<String, Failures> failures = new LinkedHashMap<>();

  Throttle(Clock clock) {
    this.clock = clock;
  }

  /** How long an address has to wait before it may try; zero if it need not. */
  synchronized Duration wait(String address) {
    Failures failed = failures.get(address);
    Instant now = clock.instant();
    return failed == null || failed.until().isBefore(now)
        ? Duration.ZERO
        : Duration.between(now, failed.until());
  }

  synchronized void failed(String address) {
    Failures before = failures.remove(address);
    int count = before == null ? 1 : before.count() + 1;
    long seconds = count < FREE ? 0 : Math.min(LONGEST_SECONDS, 1L << Math.min(20, count - FREE));
    failures.put(address, new Failures(count, clock.instant().plusSeconds(seconds)));
    if (failures.size() > REMEMBERED) failures.remove(failures.keySet().iterator().next());
  }

  synchronized void succeeded(String address) {
    failures.remove(address);
  }
}
