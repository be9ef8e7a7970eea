package org.bactrian.salesforce.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiPredicate;

/** Why Salesforce refuses a login, by its error code and description; the first that fits. */
public enum LoginRefusal {
  APP_NOT_INSTALLED(
      (error, text) ->
          text.contains("must be installed") || error.contains("oauth_approval_error_generic"),
      "install the app in the org (Setup > Connected Apps OAuth Usage)"),
  APP_BLOCKED(
      (error, text) -> error.contains("app_blocked") || text.contains("app is blocked"),
      "unblock the app (Setup > Connected Apps OAuth Usage)"),
  NOT_APPROVED(
      (error, text) ->
          error.contains("app_access")
              || text.contains("admin approved")
              || text.contains("approved this consumer"),
      "let the sync user's profile or permission set use the app, in the app's policies"),
  CALLBACK_URL(
      (error, text) -> error.equals("redirect_uri_mismatch") || text.contains("redirect_uri"),
      "correct the callback URL in the app"),
  CODE_VERIFIER(
      (error, text) -> text.contains("code verifier") || text.contains("code challenge"),
      "begin the login again"),
  CODE_EXPIRED((error, text) -> text.contains("authorization code"), "begin the login again"),
  IP_RESTRICTED(
      (error, text) -> text.contains("ip restricted") || text.contains("ip range"),
      "add this machine's address to the login IP ranges of the sync user's profile, or relax the"
          + " IP restrictions in the app's policies"),
  USER_INACTIVE(
      (error, text) -> error.equals("inactive_user") || text.contains("inactive user"),
      "activate the sync user (Setup > Users)"),
  ORG_INACTIVE(
      (error, text) -> error.equals("inactive_org") || text.contains("inactive organization"),
      "ask Salesforce why the org is locked"),
  API_DISABLED(
      (error, text) -> error.contains("api_disabled") || text.contains("api is not enabled"),
      "give the sync user the permission 'API Enabled'; the org's edition must have the API"),
  PASSWORD_EXPIRED(
      (error, text) -> text.contains("password"),
      "change the sync user's password in Salesforce, and let it never expire"),
  SCOPE(
      (error, text) -> error.equals("invalid_scope") || text.contains("scope"),
      "add the scope 'Manage user data via APIs (api)' to the app"),
  NOBODY_TO_RUN_AS(
      (error, text) ->
          text.contains("client credentials user") || text.contains("client credentials flow"),
      "enable the client credentials flow in the app, and choose whom it runs as in its policies"),
  FLOW_NOT_ENABLED(
      (error, text) -> error.equals("unsupported_grant_type"),
      "enable this way of logging in in the app's OAuth settings"),
  ASSERTION(
      (error, text) -> text.contains("assertion") || text.contains("audience"),
      "check bactrian.salesforce.username, the private key and its certificate in the app, the host"
          + " in bactrian.salesforce.login-url, and this machine's clock"),
  CONSUMER_KEY(
      (error, text) -> error.equals("invalid_client_id") || text.contains("client identifier"),
      "check bactrian.salesforce.client-id, and that bactrian.salesforce.login-url is of the same"
          + " org: production does not know a sandbox's apps; a new app is known after up to 10"
          + " minutes"),
  CONSUMER_SECRET(
      (error, text) -> error.startsWith("invalid_client"),
      "check bactrian.salesforce.client-id and .client-secret"),
  TRY_LATER(
      (error, text) ->
          error.equals("rate_limit_exceeded")
              || text.contains("rate exceeded")
              || error.equals("server_error")
              || error.equals("temporarily_unavailable")
              || error.equals("unknown_error"),
      "try again in a few minutes"),
  TOKEN_REVOKED(
      (error, text) -> error.equals("invalid_grant"),
      "look at the sync user's login history, which says why (Setup > Login History)"),
  OTHER(
      (error, text) -> true,
      "look at the sync user's login history, which says why (Setup > Login History)");

  private final BiPredicate<String, String> fits;
  private final String advice;

  LoginRefusal(BiPredicate<String, String> fits, String advice) {
    this.fits = fits;
    this.advice = advice;
  }

  /** The cause of an OAuth error with its description. */
  public static LoginRefusal of(String error, String description) {
    String code = error.toLowerCase(Locale.ROOT);
    String text = description.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(r -> r.fits.test(code, text)).findFirst().orElseThrow();
  }

  /** Whether it passes by itself. */
  public boolean heals() {
    return this == TRY_LATER;
  }

  /** What to do where the login is in the settings. */
  public String advice() {
    return advice;
  }
}
