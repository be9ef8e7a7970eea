package org.bactrian.console.server;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.DefaultPlatformHttpConsumer;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.bactrian.console.Visit;
import org.bactrian.console.access.Guard;
import org.bactrian.state.pool.Glance;

/**
 * Where a Camel route takes requests. Camel would read a body before its handlers are asked; here
 * they have read it, and a page's route, which takes it as the visit's form, gets no HTTP header.
 */
final class ConsoleConsumer extends VertxPlatformHttpConsumer {

  /** A page shows what the database has now, or says that it can't. */
  private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(5);

  /** What a person does may be to many records at once. */
  private static final Duration LONGEST_DEED = Duration.ofSeconds(60);

  private final boolean takesBody;
  private volatile Guard guard;

  ConsoleConsumer(
      PlatformHttpEndpoint endpoint,
      Processor processor,
      List<Handler<RoutingContext>> handlers,
      String router) {
    super(
        endpoint, endpoint.isUseBodyHandler() ? processor : glancing(processor), handlers, router);
    takesBody = endpoint.isUseBodyHandler();
  }

  private static Processor glancing(Processor page) {
    return exchange -> {
      boolean acts = !Visit.of(exchange).method().equals("GET");
      Glance.at(
          acts ? LONGEST_DEED : LONGEST_STATEMENT,
          () -> {
            page.process(exchange);
            return null;
          });
    };
  }

  @Override
  protected void doInit() throws Exception {
    getEndpoint().setUseBodyHandler(false);
    super.doInit();
    getEndpoint().setUseBodyHandler(takesBody);
  }

  /** What its route declares; a route that can't be told declares nothing. */
  Guard guard() {
    if (guard == null) guard = Guard.of(route().map(Route::getGroup).orElse(null));
    return guard;
  }

  /** Camel's routes know the consumer that stands around this one. */
  private Optional<Route> route() {
    return getEndpoint().getCamelContext().getRoutes().stream()
        .filter(
            route ->
                route.getConsumer() instanceof DefaultPlatformHttpConsumer outer
                    && outer.getPlatformHttpConsumer() == this)
        .findFirst();
  }

  /** Whether it is a page, which takes nothing but forms. */
  boolean isPage() {
    return !takesBody;
  }

  /** Whether its route reads the body itself, while it comes in. */
  boolean isStreaming() {
    return getEndpoint().isUseStreaming() || getEndpoint().isHttpProxy();
  }

  @Override
  protected Future<Void> populateCamelMessage(
      RoutingContext context, Exchange exchange, Message message) {
    Visit.of(context).answeredBy(exchange);
    if (isPage()) return Future.succeededFuture();
    Future<Void> populated = super.populateCamelMessage(context, exchange, message);
    if (!isStreaming()) {
      context.request().resume();
      message.setBody(context.body().buffer());
    }
    return populated;
  }
}
