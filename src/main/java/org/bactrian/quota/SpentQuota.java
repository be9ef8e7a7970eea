package org.bactrian.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.bactrian.calls.OutgoingCall;
import org.bactrian.marketo.client.DailyQuotaExhausted;
import org.bactrian.salesforce.call.CallFailed;

/**
 * What a failure says of a spent quota.
 *
 * @param until when there are calls again, as far as is known
 * @param askAgain when to ask again: a number of calls of ours is spent until then; the quota of a
 *     system, and so a percentage of it, may be raised at any time
 */
record SpentQuota(String system, String why, Instant until, Instant askAgain) {

  static final Duration LOW_RATE = Duration.ofMinutes(15);
  private static final String LIMIT = "REQUEST_LIMIT_EXCEEDED";

  static Optional<SpentQuota> of(Throwable failure, Instant now) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Instant soon = now.plus(LOW_RATE);
      String why = cause.getMessage();
      if (cause instanceof QuotaSpent share) {
        return Optional.of(new SpentQuota(share.system(), why, share.until(), share.askAgain()));
      }
      if (cause instanceof DailyQuotaExhausted day) {
        Instant until = day.until();
        Instant again = soon.isBefore(until) ? soon : until;
        return Optional.of(new SpentQuota(OutgoingCall.MARKETO, why, until, again));
      }
      if (cause instanceof SalesforceException refusal && isLimit(refusal)) {
        return Optional.of(new SpentQuota(OutgoingCall.SALESFORCE, why, soon, soon));
      }
    }
    return Optional.empty();
  }

  private static boolean isLimit(SalesforceException refusal) {
    return refusal.getStatusCode() == 403
        && refusal.getErrors() != null
        && refusal.getErrors().stream().anyMatch(error -> LIMIT.equals(error.getErrorCode()))
        && !CallFailed.passes(refusal.getErrors());
  }
}
