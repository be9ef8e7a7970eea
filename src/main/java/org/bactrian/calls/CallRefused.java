package org.bactrian.calls;

/** This process does not let a call leave; it is not made again, and the run ends. */
public class CallRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param message why, and what to do
   */
  public CallRefused(String message) {
    super(message);
  }

  /** The same, for a reason of its own. */
  public CallRefused(String message, RuntimeException cause) {
    super(message, cause);
  }
}
