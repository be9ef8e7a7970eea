package org.bactrian.marketo.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/** One HTTP exchange, JSON to JSON, without opinions about what the answer means. */
final class Wire {

  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** An answer as it came; {@code json} is null where it is no JSON object. */
  record Reply(int status, String text, Map<?, ?> json) {}

  private final HttpClient http;
  private final String baseUrl;
  private final Duration timeout;

  Wire(MarketoClientOptions options) {
    baseUrl = options.baseUrl();
    timeout = options.timeout();
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
  }

  /** Sends a call; without a token where that is null. */
  Reply exchange(Call call, String token) throws Trouble, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + call.target()))
            .header("Accept", "application/json")
            .header("Accept-Encoding", "gzip");
    if (token != null) request.header("Authorization", "Bearer " + token);
    if (call.body() == null) request.GET();
    else
      request
          .header("Content-Type", call.contentType())
          .POST(BodyPublishers.ofByteArray(call.body()));
    // HttpRequest.timeout ends with the headers; a body that never ends must end too.
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request.build(), BodyHandlers.ofByteArray());
    try {
      return read(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      throw new Trouble(Trouble.CONNECTION, "no answer within " + timeout.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new Trouble(Trouble.CONNECTION, String.valueOf(e.getCause()), e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static Reply read(HttpResponse<byte[]> response) throws Trouble {
    byte[] body = response.body();
    if (response
        .headers()
        .firstValue("Content-Encoding")
        .filter("gzip"::equalsIgnoreCase)
        .isPresent()) body = gunzip(body);
    String text = new String(body, StandardCharsets.UTF_8);
    return new Reply(response.statusCode(), text, object(text));
  }

  private static byte[] gunzip(byte[] body) throws Trouble {
    try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return unzipped.readAllBytes();
    } catch (IOException e) {
      throw new Trouble(Trouble.GARBLED, "broken gzip", e);
    }
  }

  private static Map<?, ?> object(String text) {
    try {
      return JSON.readValue(text, Object.class) instanceof Map<?, ?> map ? map : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
