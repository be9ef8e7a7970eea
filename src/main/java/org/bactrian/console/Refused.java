package org.bactrian.console;

/** A request that is not answered as it was meant; the page says why and what to do. */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  /**
   * @param status of HTTP
   * @param reason a key below {@code refused.} in the console's messages
   */
  public Refused(int status, String reason) {
    super(status + " " + reason, null, false, false);
    this.status = status;
    this.reason = reason;
  }

  /** What is not there. */
  public static Refused notFound() {
    return new Refused(404, "not-found");
  }

  public int status() {
    return status;
  }

  public String reason() {
    return reason;
  }
}
