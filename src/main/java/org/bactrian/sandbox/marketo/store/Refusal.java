package org.bactrian.sandbox.marketo.store;

/** What Marketo says when it refuses a record or a call: its code and its words. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  /** Marketo's error code, a number as text. */
  private final String code;

  /** A refusal with one of Marketo's codes. */
  public Refusal(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** Marketo's error code. */
  public String code() {
    return code;
  }
}
