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

  /** Bactrian is as it was before. */
  sealed interface Failed extends LoginOutcome {

    /** Why, and what to do. */
    Problem problem();

    @Override
    default Words words() {
      return problem().words();
    }

    @Override
    default Words advice() {
      return problem().advice();
    }
  }

  /** The user did not press Allow. */
  record Denied(Problem problem) implements Failed {}

  /** The callback's state is none that was handed out, or belongs to another browser's session. */
  record Forged(Problem problem) implements Failed {}

  /** More than 10 minutes passed since the login was begun. */
  record Expired(Problem problem) implements Failed {}

  /** The same callback came before. */
  record Replayed(Problem problem) implements Failed {}

  /** A callback without a login begun, or without the parameters of one. */
  record NotBegun(Problem problem) implements Failed {}

  /** It is another org than the one that was confirmed. */
  record OtherOrg(Problem problem) implements Failed {}

  /**
   * Salesforce refused the login or the code.
   *
   * @param error Salesforce's error code, e.g. {@code invalid_client}
   */
  record Refused(String error, Problem problem) implements Failed {}

  /** Salesforce could not be asked. */
  record Unreachable(Problem problem) implements Failed {}
}
