package org.bactrian.sandbox.salesforce.oauth;

import java.util.List;

/** What a test may change about the app, the org and its sync user, with its value at the start. */
public enum Switch {
  /** The app's callback URLs; none stands for any https URL and any loopback http URL. */
  REDIRECT_URIS("redirectUris", List.of()),
  /** The scopes selected for the app. */
  SCOPES("scopes", Scope.ALL.toString()),
  /** Whether the app is installed in the org. */
  INSTALLED("installed", true),
  /** Whether an authorization without a PKCE challenge is refused. */
  PKCE_REQUIRED("pkceRequired", false),
  /** Whether a code is exchanged only with the consumer secret. */
  SECRET_REQUIRED("secretRequired", true),
  /** Whether a refresh token is used only with the consumer secret. */
  SECRET_REQUIRED_TO_REFRESH("secretRequiredToRefresh", false),
  /** Whether what is refused after the login goes back to the app; else a page shows it. */
  REFUSALS_AT_CALLBACK("refusalsAtCallback", false),
  /** Whether tokens are refused to this address. */
  IP_RESTRICTED("ipRestricted", false),
  /** Whether the org's edition has the API. */
  API_ENABLED("apiEnabled", true),
  /** Whether the sync user is active. */
  USER_ACTIVE("userActive", true),
  /** The sync user's password. */
  PASSWORD("password", "sandbox"),
  /** Whether the password has to be changed first. */
  PASSWORD_EXPIRED("passwordExpired", false),
  /** Whether an unknown browser is asked for an e-mailed code. */
  VERIFICATION("verification", true),
  /** How long an e-mailed code is good. */
  VERIFICATION_SECONDS("verificationSeconds", 24 * 3600),
  /** How long an authorization code is good. */
  CODE_SECONDS("codeSeconds", 15 * 60),
  /** How long an access token is good. */
  ACCESS_TOKEN_SECONDS("accessTokenSeconds", 2 * 3600),
  /** The id of the org that logins lead to; empty for its own. */
  ORGANIZATION("organization", ""),
  /** Whether each use of a refresh token replaces it. */
  ROTATE("rotate", false);

  private final String json;
  private final Object initially;

  Switch(String json, Object initially) {
    this.json = json;
    this.initially = initially;
  }

  String json() {
    return json;
  }

  Object initially() {
    return initially;
  }

  boolean takes(Object value) {
    return initially instanceof List
        ? value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
        : initially.getClass().isInstance(value);
  }
}
