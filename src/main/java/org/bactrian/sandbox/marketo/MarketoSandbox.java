package org.bactrian.sandbox.marketo;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.bactrian.sandbox.marketo.bulk.BulkEndpoints;
import org.bactrian.sandbox.marketo.control.ControlDoor;
import org.bactrian.sandbox.marketo.gate.Calls;
import org.bactrian.sandbox.marketo.gate.Faults;
import org.bactrian.sandbox.marketo.gate.Gate;
import org.bactrian.sandbox.marketo.gate.Tokens;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.rest.Endpoints;
import org.bactrian.sandbox.marketo.rest.RestApi;

/** A running simulated Marketo instance. */
public final class MarketoSandbox implements AutoCloseable {
  private static final long MOST_BYTES = 1_048_576;
  private static final long MOST_BULK_BYTES = 10 * MOST_BYTES;
  private static final int LONGEST_URI = 8_192;

  private final Vertx vertx;
  private final String url;
  private final int port;
  private final Neighbours neighbours;

  private MarketoSandbox(Vertx vertx, String address, int port, Neighbours neighbours) {
    this.vertx = vertx;
    this.url = "http://" + address + ":" + port;
    this.port = port;
    this.neighbours = neighbours;
  }

  /**
   * Starts an instance.
   *
   * @throws IllegalStateException if it can't listen on the port
   */
  public static MarketoSandbox start(Options options) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setMaxEventLoopExecuteTime(20)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS));
    Served served = new Served(options);
    try {
      vertx.deployVerticle(served).toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      vertx.close();
      throw new IllegalStateException(
          "starting the simulated Marketo on %s:%d: %s"
              .formatted(options.address(), options.port(), e.getCause().getMessage()),
          e.getCause());
    }
    return new MarketoSandbox(vertx, options.address(), served.port, served.neighbours);
  }

  /** Where it is: {@code http://127.0.0.1:8091}. */
  public String url() {
    return url;
  }

  /** The TCP port it listens on. */
  public int port() {
    return port;
  }

  /** From now on it proves by this secret who started it, to whoever challenges it. */
  public void provesBy(byte[] secret) {
    neighbours.provesBy(secret);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static final class Served extends AbstractVerticle {
    private final Options options;
    private final Neighbours neighbours;
    private int port;

    Served(Options options) {
      this.options = options;
      this.neighbours = new Neighbours(options.address());
    }

    @Override
    public void start(Promise<Void> started) {
      Instance instance = new Instance(options.clock(), options.seed());
      Limits limits = options.limits();
      Gate gate =
          new Gate(
              instance.clock(),
              limits.callsPer20Seconds(),
              limits.concurrency(),
              limits.dailyQuota());
      Calls calls = new Calls();
      Faults faults = new Faults(instance.clock(), new Random(options.seed()));
      Tokens tokens = new Tokens(instance.clock(), new Random(), options.tokenLife());
      Endpoints endpoints = RestApi.of(instance, gate, calls);
      BulkEndpoints bulk = new BulkEndpoints(instance);
      bulk.mount(endpoints);
      ControlDoor door = new ControlDoor(instance, gate, calls, faults, tokens, options.seed());
      if (options.activityPerMinute() > 0) {
        vertx.setPeriodic(
            Math.max(1, 60_000L / options.activityPerMinute()), timer -> door.work(1));
      }
      Front front = new Front(vertx, endpoints, door, gate, calls, faults, tokens);
      listen(router(front, bulk))
          .onSuccess(server -> port = server.actualPort())
          .<Void>mapEmpty()
          .onComplete(started);
    }

    private Router router(Front front, BulkEndpoints bulk) {
      Router router = Router.router(vertx);
      router.route().handler(neighbours::check);
      router
          .route()
          .handler(
              context -> {
                bulk.settle();
                context.next();
              });
      router.routeWithRegex("/(rest|bulk)/.*").handler(front::enter);
      router.route("/rest/*").handler(Bodies.upTo(MOST_BYTES)).handler(front::data);
      router.route("/bulk/*").handler(Bodies.upTo(MOST_BULK_BYTES)).handler(front::data);
      router.route("/identity/oauth/token").handler(Bodies.upTo(MOST_BYTES)).handler(front::token);
      router.get("/sandbox/instance").handler(neighbours::instance);
      router.route("/sandbox/*").handler(Bodies.upTo(MOST_BULK_BYTES)).handler(front::control);
      router.route().last().handler(context -> context.fail(404));
      router.route().failureHandler(front::failed);
      return router;
    }

    private Future<HttpServer> listen(Router router) {
      HttpServerOptions http =
          new HttpServerOptions()
              .setHttp2ClearTextEnabled(false)
              .setMaxInitialLineLength(LONGEST_URI)
              .setCompressionSupported(true)
              .setCompressionLevel(1);
      return vertx
          .createHttpServer(http)
          .requestHandler(router)
          .listen(options.port(), options.address());
    }
  }
}
