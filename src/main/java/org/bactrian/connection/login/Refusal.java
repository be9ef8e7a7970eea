package org.bactrian.connection.login;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiPredicate;
import org.bactrian.connection.Problem;

/** Why Salesforce refuses a login, by its error code and description; the first that fits. */
enum Refusal {
  APP_NOT_INSTALLED(
      (error, text) ->
          text.contains("must be installed") || error.contains("oauth_approval_error_generic")),
  APP_BLOCKED((error, text) -> error.contains("app_blocked") || text.contains("app is blocked")),
  NOT_APPROVED(
      (error, text) ->
          error.contains("app_access")
              || text.contains("admin approved")
              || text.contains("approved this consumer")),
  CALLBACK_URL(
      (error, text) -> error.equals("redirect_uri_mismatch") || text.contains("redirect_uri")),
  CODE_VERIFIER((error, text) -> text.contains("code verifier") || text.contains("code challenge")),
  CODE_EXPIRED((error, text) -> text.contains("authorization code")),
  IP_RESTRICTED((error, text) -> text.contains("ip restricted") || text.contains("ip range")),
  USER_INACTIVE((error, text) -> error.equals("inactive_user") || text.contains("inactive user")),
  ORG_INACTIVE(
      (error, text) -> error.equals("inactive_org") || text.contains("inactive organization")),
  API_DISABLED(
      (error, text) -> error.contains("api_disabled") || text.contains("api is not enabled")),
  PASSWORD_EXPIRED((error, text) -> text.contains("password")),
  SCOPE((error, text) -> error.equals("invalid_scope") || text.contains("scope")),
  CONSUMER_KEY(
      (error, text) -> error.equals("invalid_client_id") || text.contains("client identifier")),
  CONSUMER_SECRET((error, text) -> error.startsWith("invalid_client")),
  TOKEN_REVOKED((error, text) -> error.equals("invalid_grant")),
  TRY_LATER(
      (error, text) ->
          error.equals("rate_limit_exceeded")
              || error.equals("server_error")
              || error.equals("temporarily_unavailable")
              || error.equals("unknown_error")),
  OTHER((error, text) -> true);

  private static final int LONGEST = 300;

  private final BiPredicate<String, String> fits;

  Refusal(BiPredicate<String, String> fits) {
    this.fits = fits;
  }

  static Refusal of(String error, String description) {
    String code = error.toLowerCase(Locale.ROOT);
    String text = description.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(r -> r.fits.test(code, text)).findFirst().orElseThrow();
  }

  /** Whether it passes by itself. */
  boolean heals() {
    return this == TRY_LATER;
  }

  /** In words, with Salesforce's own. */
  Problem problem(String error, String description) {
    String cause = name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Problem.of("login.refused." + cause, said(error, description));
  }

  private static String said(String error, String description) {
    String said = description.isBlank() ? error : error + ": " + description;
    String plain = said.replaceAll("\\p{Cntrl}", " ").strip();
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
  }
}
