package org.bactrian.sandbox.salesforce.oauth;

/** A refusal in Salesforce's words: {@code error} and {@code error_description}. */
final class Denied extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String error;

  Denied(String error, String description) {
    super(description, null, false, false);
    this.error = error;
  }

  String error() {
    return error;
  }
}
