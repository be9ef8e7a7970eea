package org.bactrian.salesforce;

import org.apache.camel.component.salesforce.api.SalesforceException;

/** Salesforce can't be asked until a person logs in; waiting does not heal it. */
public final class LoginNeeded extends SalesforceException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message why, and what to do
   */
  public LoginNeeded(String message) {
    super(message, 400);
  }
}
