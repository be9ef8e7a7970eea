package org.bactrian.monitoring.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bactrian.state.quota.SystemWaits.Wait;

/**
 * Whether one system is waited for, by its calls alone: they fail one after the other for some
 * seconds, or one has been unanswered for long and no other was answered since. Safe for many
 * threads; times are given.
 */
final class Responsiveness {

  /** A call that fails once, and not again, is no wait. */
  static final Duration FAILING = Duration.ofSeconds(5);

  /** Some calls take their time. */
  static final Duration SILENT = Duration.ofSeconds(30);

  private final String system;
  private Instant asked;
  private Instant failing;
  private String why;

  Responsiveness(String system) {
    this.system = system;
  }

  /** A call leaves. */
  synchronized void asked(Instant now) {
    if (asked == null) asked = now;
  }

  /** A call was answered. */
  synchronized void answered() {
    asked = null;
    failing = null;
  }

  /** A call failed in a way that may heal. */
  synchronized void failed(Instant now, String reason) {
    if (failing == null) failing = asked == null ? now : asked;
    asked = null;
    why = reason;
  }

  /** The run ended: no answer is expected any more. */
  synchronized void idle() {
    asked = null;
  }

  /** The wait, if it has lasted long enough to be called one. */
  synchronized Optional<Wait> at(Instant now) {
    if (failing != null && !now.isBefore(failing.plus(FAILING))) {
      return Optional.of(new Wait(system, failing, null, why));
    }
    if (asked != null && !now.isBefore(asked.plus(SILENT))) {
      return Optional.of(new Wait(system, asked, null, "a call has had no answer since then"));
    }
    return Optional.empty();
  }
}
