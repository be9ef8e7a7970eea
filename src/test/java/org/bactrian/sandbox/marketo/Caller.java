package org.bactrian.sandbox.marketo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.journeys.ContractWatch;
import org.bactrian.local.Http;

/** A simulated Marketo and a client of it; every answer is held against Adobe's document. */
final class Caller implements AutoCloseable {
  static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = Http.client();
  private final MarketoSandbox marketo;
  private final ContractWatch contract;
  private String token;

  /** Starts an instance without limits whose log tells at once. */
  Caller(Clock clock) {
    marketo =
        MarketoSandbox.start(
            new Options(0, "127.0.0.1", clock, 1, Limits.NONE, Duration.ofDays(90)));
    contract = ContractWatch.possible() ? new ContractWatch(marketo.url()) : null;
    door("POST", "/lag", "{'millis':0}");
    login();
  }

  /** Logs in anew. */
  void login() {
    token =
        json(send(
                "POST",
                "/identity/oauth/token?grant_type=client_credentials"
                    + "&client_id=sandbox-client-id&client_secret=sandbox-client-secret",
                null,
                null))
            .path("access_token")
            .asText();
  }

  /** Where the instance itself is. */
  String url() {
    return marketo.url();
  }

  /** Calls the control door. */
  JsonNode door(String method, String path, String body) {
    return json(request(method, marketo.url() + "/sandbox" + path, "application/json", body));
  }

  JsonNode get(String path) {
    return json(send("GET", path, null, null));
  }

  JsonNode post(String path, String body) {
    return json(send("POST", path, "application/json", body));
  }

  /** Sends a call through the watch over the contract; single quotes of the body are double. */
  HttpResponse<String> send(String method, String path, String type, String body) {
    return request(method, (contract == null ? url() : contract.url()) + path, type, body);
  }

  /** Sends a call whose form is none that the contract knows. */
  HttpResponse<String> direct(String method, String path, String type, String body) {
    return request(method, url() + path, type, body);
  }

  private HttpResponse<String> request(String method, String url, String type, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body.replace('\'', '"')));
    if (type != null && body != null) request.header("Content-Type", type);
    if (token != null) request.header("Authorization", "Bearer " + token);
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(url, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(answer.body(), e);
    }
  }

  /** The code of a refused call, or an empty text. */
  static String code(JsonNode answer) {
    return answer.path("errors").path(0).path("code").asText();
  }

  /** Each record's status, or the code by which it was skipped. */
  static List<String> statuses(JsonNode answer) {
    List<String> statuses = new ArrayList<>();
    for (JsonNode result : answer.path("result")) {
      JsonNode reason = result.has("reasons") ? result.path("reasons") : result.path("errors");
      statuses.add(
          reason.isEmpty() ? result.path("status").asText() : reason.get(0).path("code").asText());
    }
    return statuses;
  }

  /** A paging token that begins at an instant. */
  String pagingToken(String since) {
    return get("/rest/v1/activities/pagingtoken.json?sinceDatetime=" + since)
        .path("nextPageToken")
        .asText();
  }

  @Override
  public void close() {
    marketo.close();
    if (contract == null) return;
    contract.close();
    assertThat(contract.violations()).isEmpty();
  }
}
