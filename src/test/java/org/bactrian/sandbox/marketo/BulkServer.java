package org.bactrian.sandbox.marketo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bactrian.local.Http;
import org.bactrian.sandbox.marketo.bulk.BulkEndpoints;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.rest.Endpoints;
import org.bactrian.sandbox.marketo.rest.Exchange;
import org.bactrian.sandbox.marketo.rest.Reply;
import org.bactrian.sandbox.marketo.store.Refusal;

/** The bulk doors alone behind a real HTTP server, with a clock that only the test moves. */
final class BulkServer implements AutoCloseable {
  static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
  private static final JsonMapper JSON = new JsonMapper();

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Instance instance = new Instance(Clock.fixed(BEGIN, ZoneOffset.UTC), 1);
  private final Endpoints endpoints = new Endpoints();
  private final HttpClient http = Http.client();
  private final String url;

  BulkServer() {
    new BulkEndpoints(instance).mount(endpoints);
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setCompressionSupported(true)
                    .setHttp2ClearTextEnabled(false))
            .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    url = "http://127.0.0.1:" + server.actualPort();
  }

  private void answer(HttpServerRequest request, Buffer body) {
    Reply reply;
    try {
      var found = endpoints.find(request.method().name(), request.path());
      reply =
          found.answer().to(new Exchange(request, request.params(), found.path(), body, Map.of()));
    } catch (Refusal refusal) {
      reply = Reply.failure(refusal);
    }
    request.response().setStatusCode(reply.status()).putHeader("Content-Type", reply.type());
    reply.headers().forEach(request.response()::putHeader);
    request.response().end(Buffer.buffer(reply.bytes()));
  }

  /** Something that is done to the instance, on the thread to which it belongs. */
  interface Deed<T> {
    T with(Instance instance) throws Refusal;
  }

  <T> T on(Deed<T> deed) {
    CompletableFuture<T> done = new CompletableFuture<>();
    vertx.runOnContext(
        ignored -> {
          try {
            done.complete(deed.with(instance));
          } catch (Refusal | RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    return done.join();
  }

  void wait(Duration time) {
    on(
        instance -> {
          instance.clock().advance(time);
          return null;
        });
  }

  HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)),
        headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonNode get(String path) {
    return json(send("GET", path, null));
  }

  JsonNode post(String path, String body) {
    return json(
        send("POST", path, utf8(body.replace('\'', '"')), "Content-Type", "application/json"));
  }

  /** Sends a file as a form does. */
  HttpResponse<String> upload(String path, String file) {
    String part =
        "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"rows.csv\"\r\n"
            + "Content-Type: text/csv\r\n\r\n"
            + file
            + "\r\n--xyz--\r\n";
    return send("POST", path, utf8(part), "Content-Type", "multipart/form-data; boundary=xyz");
  }

  JsonNode imported(String path, String file) {
    return json(upload(path, file));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(answer.body(), e);
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
