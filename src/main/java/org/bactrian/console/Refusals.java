package org.bactrian.console;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages that say why a request is not answered as it was meant. */
public final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final List<Integer> UNROUTED = List.of(400, 404, 413, 500);

  private final Pages pages;

  public Refusals(Pages pages) {
    this.pages = pages;
  }

  /**
   * What the page shows.
   *
   * @param reason a key below {@code refused.}
   */
  public record View(int status, String reason) {}

  /** Explains what a route threw. */
  public void explain(Exchange exchange) {
    Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    Visit visit = Visit.of(exchange, pages);
    visit.dropBody();
    View view = new View(500, "broken");
    if (thrown instanceof Refused refused) {
      view = new View(refused.status(), refused.reason());
    } else {
      LOG.error("answering {} {}: {}", visit.method(), visit.path(), thrown.toString(), thrown);
    }
    visit.page(view.status(), "refused", view);
  }

  /** Explains what no route answers: an unknown path, a wrong method, an unreadable request. */
  public void explainUnrouted(CamelContext context, int port) {
    VertxPlatformHttpRouter ours =
        VertxPlatformHttpRouter.lookup(
            context, VertxPlatformHttpRouter.getRouterNameFromPort(port));
    Router root = (Router) ours.getServer().getServer().requestHandler();
    for (int status : UNROUTED) root.errorHandler(status, refused -> explain(refused, status));
    root.errorHandler(
        405,
        refused -> {
          refused
              .response()
              .putHeader("Allow", allowed(ours.getRoutes(), refused.normalizedPath()));
          explain(refused, 405);
        });
  }

  /** The methods by which a path can be asked for. */
  private static String allowed(List<Route> routes, String path) {
    return routes.stream()
        .filter(route -> route.methods() != null && isOf(route, path))
        .flatMap(route -> route.methods().stream())
        .map(HttpMethod::name)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static boolean isOf(Route route, String path) {
    String[] names = route.getName().split("/", -1);
    String[] parts = path.split("/", -1);
    for (int i = 0; i < parts.length && names.length == parts.length; i++) {
      if (!names[i].startsWith(":") && !names[i].equals(parts[i])) return false;
    }
    return names.length == parts.length;
  }

  private void explain(RoutingContext refused, int status) {
    HttpServerResponse response = refused.response();
    if (response.ended()) return;
    String reason =
        switch (status) {
          case 404 -> "not-found";
          case 405 -> "method";
          case 413 -> "too-long";
          case 400 -> "no-form";
          default -> "broken";
        };
    Frame frame = new Frame(pages, new Visit(null, refused.request(), response, pages));
    Pages.SECURITY.forEach(response::putHeader);
    response
        .setStatusCode(status)
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .end(pages.render("refused", frame, new View(status, reason)));
  }
}
