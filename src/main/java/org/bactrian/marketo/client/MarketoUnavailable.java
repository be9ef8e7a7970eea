package org.bactrian.marketo.client;

/** An outage or a limit outlasted the client's patience: wait, and call again. */
public final class MarketoUnavailable extends MarketoException {

  private static final long serialVersionUID = 1L;

  /** What was being done, and what it waited for in vain. */
  public MarketoUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
