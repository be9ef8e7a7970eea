package org.bactrian.connection.login;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bactrian.connection.Problem;
import org.bactrian.salesforce.call.LoginRefusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {

  /** Left: what Salesforce says. Right: what it means. */
  @ParameterizedTest
  @CsvSource({
    "invalid_client, app must be installed into org, APP_NOT_INSTALLED",
    "OAUTH_APPROVAL_ERROR_GENERIC, An unexpected error has occured, APP_NOT_INSTALLED",
    "OAUTH_APP_BLOCKED, this app is blocked by admin, APP_BLOCKED",
    "OAUTH_APP_ACCESS_DENIED, user is not admin approved to access this app, NOT_APPROVED",
    "invalid_app_access, user is not admin approved to access this app, NOT_APPROVED",
    "invalid_grant, user hasn't approved this consumer, NOT_APPROVED",
    "redirect_uri_mismatch, redirect_uri must match configuration, CALLBACK_URL",
    "invalid_grant, invalid code verifier, CODE_VERIFIER",
    "invalid_request, missing required code challenge, CODE_VERIFIER",
    "invalid_request, missing required code verifier, CODE_VERIFIER",
    "invalid_grant, expired authorization code, CODE_EXPIRED",
    "invalid_grant, invalid authorization code, CODE_EXPIRED",
    "invalid_grant, ip restricted, IP_RESTRICTED",
    "invalid_grant, ip restricted or invalid login hours, IP_RESTRICTED",
    "inactive_user, user is inactive, USER_INACTIVE",
    "invalid_grant, inactive user, USER_INACTIVE",
    "inactive_org, organization is locked, ORG_INACTIVE",
    "invalid_grant, inactive organization, ORG_INACTIVE",
    "API_DISABLED_FOR_ORG, API is not enabled for this Organization or Partner, API_DISABLED",
    "invalid_grant, password expired, PASSWORD_EXPIRED",
    "invalid_scope, the requested scope is not allowed, SCOPE",
    "invalid_client_id, client identifier invalid, CONSUMER_KEY",
    "invalid_client, invalid client credentials, CONSUMER_SECRET",
    "invalid_client_credentials, client secret invalid, CONSUMER_SECRET",
    "invalid_grant, expired access/refresh token, TOKEN_REVOKED",
    "invalid_grant, token validity expired, TOKEN_REVOKED",
    "rate_limit_exceeded, login rate exceeded, TRY_LATER",
    "unknown_error, retry your request, TRY_LATER",
    "something_new, of 2031, OTHER"
  })
  void each_is_told_from_the_others(String error, String description, LoginRefusal cause) {
    Refusal refusal = new Refusal(error, description);
    assertThat(refusal.cause()).isEqualTo(cause);
    Problem problem = refusal.problem();
    assertThat(problem.words().toString()).contains(error, description);
    assertThat(problem.advice().toString()).isNotBlank();
  }

  @Property
  void whatever_an_address_brings_makes_one_line(@ForAll String error, @ForAll String text) {
    String words = new Refusal(error, text).problem().words().toString();
    assertThat(words).hasSizeLessThan(450).doesNotContain("\n", "\r");
  }
}
