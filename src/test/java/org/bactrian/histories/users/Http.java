package org.bactrian.histories.users;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls over HTTP. */
final class Http {

  static final JsonMapper JSON = JsonMapper.builder().build();
  static final String OF_JSON = "application/json";
  static final String OF_XML = "text/xml;charset=UTF-8";
  static final String OF_FORM = "application/x-www-form-urlencoded";

  private final HttpClient http = org.bactrian.local.Http.client();
  private final String url;
  String token = "none yet";

  /** An answer as it came. */
  record Reply(int status, String text) {
    JsonNode json() {
      try {
        return text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Http(String url) {
    this.url = url;
  }

  Reply get(String path) {
    return send(HttpRequest.newBuilder().GET(), path, OF_JSON);
  }

  Reply delete(String path) {
    return send(HttpRequest.newBuilder().DELETE(), path, OF_JSON);
  }

  Reply json(String method, String path, Object body) {
    try {
      String text = JSON.writeValueAsString(body);
      return send(
          HttpRequest.newBuilder().method(method, BodyPublishers.ofString(text)), path, OF_JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Reply post(String path, String contentType, String body) {
    return send(
        HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)).header("SOAPAction", "\"\""),
        path,
        contentType);
  }

  private Reply send(HttpRequest.Builder request, String path, String contentType) {
    try {
      HttpResponse<String> answer =
          http.send(
              request
                  .uri(URI.create(url + path))
                  .timeout(Duration.ofSeconds(60))
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", contentType)
                  .build(),
              BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Reply(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
