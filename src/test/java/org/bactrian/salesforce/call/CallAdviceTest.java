package org.bactrian.salesforce.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What to do about a refused call is told by its cause, and whether it passes too. */
class CallAdviceTest {

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_QUERY_LOCATOR, invalid query locator, nothing is lost, false",
    "403, REQUEST_LIMIT_EXCEEDED, TotalRequests Limit exceeded., 24 hours, false",
    "403, REQUEST_LIMIT_EXCEEDED, ConcurrentRequests (Concurrent API Requests) Limit exceeded., at once, true",
    "400, INVALID_FIELD, field 'Email' can not be filtered in a query call, encrypted, false",
    "400, INVALID_FIELD, No such column 'Emial' on entity 'Lead', bactrian validate, false",
    "403, API_DISABLED_FOR_ORG, API is not enabled, API Enabled, false",
    "500, UNKNOWN_EXCEPTION, UNABLE_TO_LOCK_ROW: held, status.salesforce.com, true",
    "400, QUERY_TIMEOUT, Your query request was running for too long., bactrian validate, true"
  })
  void a_cause_has_its_advice(
      int status, String code, String message, String advice, boolean passes) {
    List<RestError> errors = List.of(new RestError(code, message));
    assertThat(CallAdvice.of(status, errors)).startsWith("; ").contains(advice);
    assertThat(CallFailed.passes(errors)).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({
    "invalid_client, invalid client credentials, client-secret, false",
    "invalid_client_id, client identifier invalid, client-id, false",
    "invalid_grant, ip restricted, IP ranges, false",
    "invalid_grant, inactive user, activate, false",
    "invalid_grant, user hasn't approved this consumer, policies, false",
    "invalid_grant, no client credentials user enabled, runs as, false",
    "invalid_grant, audience is invalid, login-url, false",
    "unsupported_grant_type, grant type not supported, OAuth settings, false",
    "invalid_grant, authentication failure, Login History, false",
    "server_error, try again, few minutes, true"
  })
  void so_has_a_login(String error, String description, String advice, boolean heals) {
    LoginRefusal refusal = LoginRefusal.of(error, description);
    assertThat(refusal.advice()).contains(advice);
    assertThat(refusal.heals()).isEqualTo(heals);
  }
}
