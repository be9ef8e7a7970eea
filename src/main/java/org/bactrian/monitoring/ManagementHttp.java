package org.bactrian.monitoring;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The Vert.x that Camel serves the management port with. Camel leaves the options of its server at
 * Vert.x's defaults; here it speaks HTTP/1.1 alone, and ends connections that are idle.
 */
public final class ManagementHttp extends VertxWrapper {

  private static final int LONGEST_SILENCE_SECONDS = 120;

  private ManagementHttp() {
    super((VertxInternal) Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1)));
  }

  /**
   * Lets Camel find it, as long as the context runs.
   *
   * @throws IllegalStateException if the context takes no further service
   */
  public static void serve(CamelContext context) {
    ManagementHttp http = new ManagementHttp();
    context.getRegistry().bind("managementHttp", http);
    try {
      context.addService(
          new ServiceSupport() {
            @Override
            protected void doStop() {
              http.close().toCompletionStage().toCompletableFuture().join();
            }
          });
    } catch (Exception e) {
      throw new IllegalStateException("serving health and metrics: " + e.getMessage(), e);
    }
  }

  @Override
  public HttpServer createHttpServer(HttpServerOptions options) {
    return super.createHttpServer(
        options
            .setHttp2ClearTextEnabled(false)
            .setUseAlpn(false)
            .setIdleTimeout(LONGEST_SILENCE_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS));
  }
}
