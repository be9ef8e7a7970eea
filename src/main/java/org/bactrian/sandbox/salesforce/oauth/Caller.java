package org.bactrian.sandbox.salesforce.oauth;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The app that calls, as it says itself: by Basic authentication, else in the form. */
record Caller(String key, String secret) {
  private static final String BASIC = "Basic ";

  static Caller of(RoutingContext context) {
    String header = context.request().getHeader("Authorization");
    String[] basic =
        header != null && header.startsWith(BASIC)
            ? decoded(header.substring(BASIC.length())).split(":", 2)
            : new String[0];
    return basic.length == 2
        ? new Caller(basic[0], basic[1])
        : new Caller(form(context, "client_id"), form(context, "client_secret"));
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** A value of the form, or an empty text. */
  static String form(RoutingContext context, String name) {
    String value = context.request().getFormAttribute(name);
    return value == null ? "" : value;
  }

  /** Whether it is Salesforce's command line, which shows no secret. */
  boolean isCommandLine() {
    return Credentials.isCommandLine(key) && secret.isEmpty();
  }

  /**
   * Refuses an app that isn't the one; a secret that needn't be given must be right if it is.
   *
   * @throws Denied as Salesforce words it
   */
  void check(Credentials credentials, boolean secretRequired) {
    if (!key.equals(credentials.consumerKey())) {
      throw new Denied("invalid_client_id", "client identifier invalid");
    }
    boolean secretMatters = secretRequired || !secret.isEmpty();
    if (secretMatters && !secret.equals(credentials.consumerSecret())) {
      throw new Denied("invalid_client", "invalid client credentials");
    }
  }
}
