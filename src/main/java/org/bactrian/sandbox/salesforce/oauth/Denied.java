package org.bactrian.sandbox.salesforce.oauth;

/** A refusal in Salesforce's words: {@code error} and {@code error_description}. */
public final class Denied extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String error;

  /** A refusal with its code and its words. */
  public Denied(String error, String description) {
    super(description, null, false, false);
    this.error = error;
  }

  /** The code. */
  public String error() {
    return error;
  }
}
