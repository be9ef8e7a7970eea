package org.bactrian.state;

import java.time.Instant;
import java.util.Map;
import org.bactrian.sync.Tally;

/**
 * One cycle over every flow.
 *
 * @param failure why it could not finish, or null
 */
public record Run(
    Instant started,
    Instant finished,
    Tally tally,
    long salesforceCalls,
    long marketoCalls,
    String failure) {

  private static final String DEGRADED = "degraded: ";

  /**
   * The failure of a run of which only some feeds stood still.
   *
   * @param apart the feeds, and why each stands still
   */
  public static String degraded(Map<String, String> apart) {
    return DEGRADED + String.join(", ", apart.keySet()) + "; " + String.join("; ", apart.values());
  }

  /** Whether all but some feeds went on. */
  public boolean isDegraded() {
    return failure != null && failure.startsWith(DEGRADED);
  }
}
