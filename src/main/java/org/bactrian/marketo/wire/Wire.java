package org.bactrian.marketo.wire;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
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
public final class Wire {

  /** JSON as the client reads and writes it: numbers keep their digits. */
  public static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** An answer as it came; {@code json} is null where it is no JSON object. */
  public record Reply(int status, byte[] body, Map<?, ?> json) {
    /** The body as text. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private final HttpClient http;
  private final String baseUrl;
  private final Duration timeout;

  /**
   * A wire to an instance.
   *
   * @param timeout of one exchange, its answer's body included
   */
  public Wire(String baseUrl, Duration timeout) {
    this.baseUrl = baseUrl;
    this.timeout = timeout;
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
  }

  /** Sends a call; without a token where that is null. */
  public Reply exchange(Call call, String token) throws Trouble, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + call.target()))
            .header("Accept", "application/json")
            .header("Accept-Encoding", "gzip");
    if (token != null) request.header("Authorization", "Bearer " + token);
    if (call.range() != null) request.header("Range", call.range());
    if (call.body() == null) request.method(call.method(), BodyPublishers.noBody());
    else
      request
          .header("Content-Type", call.contentType())
          .method(call.method(), BodyPublishers.ofByteArray(call.body()));
    // HttpRequest.timeout ends with the headers; a body that never ends must end too.
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request.build(), BodyHandlers.ofByteArray());
    try {
      return read(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      throw new Trouble(Trouble.CONNECTION, "no answer within " + timeout.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      boolean unreached =
          e.getCause() instanceof ConnectException
              || e.getCause() instanceof HttpConnectTimeoutException;
      throw new Trouble(
          unreached ? Trouble.UNREACHED : Trouble.CONNECTION,
          String.valueOf(e.getCause()),
          e.getCause());
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
    return new Reply(response.statusCode(), body, object(body));
  }

  private static byte[] gunzip(byte[] body) throws Trouble {
    try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return unzipped.readAllBytes();
    } catch (IOException e) {
      throw new Trouble(Trouble.GARBLED, "broken gzip", e);
    }
  }

  private static Map<?, ?> object(byte[] body) {
    try {
      return JSON.readValue(body, Object.class) instanceof Map<?, ?> map ? map : null;
    } catch (IOException e) {
      return null;
    }
  }
}
