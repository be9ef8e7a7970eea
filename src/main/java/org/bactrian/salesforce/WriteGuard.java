package org.bactrian.salesforce;

import org.apache.camel.component.salesforce.SalesforceComponent;
import org.eclipse.jetty.client.Request;

/**
 * Asks, at the last moment before camel-salesforce sends a call that may write, whether it may. A
 * call that may not is never sent: it fails with what the question threw.
 */
public final class WriteGuard {

  private final Runnable question;

  /**
   * @param question throws if the call must not be sent
   */
  public WriteGuard(Runnable question) {
    this.question = question;
  }

  /** Asks before the calls of this component from now on, repeated ones included. */
  public void listenTo(SalesforceComponent component) {
    component
        .getHttpClient()
        .getRequestListeners()
        .addListener(
            new Request.Listener() {
              @Override
              public void onBegin(Request request) {
                if (mayWrite(request)) ask(request);
              }
            });
  }

  private void ask(Request request) {
    try {
      question.run();
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
}
