package org.bactrian.salesforce;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceComponentConfigurer;
import org.apache.camel.component.salesforce.SalesforceEndpoint;
import org.apache.camel.component.salesforce.SalesforceEndpointConfig;
import org.apache.camel.component.salesforce.SalesforceEndpointConfigurer;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.apache.camel.component.salesforce.internal.client.DefaultRawClient;
import org.apache.camel.component.salesforce.internal.client.DefaultRestClient;
import org.apache.camel.component.salesforce.internal.client.RawClient;
import org.apache.camel.component.salesforce.internal.client.RestClient;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.bactrian.salesforce.call.CallEndpoint;
import org.bactrian.salesforce.call.CallHttpClient;
import org.bactrian.salesforce.call.CallLimits;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** camel-salesforce, with a session that lasts. */
public final class LastingSalesforce extends SalesforceComponent {

  private final Tokens tokens;
  private final CallLimits limits;
  private LastingSession session;

  /**
   * @param tokens where the session's tokens are kept
   * @param limits of its calls
   */
  public LastingSalesforce(Tokens tokens, CallLimits limits) {
    this.tokens = tokens;
    this.limits = limits;
    setHttpRequestTimeout(limits.request().toMillis());
    // The time limit of the request tells what happened; this one must not come first.
    setHttpClientIdleTimeout(limits.request().plusSeconds(10).toMillis());
    setHttpClientConnectionTimeout(limits.connect().toMillis());
    setHttpMaxContentLength(CallLimits.MOST_BYTES);
  }

  @Override
  protected void doStart() throws Exception {
    if (getLoginConfig() == null) setLoginConfig(configured());
    if (getConfig() == null) setConfig(new SalesforceEndpointConfig());
    if (getConfig().getHttpClient() == null) getConfig().setHttpClient(client());
    super.doStart();
    session = new LastingSession(getCamelContext(), getHttpClient(), getLoginConfig(), tokens);
    getHttpClient().setSession(session);
    getHttpClient().getProtocolHandlers().put(new Renewal(getHttpClient(), session));
  }

  private CallHttpClient client() throws GeneralSecurityException, IOException {
    SSLContextParameters tls = getSslContextParameters();
    if (tls == null) tls = retrieveGlobalSslContextParameters();
    if (tls == null) tls = new SSLContextParameters();
    SslContextFactory.Client factory = new SslContextFactory.Client();
    factory.setSslContext(tls.createSSLContext(getCamelContext()));
    return new CallHttpClient(factory, limits);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    return new CallEndpoint(
        (SalesforceEndpoint) super.createEndpoint(uri, remaining, parameters), this, limits);
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

  /**
   * Whether the org is elsewhere than where a call went, so that the next one goes there.
   *
   * @throws SalesforceException if it has to log in to know it, and can't
   */
  public boolean hasMovedFrom(URI called) throws SalesforceException {
    return session.hasMovedFrom(called);
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
