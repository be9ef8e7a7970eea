package org.bactrian.salesforce;

import org.apache.camel.component.salesforce.api.SalesforceException;

/** Where a session's tokens are kept, so that several processes can share one login. */
@FunctionalInterface
public interface Tokens {

  /** Every process has a login of its own; nothing is kept. */
  Tokens UNSHARED = (refused, ask) -> ask.grant();

  /** Asks Salesforce. */
  @FunctionalInterface
  interface Ask {
    /**
     * Logs in.
     *
     * @throws SalesforceException if Salesforce refuses or can't be reached
     */
    Grant grant() throws SalesforceException;
  }

  /**
   * A grant that is newer than the refused access token: another process's, or a new one.
   *
   * @param refused the access token that Salesforce no longer takes, or null
   * @throws LoginNeeded if only a person can log in
   * @throws SalesforceException if Salesforce refuses or can't be reached
   */
  Grant renewed(String refused, Ask ask) throws SalesforceException;
}
