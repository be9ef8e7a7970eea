package org.bactrian.console.server;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.bactrian.console.access.Entrance;
import org.bactrian.console.access.Gate;

/** Puts the gate before every route that is served, whoever wrote it. */
final class ConsoleEngine extends VertxPlatformHttpEngine {

  private static final String LOGIN = "/login";

  private final int port;
  private final Entrance entrance;

  ConsoleEngine(int port, Entrance entrance) {
    this.port = port;
    this.entrance = entrance;
  }

  @Override
  public int getServerPort() {
    return port;
  }

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    List<Handler<RoutingContext>> handlers = new ArrayList<>();
    ConsoleConsumer route =
        new ConsoleConsumer(
            endpoint, processor, handlers, VertxPlatformHttpRouter.getRouterNameFromPort(port));
    Gate gate = entrance.gate();
    handlers.add(context -> gate.admit(context, route.guard()));
    handlers.add(context -> read(context, route));
    handlers.add(context -> gate.admitForm(context, route.guard(), route.isPage()));
    if (endpoint.getPath().equals(LOGIN)) handlers.add(this::checkPassword);
    return route;
  }

  private static void read(RoutingContext context, ConsoleConsumer route) {
    if (route.isStreaming()) context.next();
    else BodyHandler.create(false).setBodyLimit(route.guard().mostBytes()).handle(context);
  }

  private void checkPassword(RoutingContext context) {
    boolean tries = context.request().method().name().equals("POST");
    if (tries && entrance.passwordCheck().isPresent())
      entrance.passwordCheck().get().check(context);
    else context.next();
  }
}
