package org.bactrian.connection.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bactrian.salesforce.Grant;

/**
 * Salesforce's OAuth endpoints that a server asks; secrets go in the body, never in the address.
 */
final class TokenEndpoint {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * Where the app is known, and as what.
   *
   * @param loginHost e.g. {@code https://login.salesforce.com}
   */
  record App(String loginHost, String consumerKey, String consumerSecret) {

    @Override
    public String toString() {
      return "the app at " + loginHost;
    }
  }

  /**
   * Exchanges an authorization code.
   *
   * @throws TokenRefused if Salesforce says no
   * @throws IOException if it gives no answer
   */
  Grant exchange(App app, String code, String redirectUri, String verifier)
      throws TokenRefused, IOException {
    Map<String, String> form = form(app);
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirectUri);
    form.put("code_verifier", verifier);
    JsonNode answer = ask(app.loginHost() + "/services/oauth2/token", form);
    String accessToken = answer.path("access_token").asText("");
    String instanceUrl = answer.path("instance_url").asText("");
    String identity = answer.path("id").asText("");
    if (accessToken.isEmpty() || instanceUrl.isEmpty() || identity.isEmpty()) {
      throw new IOException("an answer without access_token, instance_url and id");
    }
    return new Grant(
        accessToken,
        instanceUrl.replaceFirst("/+$", ""),
        identity,
        Optional.ofNullable(answer.path("refresh_token").textValue()));
  }

  /**
   * Revokes a refresh token and the access tokens that came from it.
   *
   * @throws TokenRefused if Salesforce says no
   * @throws IOException if it gives no answer
   */
  void revoke(App app, String refreshToken) throws TokenRefused, IOException {
    ask(app.loginHost() + "/services/oauth2/revoke", Map.of("token", refreshToken));
  }

  /**
   * When a refresh token dies, if Salesforce says so.
   *
   * @throws TokenRefused if Salesforce says no
   * @throws IOException if it gives no answer
   */
  Optional<Instant> end(App app, String refreshToken) throws TokenRefused, IOException {
    Map<String, String> form = form(app);
    form.put("token", refreshToken);
    form.put("token_type_hint", "refresh_token");
    JsonNode answer = ask(app.loginHost() + "/services/oauth2/introspect", form);
    return answer.path("active").asBoolean() && answer.path("exp").isNumber()
        ? Optional.of(Instant.ofEpochSecond(answer.path("exp").asLong()))
        : Optional.empty();
  }

  private static Map<String, String> form(App app) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_id", app.consumerKey());
    form.put("client_secret", app.consumerSecret());
    return form;
  }

  private JsonNode ask(String url, Map<String, String> form) throws TokenRefused, IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(TIMEOUT)
            .header("Accept", "application/json")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    form.entrySet().stream()
                        .map(e -> e.getKey() + "=" + encoded(e.getValue()))
                        .collect(Collectors.joining("&"))))
            .build();
    try {
      HttpResponse<String> answer =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      JsonNode json = json(answer.body());
      if (answer.statusCode() == 200) return json;
      if (answer.statusCode() < 500 && json.path("error").isTextual()) {
        throw new TokenRefused(
            json.path("error").asText(), json.path("error_description").asText(""));
      }
      throw new IOException("HTTP " + answer.statusCode());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return text.isBlank() ? JSON.createObjectNode() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
