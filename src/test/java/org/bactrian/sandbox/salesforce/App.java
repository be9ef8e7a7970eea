package org.bactrian.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An app that a user connects to the sandbox, and the user with a browser. */
final class App {
  static final String CALLBACK = "http://127.0.0.1:9/callback";
  static final String VERIFIER = "a-verifier-of-forty-three-characters-or-more-0";

  final Client client;
  final Browser browser;

  App(SalesforceSandbox sandbox) {
    client = new Client(sandbox, "none");
    browser = new Browser(sandbox.url());
  }

  static String challenge(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The path of the authorize endpoint; parameters as name and value, null to leave one out. */
  static String authorize(String... changes) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", "sandbox-consumer-key");
    parameters.put("redirect_uri", CALLBACK);
    parameters.put("scope", "api refresh_token");
    parameters.put("state", "s 1&");
    parameters.put("code_challenge", challenge(VERIFIER));
    parameters.put("code_challenge_method", "S256");
    for (int i = 0; i < changes.length; i += 2) {
      parameters.put(changes[i], changes[i + 1]);
    }
    parameters.values().removeIf(value -> value == null);
    return "/services/oauth2/authorize?" + Browser.form(parameters);
  }

  /** Turns a switch of the control door. */
  void turn(String name, Object value) {
    String json = JsonNodeFactory.instance.objectNode().putPOJO(name, value).toString();
    JsonNode now = client.post("/sandbox/oauth/switches", json);
    if (!now.has(name)) {
      throw new AssertionError(now.toString());
    }
  }

  void advance(long seconds) {
    client.post("/sandbox/clock", "{\"advanceSeconds\":%d}".formatted(seconds));
  }

  /** The code in the newest e-mail. */
  String mailedCode() {
    Matcher code =
        Pattern.compile("\\d{6}")
            .matcher(client.get("/sandbox/mailbox.json").path(0).path("text").asText());
    if (!code.find()) {
      throw new AssertionError("no code in the mailbox");
    }
    return code.group();
  }

  Browser.Page logIn(Browser.Page page) {
    return browser.press(page, "login", "username", "sync@bactrian.example", "password", "sandbox");
  }

  /** Goes the whole way to the consent page, from an unknown browser. */
  Browser.Page toConsent(String... changes) {
    Browser.Page verification = logIn(browser.open(authorize(changes)));
    return browser.press(verification, "verify", "code", mailedCode(), "remember", "true");
  }

  /** A code, by the whole way through the pages. */
  String code(String... changes) {
    return browser.press(toConsent(changes), "allow").query().get("code");
  }

  /** Asks the token endpoint as this app; parameters as name and value, null to leave one out. */
  JsonNode token(String... parameters) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_id", "sandbox-consumer-key");
    form.put("client_secret", "sandbox-consumer-secret");
    for (int i = 0; i < parameters.length; i += 2) {
      form.put(parameters[i], parameters[i + 1]);
    }
    form.values().removeIf(value -> value == null);
    return form("/services/oauth2/token", form);
  }

  JsonNode form(String path, Map<String, String> form) {
    return client.json(
        "POST", path, Browser.form(form), "Content-Type", "application/x-www-form-urlencoded");
  }

  JsonNode exchange(String code) {
    return exchange(code, VERIFIER);
  }

  JsonNode exchange(String code, String verifier) {
    return token(
        "grant_type",
        "authorization_code",
        "code",
        code,
        "redirect_uri",
        CALLBACK,
        "code_verifier",
        verifier);
  }

  JsonNode refresh(String token) {
    return token("grant_type", "refresh_token", "refresh_token", token);
  }

  /** {@code error: error_description} of a refusal. */
  static String said(JsonNode refusal) {
    return refusal.path("error").asText() + ": " + refusal.path("error_description").asText();
  }
}
