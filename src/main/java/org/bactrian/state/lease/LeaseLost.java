package org.bactrian.state.lease;

import java.util.Optional;

/** The lease ran out or another process took it: what was under way under it must end. */
public final class LeaseLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LeaseLost(String message) {
    super(message);
  }

  /** The lost lease that a failure was caused by, if it was. */
  public static Optional<LeaseLost> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof LeaseLost lost) return Optional.of(lost);
    }
    return Optional.empty();
  }

  /** Whether a failure was caused by a lost lease. */
  public static boolean isCauseOf(Throwable failure) {
    return in(failure).isPresent();
  }
}
