package org.bactrian.console.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.concurrent.CompletionStage;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.bactrian.console.Pages;
import org.bactrian.console.Refusals;
import org.bactrian.console.Refused;
import org.bactrian.console.Visit;
import org.bactrian.console.access.Access;
import org.bactrian.console.access.Entrance;

/** Serves the console: Camel's routes, with what every request passes before them. */
public final class ConsoleServer extends VertxPlatformHttpServer {

  /** In which a client that still sends can read why it was refused, in milliseconds. */
  private static final long LINGER = 1_000;

  private static final String STRICT_TRANSPORT_SECURITY = "max-age=31536000";

  private final Access access;
  private final Entrance entrance;
  private final Pages pages;
  private Vertx vertx;
  private HttpServer server;
  private OpenConnections connections;
  private volatile boolean open;

  public ConsoleServer(Access access, Entrance entrance, Pages pages) {
    super(configuration(access));
    this.access = access;
    this.entrance = entrance;
    this.pages = pages;
  }

  private static VertxPlatformHttpServerConfiguration configuration(Access access) {
    VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
    configuration.setBindHost(access.address());
    configuration.setBindPort(access.port());
    configuration.setServerType(VertxPlatformHttpRouter.SERVER_TYPE_SERVER);
    return configuration;
  }

  /** Serves it as long as the context runs, and lets the routes be served here. */
  public void serve(CamelContext context) {
    context
        .getRegistry()
        .bind(
            PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME,
            new ConsoleEngine(access.port(), entrance));
    try {
      context.addService(this, true, true);
    } catch (Exception e) {
      throw new IllegalStateException("serving " + access + ": " + e.getMessage(), e);
    }
  }

  /** Every route is there: what none answers is no longer to be asked for again. */
  public void open() {
    open = true;
  }

  private boolean isOpen() {
    return open && !getCamelContext().isStopping();
  }

  @Override
  protected void doInit() {
    // Nothing to look up: its Vert.x is its own.
  }

  @Override
  protected void doStart() {
    connections = new OpenConnections(access.limits());
    vertx = connections.vertx();
    Router routes = Router.router(vertx);
    String name = VertxPlatformHttpRouter.getRouterNameFromPort(access.port());
    getCamelContext()
        .getRegistry()
        .bind(
            name,
            new VertxPlatformHttpRouter(
                this, vertx, routes, name, VertxPlatformHttpRouter.SERVER_TYPE_SERVER));
    server = vertx.createHttpServer(options()).requestHandler(root(routes));
    join(server.listen(access.port(), access.address()).toCompletionStage());
  }

  private HttpServerOptions options() {
    HttpServerOptions options = ServerOptions.of(access.limits());
    access.tls().ifPresent(certificate -> ServerOptions.encrypt(options, certificate));
    return options;
  }

  private Router root(Router routes) {
    Router root = Router.router(vertx);
    root.route()
        .handler(this::begin)
        .handler(ConsoleServer::admitTarget)
        .handler(entrance.gate()::admitHost);
    root.route("/*").subRouter(routes);
    Refusals.explainUnrouted(root, routes, this::visit, this::isOpen);
    return root;
  }

  private void begin(RoutingContext context) {
    HttpServerRequest request = context.request();
    // Routes are for GET; of an answer to HEAD, Vert.x sends the headers.
    if (request.method() == HttpMethod.HEAD && request.uri().startsWith("/")) {
      context.reroute(HttpMethod.GET, request.uri());
      return;
    }
    // Whoever asks on before the last answer is read would have them all kept here.
    if (context.response().writeQueueFull()) {
      request.connection().close();
      return;
    }
    connections.asked(request.connection());
    context.addEndHandler(
        end -> {
          connections.answered(request.connection());
          // What is left of a body that was refused is not waited for.
          if (!request.isEnded()) vertx.setTimer(LINGER, time -> endIfUnread(context));
        });
    visit(context);
    boolean brings =
        request.headers().contains("Content-Length")
            || request.headers().contains("Transfer-Encoding");
    if (brings) {
      vertx.setTimer(access.limits().body().toMillis(), time -> endIfUnread(context));
    }
    context.next();
  }

  private Visit visit(RoutingContext context) {
    if (Visit.of(context) != null) return Visit.of(context);
    Pages.SECURITY.forEach(context.response()::putHeader);
    if (access.isEncrypted()) {
      context.response().putHeader("Strict-Transport-Security", STRICT_TRANSPORT_SECURITY);
    }
    HttpServerRequest request = context.request();
    InetAddress address =
        access
            .proxies()
            .client(
                request.remoteAddress().hostAddress(), request.headers().getAll("X-Forwarded-For"));
    return Visit.begin(context, pages, address);
  }

  /**
   * A body that is not there in time is not waited for, nor what is left of one that was refused.
   */
  private static void endIfUnread(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.isEnded()) return;
    if (!context.response().headWritten()) {
      context.response().putHeader("Connection", "close");
      context.fail(408);
    }
    request.connection().close();
  }

  private static void admitTarget(RoutingContext context) {
    if (RequestTarget.isPlain(context.request().uri())) context.next();
    else context.fail(400, new Refused(400, "target"));
  }

  @Override
  protected void doStop() {
    if (server != null) join(server.close().toCompletionStage());
    if (vertx != null) join(vertx.close().toCompletionStage());
  }

  private static void join(CompletionStage<?> stage) {
    stage.toCompletableFuture().join();
  }

  @Override
  public HttpServer getServer() {
    return server;
  }

  @Override
  public Vertx getVertx() {
    return vertx;
  }

  @Override
  public int getPort() {
    return access.port();
  }
}
