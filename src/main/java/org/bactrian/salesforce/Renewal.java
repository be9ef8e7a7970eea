package org.bactrian.salesforce;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.bactrian.calls.CallRefused;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.ProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Repeats a request whose access token Salesforce refused, a few times, with a new one. It takes
 * the place of camel-salesforce's own handler, by which every request that is refused logs in for
 * itself: a refresh token that is used twice is revoked.
 */
final class Renewal implements ProtocolHandler {

  private static final String NAME = "CamelSalesforceSecurityHandler";
  private static final String TRIES = Renewal.class.getName();
  private static final int MOST_TRIES = 3;

  /** A token that was just given may be refused for a while; the first one is replaced at once. */
  private static final long[] PAUSES = {0, 1_000, 3_000};

  private static final String BEARER = "Bearer ";
  private static final String BULK_1 = "X-SFDC-Session";

  private final SalesforceHttpClient http;
  private final LastingSession session;

  Renewal(SalesforceHttpClient http, LastingSession session) {
    this.http = http;
    this.session = session;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean accept(Request request, Response response) {
    return response.getStatus() == 401
        && request instanceof HttpRequest asked
        && !asked.getPath().startsWith("/services/oauth2/")
        && tries(asked.getConversation()) < MOST_TRIES;
  }

  @Override
  public Response.Listener getResponseListener() {
    return new BufferingResponseListener(http.getMaxContentLength()) {
      @Override
      public void onComplete(Result result) {
        // Logging in waits for other processes, which a thread of the connection must not.
        HttpRequest request = (HttpRequest) result.getRequest();
        long pause = PAUSES[tries(request.getConversation())];
        if (pause == 0) http.getExecutor().execute(() -> renew(result));
        else later(pause, result);
      }
    };
  }

  private void later(long pause, Result result) {
    http.getScheduler()
        .schedule(
            () -> http.getExecutor().execute(() -> renew(result)), pause, TimeUnit.MILLISECONDS);
  }

  private void renew(Result result) {
    HttpRequest request = (HttpRequest) result.getRequest();
    HttpConversation conversation = request.getConversation();
    conversation.setAttribute(TRIES, tries(conversation) + 1);
    conversation.updateResponseListeners(null);
    try {
      if (result.isFailed()) throw new SalesforceException(result.getFailure());
      repeat(request, session.login(token(request)));
    } catch (SalesforceException e) {
      fail(result, e);
    } catch (RuntimeException e) {
      // A fault of this process, such as a database that is away; the answer was none.
      fail(result, new CallRefused(e.getMessage(), e));
    }
  }

  private static void fail(Result result, Exception why) {
    HttpRequest request = (HttpRequest) result.getRequest();
    HttpConversation conversation = request.getConversation();
    conversation.getResponseListeners().emitFailure(result.getResponse(), why);
    conversation
        .getResponseListeners()
        .notifyComplete(new Result(request, null, result.getResponse(), why));
  }

  private void repeat(HttpRequest request, String token) {
    URI instance = URI.create(session.getInstanceUrl());
    URI before = request.getURI();
    String query = before.getRawQuery() == null ? "" : "?" + before.getRawQuery();
    URI now = instance.resolve(before.getRawPath() + query);
    Request again = http.copyRequest(request, now).method(request.getMethod());
    if (again.getBody() != null) again.getBody().rewind();
    again.headers(
        headers -> {
          headers.put(HttpHeader.AUTHORIZATION, BEARER + token);
          if (headers.contains(BULK_1)) headers.put(BULK_1, token);
        });
    again.send(null);
  }

  private static int tries(HttpConversation conversation) {
    return conversation.getAttribute(TRIES) instanceof Integer tries ? tries : 0;
  }

  private static String token(HttpRequest request) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return header == null || !header.startsWith(BEARER) ? null : header.substring(BEARER.length());
  }
}
