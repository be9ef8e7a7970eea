package org.bactrian.connection.login;

/** Salesforce's token endpoint said no, in its own words. */
final class TokenRefused extends Exception {

  private static final long serialVersionUID = 1L;

  private final String error;

  TokenRefused(String error, String description) {
    super(description, null, false, false);
    this.error = error;
  }

  /** Salesforce's error code, e.g. {@code invalid_grant}. */
  String error() {
    return error;
  }
}
