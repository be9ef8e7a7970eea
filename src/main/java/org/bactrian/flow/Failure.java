package org.bactrian.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.bactrian.salesforce.LoginNeeded;
import org.bactrian.state.lease.LeaseLost;
import org.bactrian.state.pool.Outage;

/** Tells what heals by waiting from what needs a person, and says what happened. */
public final class Failure {

  private static final String NEXT = "; the next run goes on where this one stopped";
  private static final Set<String> TRANSIENT =
      Set.of(
          "REQUEST_LIMIT_EXCEEDED",
          "SERVER_UNAVAILABLE",
          "UNABLE_TO_LOCK_ROW",
          "QUERY_TIMEOUT",
          "REQUEST_RUNNING_TOO_LONG");

  private Failure() {}

  /** What is behind Camel's own words for it. */
  public static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && !(cause instanceof SalesforceException)
        && cause.getClass().getName().startsWith("org.apache.camel")) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Whether Salesforce's refusal heals by itself: an outage, a time-out, a spent budget. */
  public static boolean heals(Throwable failure) {
    if (!(failure instanceof SalesforceException refusal)) return false;
    if (failure instanceof LoginNeeded || LeaseLost.isCauseOf(failure)) return false;
    int status = refusal.getStatusCode();
    // 200: the connection broke within the answer.
    if (status == 0 || status == 200 || status == 429 || status >= 500) return true;
    return refusal.getErrors() != null
        && refusal.getErrors().stream().anyMatch(e -> TRANSIENT.contains(e.getErrorCode()));
  }

  /** What happened and what to do, in a sentence. */
  public static String explain(Throwable failure) {
    Optional<String> outage = Outage.explain(failure);
    if (outage.isPresent()) return outage.get() + NEXT;
    if (failure instanceof JsonProcessingException garbage) {
      return "Salesforce's answer is not JSON: " + garbage.getOriginalMessage() + NEXT;
    }
    if (!(failure instanceof SalesforceException refusal) || failure instanceof LoginNeeded) {
      return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
    if (refusal.getStatusCode() == 200) return "Salesforce's answer broke off" + NEXT;
    if (refusal.getStatusCode() == 0) return "Salesforce can't be reached: " + innermost(refusal);
    String said =
        refusal.getErrors() == null || refusal.getErrors().isEmpty()
            ? String.valueOf(refusal.getMessage())
            : refusal.getErrors().stream()
                .map(e -> e.getErrorCode() + ": " + e.getMessage())
                .collect(Collectors.joining("; "));
    String advice =
        switch (refusal.getStatusCode()) {
          case 400, 401 ->
              "check bactrian.salesforce.client-id and .client-secret, and that the app is allowed"
                  + " for the sync user";
          case 403 -> "check the sync user's permissions and the org's API limit";
          default -> NEXT.substring(2);
        };
    return "Salesforce answered %d %s; %s".formatted(refusal.getStatusCode(), said, advice);
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) cause = cause.getCause();
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
