package org.bactrian.salesforce;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.bactrian.process.SecretLogFilter;
import org.bactrian.salesforce.call.TokenAnswer;
import org.eclipse.jetty.client.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * camel-salesforce's session, made to last: one caller logs in for all, a new refresh token is
 * kept, nothing is revoked at its end, since other processes may share the login, and an org that
 * moved is followed to where a new login says that it is.
 */
final class LastingSession extends SalesforceSession {

  private static final Logger LOG = LoggerFactory.getLogger(LastingSession.class);

  /** An outage must not become a login for every call. */
  private static final long BETWEEN_LOOKS = Duration.ofMinutes(1).toNanos();

  private final SalesforceLoginConfig config;
  private final Tokens tokens;
  private final Set<SalesforceSessionListener> listeners = new CopyOnWriteArraySet<>();
  private final ReentrantLock renewing = new ReentrantLock();
  private volatile Grant grant;
  private Long lookedAt;

  LastingSession(
      CamelContext context,
      SalesforceHttpClient http,
      SalesforceLoginConfig config,
      Tokens tokens) {
    super(context, http, http.getTimeout(), config);
    this.config = config;
    this.tokens = tokens;
  }

  /**
   * Logs in, unless that was done since this access token was refused.
   *
   * @param refused an access token, or null
   */
  @Override
  public String login(String refused) throws SalesforceException {
    renewing.lock();
    try {
      Grant known = grant;
      if (known != null && !known.accessToken().equals(refused)) return known.accessToken();
      Grant renewed = tokens.renewed(refused, this::ask);
      publish(renewed);
      return renewed.accessToken();
    } finally {
      renewing.unlock();
    }
  }

  /**
   * Whether the org is elsewhere than where a call went: then the session is there already. Logs in
   * anew to know it, once a minute at most while it has not; no answer of the place that was called
   * is heeded.
   *
   * @param called the URL of a call that found no Salesforce
   */
  boolean hasMovedFrom(URI called) throws SalesforceException {
    renewing.lock();
    try {
      Grant known = grant;
      if (known == null) return false;
      if (!isAt(known, called)) return true;
      long now = System.nanoTime();
      if (lookedAt != null && now - lookedAt < BETWEEN_LOOKS) return false;
      lookedAt = now;
      publish(tokens.renewed(known.accessToken(), this::ask));
      if (isAt(grant, called)) return false;
      lookedAt = null;
      return true;
    } finally {
      renewing.unlock();
    }
  }

  private static boolean isAt(Grant known, URI called) {
    URI instance = URI.create(known.instanceUrl());
    return instance.getHost().equalsIgnoreCase(called.getHost()) && port(instance) == port(called);
  }

  private static int port(URI uri) {
    if (uri.getPort() > 0) return uri.getPort();
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  /** Whoever sees that there is a token calls at once, so the listeners have it by then. */
  private void publish(Grant renewed) {
    SecretLogFilter.know(renewed.accessToken());
    renewed.refreshToken().ifPresent(SecretLogFilter::know);
    Grant before = grant;
    if (before != null && !before.instanceUrl().equals(renewed.instanceUrl())) {
      LOG.warn(
          "the Salesforce org has moved from {} to {}: it is called there from now on",
          before.instanceUrl(),
          renewed.instanceUrl());
    }
    synchronized (listeners) {
      listeners.forEach(listener -> tell(listener, renewed));
      grant = renewed;
    }
  }

  private static void tell(SalesforceSessionListener listener, Grant known) {
    listener.onLogin(known.accessToken(), known.instanceUrl());
  }

  /** Forgets its access token, so that the next call asks for another. */
  void forget() {
    grant = null;
  }

  private Grant ask() throws SalesforceException {
    Request request = getLoginRequest(null);
    TokenAnswer answer = new TokenAnswer(request);
    try {
      return answer.grant(request.send(), config.getInstanceUrl());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SalesforceException("logging in at Salesforce: interrupted", e);
    } catch (TimeoutException | ExecutionException e) {
      throw answer.lost(e);
    }
  }

  @Override
  public String getAccessToken() {
    Grant known = grant;
    return known == null ? null : known.accessToken();
  }

  @Override
  public String getInstanceUrl() {
    Grant known = grant;
    return known == null ? null : known.instanceUrl();
  }

  @Override
  public String getId() {
    Grant known = grant;
    return known == null ? null : known.identityUrl();
  }

  /** A client looks for a token before it listens: one that came in between is told now. */
  @Override
  public boolean addListener(SalesforceSessionListener listener) {
    synchronized (listeners) {
      Grant known = grant;
      if (known != null) tell(listener, known);
      return listeners.add(listener);
    }
  }

  @Override
  public boolean removeListener(SalesforceSessionListener listener) {
    return listeners.remove(listener);
  }

  /** Revokes nothing. */
  @Override
  public void logout() {
    forget();
  }
}
