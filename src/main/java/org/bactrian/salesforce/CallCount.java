package org.bactrian.salesforce;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.eclipse.jetty.client.Request;

/**
 * Counts the calls that camel-salesforce makes, repeated ones included and those for tokens not.
 */
public final class CallCount implements LongSupplier {

  private final AtomicLong calls = new AtomicLong();

  /** Counts the calls of this component from now on. */
  public void listenTo(SalesforceComponent component) {
    component
        .getHttpClient()
        .getRequestListeners()
        .addListener(
            new Request.Listener() {
              @Override
              public void onBegin(Request request) {
                if (isCounted(request.getPath())) calls.incrementAndGet();
              }
            });
  }

  private static boolean isCounted(String path) {
    return path.startsWith("/services/data/") || path.startsWith("/services/Soap/");
  }

  @Override
  public long getAsLong() {
    return calls.get();
  }
}
