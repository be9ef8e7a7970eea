package org.bactrian.salesforce;

import java.util.function.Supplier;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceComponentConfigurer;
import org.apache.camel.component.salesforce.SalesforceEndpoint;
import org.apache.camel.component.salesforce.SalesforceEndpointConfigurer;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.apache.camel.component.salesforce.internal.client.DefaultRawClient;
import org.apache.camel.component.salesforce.internal.client.DefaultRestClient;
import org.apache.camel.component.salesforce.internal.client.RawClient;
import org.apache.camel.component.salesforce.internal.client.RestClient;
import org.apache.camel.spi.PropertyConfigurer;
import org.eclipse.jetty.client.Request;

/** camel-salesforce, with a session that lasts. */
public final class LastingSalesforce extends SalesforceComponent {

  private final Tokens tokens;
  private LastingSession session;
  private volatile Runnable beforeWrite = () -> {};

  /**
   * @param tokens where the session's tokens are kept
   */
  public LastingSalesforce(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  protected void doStart() throws Exception {
    if (getLoginConfig() == null) setLoginConfig(configured());
    super.doStart();
    session = new LastingSession(getCamelContext(), getHttpClient(), getLoginConfig(), tokens);
    getHttpClient().setSession(session);
    getHttpClient().getProtocolHandlers().put(new Renewal(getHttpClient(), session));
    getHttpClient()
        .getRequestListeners()
        .addListener(
            new Request.Listener() {
              @Override
              public void onBegin(Request request) {
                if (mayWrite(request)) ask(request);
              }
            });
  }

  /**
   * Does this from now on, at the last moment before each call that may write, repeated ones
   * included; what it throws ends the call unsent.
   */
  public void beforeWrites(Runnable deed) {
    beforeWrite = deed;
  }

  private void ask(Request request) {
    try {
      beforeWrite.run();
    } catch (RuntimeException refusal) {
      request.abort(refusal);
    }
  }

  /** A query in a batch is posted, too: what may be a write counts as one. */
  private static boolean mayWrite(Request request) {
    String path = request.getPath();
    return !request.getMethod().equals("GET")
        && (path.startsWith("/services/data/") || path.startsWith("/services/Soap/"));
  }

  private LoginSettings configured() {
    LoginSettings login = new LoginSettings();
    login.setType(getAuthenticationType());
    login.setLoginUrl(getLoginUrl());
    login.setInstanceUrl(getInstanceUrl());
    login.setClientId(getClientId());
    login.setClientSecret(getClientSecret());
    login.setUserName(getUserName());
    login.setKeystore(getKeystore());
    login.setJwtAudience(getJwtAudience());
    login.setLazyLogin(isLazyLogin());
    return login;
  }

  @Override
  public SalesforceSession getSession() {
    return session;
  }

  @Override
  public RestClient createRestClientFor(SalesforceEndpoint endpoint) throws SalesforceException {
    String version = endpoint.getConfiguration().getApiVersion();
    return new DefaultRestClient(getHttpClient(), version, session, getLoginConfig());
  }

  @Override
  public RawClient createRawClientFor(SalesforceEndpoint endpoint) throws SalesforceException {
    return new DefaultRawClient(getHttpClient(), "", session, getLoginConfig());
  }

  /** Names the org and the user of its session; gives null before its first call. */
  public Supplier<String> identity() {
    return () -> session == null ? null : session.getId();
  }

  /** Forgets the access token: another login took the place of its own. */
  public void forgetLogin() {
    if (session != null) session.forget();
  }

  @Override
  public PropertyConfigurer getComponentPropertyConfigurer() {
    return new SalesforceComponentConfigurer();
  }

  @Override
  public PropertyConfigurer getEndpointPropertyConfigurer() {
    return new SalesforceEndpointConfigurer();
  }
}
