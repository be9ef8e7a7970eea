package org.bactrian.salesforce.soap;

import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.SalesforceSession;

/**
 * The id of camel-salesforce's session, which is its access token. The SOAP API wants it in the
 * envelope, and answers an ended session with a fault that camel-salesforce does not see.
 */
public final class SessionId {

  private final SalesforceComponent salesforce;

  /** The session of this component. */
  public SessionId(SalesforceComponent salesforce) {
    this.salesforce = salesforce;
  }

  /** The id; logs in if that was not done yet. */
  String current() throws SalesforceException {
    SalesforceSession session = salesforce.getSession();
    String id = session.getAccessToken();
    return id == null ? session.login(null) : id;
  }

  /** Logs in anew. */
  void renew() throws SalesforceException {
    SalesforceSession session = salesforce.getSession();
    session.login(session.getAccessToken());
  }
}
