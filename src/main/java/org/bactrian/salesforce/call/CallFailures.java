package org.bactrian.salesforce.call;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.bactrian.calls.CallRefused;
import org.bactrian.salesforce.LoginNeeded;
import org.bactrian.salesforce.form.AnswerForm;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;

/** What went wrong with a call, told from what HTTP, Jetty and camel-salesforce make of it. */
final class CallFailures {

  private static final String NEXT = CallAdvice.NEXT;
  private static final String PROXY =
      "; a proxy between here and Salesforce may have answered in its place" + NEXT;
  private static final String NETWORK = "; check the network, the firewall and the proxy" + NEXT;

  private final CallEndpoint endpoint;
  private final Object asked;
  private final PendingCall call;

  CallFailures(CallEndpoint endpoint, Object asked, PendingCall call) {
    this.endpoint = endpoint;
    this.asked = asked;
    this.call = call;
  }

  /** Method and path, without the query; the operation where nothing was sent. */
  String name() {
    return call.response().map(CallFailures::name).orElse(endpoint.getOperationName().value());
  }

  private static String name(Response response) {
    Request request = response.getRequest();
    return request.getMethod() + " " + request.getPath();
  }

  /**
   * Throws what a call failed of, if it did.
   *
   * @param problem what camel-salesforce says, or null
   * @param answer what it made of the answer
   */
  void throwIfAny(Throwable problem, Object answer) throws Exception {
    rethrow(problem);
    if (call.failure().isPresent()) {
      rethrow(call.failure().get());
      throw lost(call.failure().get());
    }
    int status = call.status();
    if (status == 0) {
      if (problem instanceof Exception e) throw e;
      return;
    }
    if (status / 100 == 3) throw redirected();
    if (status / 100 != 2) throw refused(status, problem);
    Optional<AnswerForm.Misfit> misfit =
        AnswerForm.misfit(
            endpoint.getOperationName(),
            endpoint.getConfiguration(),
            asked,
            answer,
            call.content());
    if (misfit.isEmpty() && problem == null) return;
    throw failed(
        CallFailed.Kind.GARBLED,
        "it answered "
            + misfit.map(AnswerForm.Misfit::found).orElseGet(() -> CallWords.found(call.content()))
            + misfit.map(each -> " in place of " + each.expected()).orElse(""),
        PROXY,
        problem);
  }

  /** Throws what one of a batch's queries failed of, if it came at a bad time. */
  void throwIfAPartPasses(Object answer) throws CallFailed {
    Optional<BatchParts.Passing> passing = BatchParts.passing(answer);
    if (passing.isPresent()) throw refused(passing.get());
  }

  /** What is told already, or is not about this call. */
  private static void rethrow(Throwable problem) throws SalesforceException {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof CallRefused refused) throw refused;
      if (cause instanceof LoginNeeded needed) throw needed;
      if (cause instanceof CallFailed told) throw told;
      if (cause instanceof Error error) throw error;
    }
  }

  /** No answer until the deadline, whatever the library is doing. */
  CallFailed tooLate(Duration deadline) {
    return failed(
        CallFailed.Kind.LOST, "no answer within " + CallLimits.words(deadline), NETWORK, null);
  }

  private CallFailed lost(Throwable failure) {
    if (failure instanceof IllegalArgumentException) {
      return failed(
          CallFailed.Kind.TOO_LARGE,
          "it answered more than " + CallLimits.mostBytes(),
          PROXY,
          failure);
    }
    String host = call.response().map(r -> r.getRequest().getHost()).orElse("Salesforce");
    if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
      return failed(CallFailed.Kind.UNREACHED, "there is no host " + host, NETWORK, failure);
    }
    if (failure instanceof ConnectException || failure instanceof SocketTimeoutException) {
      return failed(CallFailed.Kind.UNREACHED, host + " can't be reached", NETWORK, failure);
    }
    if (failure instanceof SSLException) {
      return failed(
          CallFailed.Kind.UNREACHED,
          "no encrypted connection to " + host + ": " + failure.getMessage(),
          NETWORK,
          failure);
    }
    if (failure instanceof TimeoutException) return tooLate(endpoint.limits().request());
    return failed(CallFailed.Kind.LOST, "the connection to " + host + " broke", NETWORK, failure);
  }

  private CallFailed redirected() {
    Response response = call.response().orElseThrow();
    return failed(
        CallFailed.Kind.REDIRECTED,
        "it answered %d, which sends to %s".formatted(response.getStatus(), target(response)),
        "; nothing is sent there, and a new login names no other host: if the org has moved, correct"
            + " bactrian.salesforce.login-url",
        null);
  }

  /** The host that a redirect names. */
  static String target(Response response) {
    String location = response.getHeaders().get(HttpHeader.LOCATION);
    if (location == null) return "an address that it does not name";
    try {
      String host = response.getRequest().getURI().resolve(location).getHost();
      return host == null ? "an address that can't be read" : host;
    } catch (IllegalArgumentException e) {
      return "an address that can't be read";
    }
  }

  private CallFailed refused(int status, Throwable problem) {
    List<RestError> errors = CallWords.errors(call.content());
    String said =
        errors.isEmpty()
            ? CallWords.found(call.content())
            : errors.stream()
                .map(error -> error.getErrorCode() + ": " + error.getMessage())
                .collect(Collectors.joining("; "));
    return failed(
        CallFailed.Kind.REFUSED,
        "it answered " + status + " " + said,
        CallAdvice.of(status, errors),
        problem);
  }

  /** Salesforce took the batch, but one of its queries came at a bad time. */
  private CallFailed refused(BatchParts.Passing part) {
    String message =
        "%s in Salesforce (%s): it answered one of the queries with %s%s"
            .formatted(
                CallWords.doing(endpoint.getOperationName(), endpoint.getConfiguration(), asked),
                name(),
                part.words(),
                CallAdvice.of(Math.max(part.status(), 500), part.errors()));
    return new CallFailed(
        CallFailed.Kind.REFUSED, part.status(), part.errors(), message, call.content(), null);
  }

  private CallFailed failed(CallFailed.Kind kind, String found, String advice, Throwable cause) {
    String doing = CallWords.doing(endpoint.getOperationName(), endpoint.getConfiguration(), asked);
    String message = "%s in Salesforce (%s): %s%s".formatted(doing, name(), found, advice);
    return new CallFailed(
        kind, call.status(), CallWords.errors(call.content()), message, call.content(), cause);
  }
}
