package org.bactrian.connection;

/** What came of a login at Salesforce, one for every way that a callback can look. */
public sealed interface LoginOutcome {

  /** What happened, in a sentence. */
  Words words();

  /** What to do next, in a sentence. */
  Words advice();

  /** Whether Bactrian is logged in now. */
  default boolean isConnected() {
    return this instanceof Connected;
  }

  /** The tokens are stored. */
  record Connected(Words words, Words advice) implements LoginOutcome {}

  /** The user did not press Allow. */
  record Denied(Words words, Words advice) implements LoginOutcome {}

  /** The callback's state is none that was handed out, or belongs to another browser's session. */
  record Forged(Words words, Words advice) implements LoginOutcome {}

  /** More than 10 minutes passed since the login was begun. */
  record Expired(Words words, Words advice) implements LoginOutcome {}

  /** The same callback came before. */
  record Replayed(Words words, Words advice) implements LoginOutcome {}

  /** A callback without a login begun, or without the parameters of one. */
  record NotBegun(Words words, Words advice) implements LoginOutcome {}

  /** It is another org than the one that is linked to Marketo. */
  record OtherOrg(Words words, Words advice) implements LoginOutcome {}

  /**
   * Salesforce refused the login or the code.
   *
   * @param error Salesforce's error code, e.g. {@code invalid_client}
   */
  record Refused(String error, Words words, Words advice) implements LoginOutcome {}

  /** Salesforce could not be asked. */
  record Unreachable(Words words, Words advice) implements LoginOutcome {}
}
