package org.bactrian.salesforce;

import org.apache.camel.component.salesforce.SalesforceLoginConfig;

/** camel-salesforce's login settings, which it prints when debugging, without their secrets. */
public class LoginSettings extends SalesforceLoginConfig {

  /** Nothing is asked before the first call. */
  public LoginSettings() {
    setLazyLogin(true);
  }

  @Override
  public String toString() {
    return "login by %s at %s".formatted(getType(), getLoginUrl());
  }
}
