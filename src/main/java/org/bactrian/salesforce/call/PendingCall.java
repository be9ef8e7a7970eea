package org.bactrian.salesforce.call;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;

/**
 * A call that is under way, on whatever threads camel-salesforce and Jetty have it: the first of
 * its answer, of what those threads throw, and of its deadline ends it.
 */
final class PendingCall {

  private static final ThreadLocal<PendingCall> CURRENT = new ThreadLocal<>();
  private static final byte[] NOTHING = {};

  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile Request request;
  private volatile Response response;
  private volatile Throwable failure;
  private volatile byte[] content = NOTHING;

  /** Something that is done for a call. */
  interface Work {
    void run() throws Exception;
  }

  /** The call that this thread works for, if it does for one. */
  static PendingCall current() {
    return CURRENT.get();
  }

  /** Does some work for this call, on this thread. */
  void during(Work work) throws Exception {
    PendingCall before = CURRENT.get();
    CURRENT.set(this);
    try {
      work.run();
    } finally {
      if (before == null) CURRENT.remove();
      else CURRENT.set(before);
    }
  }

  /** It is sent as this request. */
  void sentAs(Request sent) {
    request = sent;
  }

  /** Its answer is here, or none will come. */
  void answered(Result result, BufferingResponseListener body) {
    response = result.getResponse();
    failure = result.getFailure();
    if (failure == null) content = body.getContent();
  }

  /** camel-salesforce has done with it. */
  void completed() {
    end.complete(null);
  }

  /** A thread that worked for it threw this. */
  void threw(Throwable thrown) {
    end.completeExceptionally(thrown);
  }

  /**
   * Waits for its end.
   *
   * @return what a thread that worked for it threw, if one did
   * @throws TimeoutException at its deadline
   */
  Optional<Throwable> await(Duration deadline) throws InterruptedException, TimeoutException {
    try {
      end.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(e.getCause());
    }
  }

  /** Gives it up: what comes late is for nobody. */
  void abort() {
    if (request != null) request.abort(new TimeoutException("given up"));
  }

  /** Where it went; empty if nothing was sent. */
  Optional<URI> uri() {
    return Optional.ofNullable(request).map(Request::getURI);
  }

  Optional<Response> response() {
    return Optional.ofNullable(response);
  }

  /** The HTTP status of the answer, 0 where there is none. */
  int status() {
    return response == null ? 0 : response.getStatus();
  }

  /** Why there is no whole answer, if there is none. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  byte[] content() {
    return content;
  }
}
