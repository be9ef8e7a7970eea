package org.bactrian.salesforce;

import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;

/** camel-salesforce's login settings, which it prints when debugging, without their secrets. */
public class LoginSettings extends SalesforceLoginConfig {

  /** Nothing is asked before the first call. */
  public LoginSettings() {
    setLazyLogin(true);
  }

  /** The login of an app that is known as this, at this host. */
  public LoginSettings(
      AuthenticationType type, String loginUrl, String clientId, String clientSecret) {
    this();
    setType(type);
    setLoginUrl(loginUrl);
    setClientId(clientId);
    if (!clientSecret.isEmpty()) setClientSecret(clientSecret);
  }

  @Override
  public String toString() {
    return "login by %s at %s".formatted(getType(), getLoginUrl());
  }
}
