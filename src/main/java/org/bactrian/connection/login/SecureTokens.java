package org.bactrian.connection.login;

import org.apache.camel.component.salesforce.api.SalesforceException;
import org.bactrian.salesforce.Grant;
import org.bactrian.salesforce.LoginNeeded;
import org.bactrian.salesforce.Tokens;
import org.bactrian.settings.Setting;
import org.bactrian.settings.TransportPolicy;

/** Tokens that are used only if the instance that Salesforce names for them may be called. */
public final class SecureTokens implements Tokens {

  private final Tokens tokens;
  private final TransportPolicy transport;

  public SecureTokens(Tokens tokens, TransportPolicy transport) {
    this.tokens = tokens;
    this.transport = transport;
  }

  @Override
  public Grant renewed(String refused, Ask ask) throws SalesforceException {
    return checked(tokens.renewed(refused, () -> checked(ask.grant())));
  }

  private Grant checked(Grant grant) throws LoginNeeded {
    if (transport.admits(grant.instanceUrl())) return grant;
    throw new LoginNeeded(
        "logging in at Salesforce: its answer names the instance_url '%s', which is not https, so the access token was not sent there; check the login URL, or, on a network where nobody else listens, set %s=true"
            .formatted(grant.instanceUrl(), Setting.ALLOW_HTTP.key()));
  }
}
