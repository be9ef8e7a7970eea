package org.bactrian.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.bactrian.local.Http;

/** Talks to the sandbox over HTTP. */
final class Client {
  static final String API = "/services/data/v62.0/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = Http.client();
  private final String url;
  private String token;

  /** A client that logs in with the sandbox's own credentials. */
  Client(SalesforceSandbox sandbox) {
    this(sandbox, "none yet");
    String form =
        "grant_type=client_credentials&client_id=sandbox-consumer-key&client_secret=sandbox-consumer-secret";
    token =
        json(
                "POST",
                "/services/oauth2/token",
                form,
                "Content-Type",
                "application/x-www-form-urlencoded")
            .path("access_token")
            .asText();
  }

  Client(SalesforceSandbox sandbox, String token) {
    this(sandbox.url(), token);
  }

  Client(String url, String token) {
    this.url = url;
    this.token = token;
  }

  String token() {
    return token;
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonNode json(String method, String path, String body, String... headers) {
    try {
      String text = send(method, path, body, headers).body();
      return text.isEmpty() ? JSON.nullNode() : JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode get(String path) {
    return json("GET", path, null);
  }

  JsonNode post(String path, String body) {
    return json("POST", path, body);
  }

  JsonNode query(String soql) {
    return get(API + "query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8));
  }

  JsonNode queryAll(String soql) {
    return get(API + "queryAll?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8));
  }

  int count(String object, String where) {
    return query("SELECT COUNT() FROM " + object + " WHERE " + where).path("totalSize").asInt(-1);
  }

  String create(String object, String body) {
    JsonNode answer = post(API + "sobjects/" + object, body);
    if (!answer.path("success").asBoolean()) {
      throw new AssertionError(answer.toString());
    }
    return answer.path("id").asText();
  }
}
