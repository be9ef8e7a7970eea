package org.bactrian.marketo.client;

/**
 * Marketo may have done what it was asked, or may not: its answer was lost, and asking again could
 * do it twice. Look at what is there before calling again.
 */
public final class OutcomeUnknown extends MarketoException {

  private static final long serialVersionUID = 1L;

  OutcomeUnknown(String endpoint, Throwable cause) {
    super(
        endpoint
            + ": the answer was lost ("
            + cause.getMessage()
            + "); it may have been done, so look before calling again",
        cause);
  }
}
