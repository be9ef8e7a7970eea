package org.bactrian.quota;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bactrian.calls.CallRefused;

/** The share of a system's daily calls is spent: the call did not leave, and the run ends. */
public final class QuotaSpent extends CallRefused {

  private static final long serialVersionUID = 1L;
  private final String system;
  private final Instant until;
  private final Instant askAgain;

  QuotaSpent(String system, String setting, long most, Instant until, Instant askAgain) {
    super(
        "%s: the daily share of %d calls is spent until %s; nothing is lost, and the sync goes on then (or raise %s)"
            .formatted(system, most, until.truncatedTo(ChronoUnit.MINUTES), setting));
    this.system = system;
    this.until = until;
    this.askAgain = askAgain;
  }

  /** {@code Salesforce} or {@code Marketo}. */
  public String system() {
    return system;
  }

  /** When there are calls again. */
  public Instant until() {
    return until;
  }

  /** When one call may ask whether there are more by now; not later than {@link #until}. */
  Instant askAgain() {
    return askAgain;
  }
}
