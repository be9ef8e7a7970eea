package org.bactrian.marketo.wire;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

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

    private static final Pattern TITLE =
        Pattern.compile("<(title|h1)[^>]*>([^<]{1,80})", Pattern.CASE_INSENSITIVE);

    /** What kind of body it is, in a phrase that quotes no data. */
    public String words() {
      String text =
          new String(body, 0, Math.min(body.length, 4_096), StandardCharsets.UTF_8).strip();
      if (text.isEmpty()) return "nothing";
      if (text.startsWith("<")) {
        Matcher title = TITLE.matcher(text);
        return "a web page" + (title.find() ? " ('" + title.group(2).strip() + "')" : "");
      }
      if (json != null) return json.get("success") == null ? "other JSON" : "an incomplete result";
      return text.matches("null|true|false|[\\d.]+|\"[^\"]*\"|\\[.*\\]")
          ? "JSON that is no object"
          : body.length + " bytes that are not JSON, or break off";
    }

    /** The body as text. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private final HttpClient http;
  private final String baseUrl;
  private final Duration timeout;
  private final Duration connectTimeout;

  /** A wire to an instance. */
  public Wire(String baseUrl, HttpOptions options) {
    this.baseUrl = baseUrl;
    timeout = options.timeout();
    connectTimeout = options.connectTimeout();
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connectTimeout)
            .followRedirects(HttpClient.Redirect.NEVER);
    if (options.tls() != null) client.sslContext(options.tls());
    if (options.proxy() != null) client.proxy(ProxySelector.of(options.proxy()));
    http = client.build();
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
        http.sendAsync(request.build(), answered -> new BoundedBody());
    try {
      return read(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      throw new Trouble(Trouble.CONNECTION, "no answer within " + words(timeout), e);
    } catch (ExecutionException e) {
      throw broken(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private Trouble broken(Throwable cause) {
    if (cause instanceof Error error) throw error;
    if (cause instanceof BoundedBody.TooLarge large) return tooLarge(large);
    String host = URI.create(baseUrl).getHost();
    if (cause instanceof HttpConnectTimeoutException)
      return new Trouble(
          Trouble.UNREACHED,
          "no connection to " + host + " within " + words(connectTimeout),
          cause);
    if (cause instanceof ConnectException)
      return new Trouble(Trouble.UNREACHED, "no connection to " + host, cause);
    if (cause instanceof SSLException)
      return new Trouble(
          Trouble.CONNECTION,
          "no encrypted connection to " + host + ": " + cause.getMessage(),
          cause);
    return new Trouble(Trouble.CONNECTION, "the connection to " + host + " broke", cause);
  }

  private static Trouble tooLarge(BoundedBody.TooLarge large) {
    return new Trouble(Trouble.TOO_LARGE, large.getMessage(), large);
  }

  private static String words(Duration time) {
    return time.toMillis() < 1_000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
  }

  private static Reply read(HttpResponse<byte[]> response) throws Trouble {
    if (response.statusCode() / 100 == 3) throw redirected(response);
    byte[] body = response.body();
    if (response
        .headers()
        .firstValue("Content-Encoding")
        .filter("gzip"::equalsIgnoreCase)
        .isPresent()) body = gunzip(body);
    return new Reply(response.statusCode(), body, object(body));
  }

  /** What was sent holds a token or a secret, and goes to no other host. */
  private static Trouble redirected(HttpResponse<byte[]> response) {
    String host =
        response
            .headers()
            .firstValue("Location")
            .map(location -> response.uri().resolve(location.replace(' ', '+')).getHost())
            .orElse("an address that it does not name");
    return new Trouble(Trouble.REDIRECTED, "HTTP " + response.statusCode() + " to " + host);
  }

  private static byte[] gunzip(byte[] body) throws Trouble {
    try {
      return BoundedBody.gunzip(body);
    } catch (BoundedBody.TooLarge e) {
      throw tooLarge(e);
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
