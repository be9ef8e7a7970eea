package org.bactrian.marketo.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.bactrian.marketo.wire.Wire;

/** Answers data calls with what a test says, and hands out tokens t1, t2, and so on. */
public final class FakeMarketo implements AutoCloseable {

  /** A call as it arrived. */
  public record Seen(String method, String uri, String authorization, String range, String body) {
    public List<Map<String, Object>> input() {
      return read(body).get("input") instanceof List<?> list ? cast(list) : List.of();
    }
  }

  /** An answer to give; a null body cuts the connection. */
  public record Reply(int status, byte[] body) {
    public Reply(int status, String body) {
      this(status, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply cut() {
      return new Reply(0, (byte[]) null);
    }

    public static Reply ok(String body) {
      return new Reply(200, body);
    }

    public static Reply error(String code) {
      return ok(
          "{\"requestId\":\"1\",\"success\":false,\"errors\":[{\"code\":\"%s\",\"message\":\"m\"}]}"
              .formatted(code));
    }

    public static Reply result(List<?> rows) {
      return ok(json(Map.of("success", true, "result", rows)));
    }
  }

  public final List<Seen> calls = java.util.Collections.synchronizedList(new ArrayList<>());
  public final ConcurrentLinkedQueue<Reply> first = new ConcurrentLinkedQueue<>();
  public final AtomicInteger tokens = new AtomicInteger();
  public final List<String> identityUris =
      java.util.Collections.synchronizedList(new ArrayList<>());
  public volatile Function<Seen, Reply> answer = FakeMarketo::created;
  public volatile Reply identityAnswers;
  public volatile String location;
  public volatile boolean gzip;
  public volatile boolean stall;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public FakeMarketo() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/identity/oauth/token", this::identity);
    server.createContext("/rest/", this::data);
    server.createContext("/bulk/", this::data);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Every record is created; its id is its {@code n}. */
  public static Reply created(Seen seen) {
    return Reply.result(
        seen.input().stream()
            .map(row -> Map.of("id", row.getOrDefault("n", 0), "status", "created"))
            .toList());
  }

  private void identity(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    identityUris.add(exchange.getRequestURI().toString());
    if (location != null) exchange.getResponseHeaders().add("Location", location);
    if (identityAnswers != null) {
      send(exchange, identityAnswers);
    } else if (form.contains("client_secret=hush")) {
      send(
          exchange,
          Reply.ok(
              "{\"access_token\":\"t%d\",\"expires_in\":3599}"
                  .formatted(tokens.incrementAndGet())));
    } else {
      send(
          exchange,
          new Reply(401, "{\"error\":\"unauthorized\",\"error_description\":\"No client\"}"));
    }
  }

  private void data(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Seen seen =
        new Seen(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            exchange.getRequestHeaders().getFirst("Range"),
            body);
    calls.add(seen);
    if (location != null) exchange.getResponseHeaders().add("Location", location);
    Reply scripted = first.poll();
    send(exchange, scripted != null ? scripted : answer.apply(seen));
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    if (reply.body() != null) {
      byte[] bytes = reply.body();
      if (gzip) {
        bytes = zipped(bytes);
        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
      }
      if (stall) {
        exchange.sendResponseHeaders(reply.status(), bytes.length + 1);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
        return;
      }
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  static Map<?, ?> read(String json) {
    try {
      return Wire.JSON.readValue(json, Map.class);
    } catch (JsonProcessingException e) {
      return Map.of();
    }
  }

  static String json(Object value) {
    try {
      return Wire.JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> cast(List<?> list) {
    return (List<Map<String, Object>>) list;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
