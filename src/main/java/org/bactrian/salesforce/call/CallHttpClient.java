package org.bactrian.salesforce.call;

import java.net.URI;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.bactrian.calls.OutgoingCall;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * camel-salesforce's HTTP client, which goes to no host but the one that was named, and tells a
 * call what its threads throw.
 */
public final class CallHttpClient extends SalesforceHttpClient {

  private final CallLimits limits;

  /** A client that is not started. */
  public CallHttpClient(SslContextFactory.Client tls, CallLimits limits) {
    super(null, new Workers(), tls);
    this.limits = limits;
    setFollowRedirects(false);
    getRequestListeners()
        .addListener(
            new Request.Listener() {
              @Override
              public void onBegin(Request request) {
                leave(request);
              }
            });
  }

  private void leave(Request request) {
    String path = request.getPath();
    if (!path.startsWith("/services/data/") && !path.startsWith("/services/Soap/")) return;
    // A query in a batch is posted, too: what may be a write counts as one.
    boolean reads = request.getMethod().equals("GET");
    try {
      limits
          .boundary()
          .before(
              new OutgoingCall(
                  OutgoingCall.SALESFORCE,
                  request.getMethod() + " " + path,
                  !reads,
                  limits.request()));
    } catch (RuntimeException refused) {
      request.abort(refused);
    }
  }

  @Override
  public HttpRequest newHttpRequest(HttpConversation conversation, URI uri) {
    PendingCall call = PendingCall.current();
    HttpRequest request =
        call == null
            ? new HttpRequest(this, conversation, uri)
            : new CallRequest(this, conversation, uri, call);
    request.timeout(getTimeout(), TimeUnit.MILLISECONDS);
    return request;
  }

  @Override
  public void close() {
    LifeCycle.stop(this);
  }

  private static final class CallRequest extends HttpRequest {

    private final PendingCall call;

    CallRequest(CallHttpClient client, HttpConversation conversation, URI uri, PendingCall call) {
      super(client, conversation, uri);
      this.call = call;
    }

    @Override
    public void send(Response.CompleteListener listener) {
      call.sentAs(this);
      super.send(
          listener instanceof BufferingResponseListener body ? new Relay(body, call) : listener);
    }
  }

  /** Passes everything on, and notes it for the call. */
  private record Relay(BufferingResponseListener body, PendingCall call)
      implements Response.Listener {

    @Override
    public void onBegin(Response response) {
      body.onBegin(response);
    }

    @Override
    public boolean onHeader(Response response, HttpField field) {
      return body.onHeader(response, field);
    }

    @Override
    public void onHeaders(Response response) {
      body.onHeaders(response);
    }

    @Override
    public void onContentSource(Response response, Content.Source source) {
      body.onContentSource(response, source);
    }

    @Override
    public void onSuccess(Response response) {
      body.onSuccess(response);
    }

    @Override
    public void onFailure(Response response, Throwable failure) {
      body.onFailure(response, failure);
    }

    @Override
    public void onComplete(Result result) {
      try {
        call.answered(result, body);
        call.during(() -> body.onComplete(result));
      } catch (Exception | Error e) {
        call.threw(e);
      }
    }
  }

  /** camel-salesforce reads answers here; what it throws ends the call. */
  private static final class Workers extends ThreadPoolExecutor {

    private static final int AT_ONCE = 10;

    Workers() {
      super(
          AT_ONCE,
          AT_ONCE,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          work -> {
            Thread thread = new Thread(work, "salesforce-answers");
            thread.setDaemon(true);
            return thread;
          });
      allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable work) {
      PendingCall call = PendingCall.current();
      super.execute(call == null ? work : () -> run(work, call));
    }

    private static void run(Runnable work, PendingCall call) {
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        call.threw(e);
      }
    }
  }
}
