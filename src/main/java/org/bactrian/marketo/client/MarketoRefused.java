package org.bactrian.marketo.client;

/** Marketo said no, and will until someone changes something. */
public final class MarketoRefused extends MarketoException {

  private static final long serialVersionUID = 1L;
  private final String code;
  private final String advice;

  MarketoRefused(String endpoint, String code, String message) {
    super(
        "%s: Marketo answered %s %s (%s)"
            .formatted(endpoint, code, message, ErrorCode.advice(code)),
        null);
    this.code = code;
    this.advice = ErrorCode.advice(code);
  }

  /** Marketo's error code, or the HTTP status. */
  public String code() {
    return code;
  }

  /** What to do about it. */
  public String advice() {
    return advice;
  }
}
