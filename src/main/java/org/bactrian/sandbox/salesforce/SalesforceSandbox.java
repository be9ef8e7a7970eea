package org.bactrian.sandbox.salesforce;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.bactrian.sandbox.salesforce.bulk.BulkApi;
import org.bactrian.sandbox.salesforce.control.CallCounts;
import org.bactrian.sandbox.salesforce.control.ControlDoor;
import org.bactrian.sandbox.salesforce.control.Faults;
import org.bactrian.sandbox.salesforce.control.Users;
import org.bactrian.sandbox.salesforce.login.Login;
import org.bactrian.sandbox.salesforce.oauth.Credentials;
import org.bactrian.sandbox.salesforce.oauth.OAuth;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.population.Population;
import org.bactrian.sandbox.salesforce.rest.DataApi;
import org.bactrian.sandbox.salesforce.schema.RecordId;
import org.bactrian.sandbox.salesforce.service.Service;
import org.bactrian.sandbox.salesforce.soap.SoapApi;

/** A running simulated Salesforce org. */
public final class SalesforceSandbox implements AutoCloseable {
  /** The 18-character id of the org. */
  public static final String ORGANIZATION_ID = RecordId.of("00D", 0);

  /** The 18-character id of the user sync@bactrian.example, whom API clients act as. */
  public static final String USER_ID = RecordId.of("005", 0);

  private static final int MOST_BODY_BYTES = 150_000_000;
  private static final int LONGEST_URI = 16_384;
  private static final int FASTEST = 1;

  private final Vertx vertx;
  private final String url;
  private final int port;
  private final Neighbours neighbours;

  private SalesforceSandbox(Vertx vertx, String address, int port, Neighbours neighbours) {
    this.vertx = vertx;
    this.url = "http://" + address + ":" + port;
    this.port = port;
    this.neighbours = neighbours;
  }

  /**
   * Starts an org with the credentials of the sandbox.
   *
   * @throws IllegalStateException if it can't listen on the port
   */
  public static SalesforceSandbox start(Options options) {
    Org org = new Org(options.clock());
    Population.settle(org, options.leads(), options.seed());
    AtomicReference<String> url = new AtomicReference<>();
    Credentials credentials = Credentials.ofSandbox(ORGANIZATION_ID, USER_ID);
    OAuth oauth = new OAuth(org.stamps().clock(), credentials, url::get);
    Login login = new Login(org.stamps().clock(), oauth);
    SalesforceSandbox sandbox = start(options, new Served(options, org, oauth, login, url));
    url.set(sandbox.url());
    return sandbox;
  }

  private static SalesforceSandbox start(Options options, Served served) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setMaxEventLoopExecuteTime(20)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS));
    try {
      vertx.deployVerticle(served).toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      vertx.close();
      throw new IllegalStateException(
          "starting the simulated Salesforce on %s:%d: %s"
              .formatted(options.address(), options.port(), e.getCause().getMessage()),
          e.getCause());
    }
    return new SalesforceSandbox(vertx, options.address(), served.port, served.neighbours);
  }

  /** Where it is: {@code http://127.0.0.1:8090}. */
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
    private final Org org;
    private final OAuth oauth;
    private final Login login;
    private final AtomicReference<String> url;
    private int port;

    Served(Options options, Org org, OAuth oauth, Login login, AtomicReference<String> url) {
      this.options = options;
      this.neighbours = new Neighbours(options.address());
      this.org = org;
      this.oauth = oauth;
      this.login = login;
      this.url = url;
    }

    @Override
    public void start(Promise<Void> started) {
      CallCounts calls = new CallCounts();
      Faults faults = new Faults(options.seed());
      Users users = new Users(org, options.seed());
      Service service = new Service(faults::refusal);
      DataApi api = new DataApi(org, service, oauth::identity, calls::spent, calls::allowed);
      Front front =
          new Front(
              vertx,
              api,
              new BulkApi(org, api::answer),
              new SoapApi(org, oauth, calls::spent, calls::allowed),
              new ControlDoor(org, calls, faults, users, service),
              calls,
              faults,
              oauth::admit);
      if (options.activityPerMinute() > 0) {
        vertx.setPeriodic(
            Math.max(1, 60_000L / options.activityPerMinute()), timer -> users.work(1));
      }
      listen(router(front), options.port())
          .onSuccess(server -> port = server.actualPort())
          .<Void>mapEmpty()
          .onComplete(started);
    }

    private Router router(Front front) {
      Router router = Router.router(vertx);
      router.route().handler(neighbours::check);
      login.limit(router);
      oauth.limit(router);
      router.route().handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES));
      new Move(options.address(), url, () -> listen(router, 0)).mount(router);
      router.route().handler(front::meet);
      router.route("/services/data*").handler(front::data);
      router.route("/services/Soap/*").handler(front::soap);
      oauth.mount(router);
      login.mount(router);
      router.get("/sandbox/instance").handler(neighbours::instance);
      router.route("/sandbox/*").handler(front::control);
      router.route().last().handler(context -> context.fail(404));
      router.route().failureHandler(front::failed);
      return router;
    }

    private Future<HttpServer> listen(Router router, int onPort) {
      HttpServerOptions http =
          new HttpServerOptions()
              .setHttp2ClearTextEnabled(false)
              .setCompressionSupported(true)
              .setCompressionLevel(FASTEST)
              .setDecompressionSupported(true)
              .setMaxInitialLineLength(LONGEST_URI)
              .setMaxHeaderSize(65_536);
      return vertx.createHttpServer(http).requestHandler(router).listen(onPort, options.address());
    }
  }
}
