package org.bactrian.sandbox.salesforce.service;

import org.bactrian.sandbox.salesforce.org.Refusal;

/** Who is logged in. */
public interface Sessions {
  /** Where the instance is reached: {@code http://127.0.0.1:8090}. */
  String instance();

  /**
   * Lets a session call, or not.
   *
   * @throws Refusal if it can't
   */
  void admit(String session);

  /**
   * Begins a session.
   *
   * @throws Refusal if the user or the password is wrong
   */
  String logIn(String username, String password);

  /** Ends a session. */
  void logOut(String session);
}
