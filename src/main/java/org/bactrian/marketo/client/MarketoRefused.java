package org.bactrian.marketo.client;

import org.bactrian.marketo.wire.Trouble;

/** Marketo said no, and will until someone changes something. */
public sealed class MarketoRefused extends MarketoException permits PagingTokenRefused {

  private static final long serialVersionUID = 1L;
  private final String code;
  private final String words;
  private final String advice;

  /**
   * A refusal of a whole call.
   *
   * @param message Marketo's words
   */
  public MarketoRefused(String endpoint, String code, String message) {
    super(
        "%s: Marketo answered %s (%s)"
            .formatted(
                endpoint,
                code.equals(Trouble.TOO_LARGE) || code.equals(Trouble.REDIRECTED)
                    ? "with " + message
                    : code + " " + message,
                ErrorCode.advice(code)),
        null);
    this.code = code;
    this.words = message;
    this.advice = ErrorCode.advice(code);
  }

  /** Marketo's error code, or the HTTP status. */
  public String code() {
    return code;
  }

  /** Marketo's own words. */
  public String words() {
    return words;
  }

  /** What to do about it. */
  public String advice() {
    return advice;
  }
}
