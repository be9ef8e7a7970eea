package org.bactrian.marketo.client;

/** Why a call to Marketo came to nothing; its kinds say what a caller can do about it. */
public abstract sealed class MarketoException extends RuntimeException
    permits MarketoUnavailable,
        DailyQuotaExhausted,
        MarketoRefused,
        MarketoGarbled,
        OutcomeUnknown {

  private static final long serialVersionUID = 1L;

  MarketoException(String message, Throwable cause) {
    super(message, cause);
  }
}
