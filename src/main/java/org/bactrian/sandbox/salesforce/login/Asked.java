package org.bactrian.sandbox.salesforce.login;

import io.vertx.core.MultiMap;
import java.util.List;
import org.bactrian.sandbox.salesforce.oauth.Denied;
import org.bactrian.sandbox.salesforce.oauth.Scope;
import org.bactrian.sandbox.salesforce.oauth.Switch;
import org.bactrian.sandbox.salesforce.oauth.Switchboard;

/**
 * What an app asks for at the authorize endpoint.
 *
 * @param app its consumer key
 * @param challenge of PKCE, or null
 * @param prompt what the user is to be asked in any case: login, consent, select_account
 * @param immediate whether the user is to be asked nothing
 * @param hint the username to begin with
 * @param display page, popup or touch
 */
record Asked(
    String app,
    Callback callback,
    Scope scope,
    String challenge,
    List<String> prompt,
    boolean immediate,
    String hint,
    String display) {

  /**
   * Reads the parameters of an app whose callback is known to be its own.
   *
   * @throws Denied if it can't be granted, to be said at the callback
   */
  static Asked read(Callback callback, MultiMap parameters, Switchboard switches) {
    String challenge = text(parameters, "code_challenge", null);
    if (!"code".equals(parameters.get("response_type"))) {
      throw new Denied("unsupported_response_type", "response type not supported");
    }
    if (challenge == null && switches.on(Switch.PKCE_REQUIRED)) {
      throw new Denied("invalid_request", "missing required code challenge");
    }
    if (!"S256".equals(text(parameters, "code_challenge_method", "S256"))) {
      throw new Denied("invalid_request", "invalid code challenge method");
    }
    String display = text(parameters, "display", "page");
    return new Asked(
        parameters.get("client_id"),
        callback,
        Scope.of(text(parameters, "scope", switches.text(Switch.SCOPES))),
        challenge,
        List.of(text(parameters, "prompt", "").split(" ")),
        "true".equals(parameters.get("immediate")),
        text(parameters, "login_hint", ""),
        List.of("popup", "touch").contains(display) ? display : "page");
  }

  private static String text(MultiMap parameters, String name, String otherwise) {
    String value = parameters.get(name);
    return value == null || value.isBlank() ? otherwise : value;
  }

  boolean wantsLogin() {
    return prompt.contains("login");
  }

  boolean wantsConsent() {
    return prompt.contains("consent") || prompt.contains("select_account");
  }
}
