package org.bactrian.console;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.bactrian.state.pool.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages that say why a request is not answered as it was meant. */
public final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final List<Integer> UNROUTED = List.of(400, 403, 408, 413, 500);
  private static final String SECONDS_TO_RETRY = "5";

  /**
   * What the page shows.
   *
   * @param reason a key below {@code refused.}
   * @param since when it began, of what passes; else null
   */
  public record View(int status, String reason, Instant since) {
    View(int status, String reason) {
      this(status, reason, null);
    }
  }

  /** Explains what a route threw. */
  public void explain(Exchange exchange) {
    Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    Visit visit = Visit.of(exchange);
    View view = new View(500, "broken");
    if (thrown instanceof Refused refused) {
      view = new View(refused.status(), refused.reason());
    } else if (Outage.isCauseOf(thrown)) {
      // What connects to the database has logged it.
      view = new View(503, "database", Outage.since(thrown).orElseGet(Instant::now));
      visit.header("Retry-After", SECONDS_TO_RETRY);
    } else {
      LOG.error("answering {} {}: {}", visit.method(), visit.path(), thrown.toString(), thrown);
    }
    visit.page(view.status(), "refused", view);
  }

  /**
   * Explains what is refused before a route, or what no route answers.
   *
   * @param root where every request begins; what even it can't read is begun by {@code visits}
   * @param routes where those of Camel's routes are
   * @param open whether every route is there; before, and while they stop, a page may come yet
   */
  public static void explainUnrouted(
      Router root, Router routes, Function<RoutingContext, Visit> visits, BooleanSupplier open) {
    for (int status : UNROUTED) {
      root.errorHandler(
          status,
          refused -> {
            // A route that stops fails what it had begun.
            if (status == 500 && !open.getAsBoolean()) putOff(visits.apply(refused));
            else explain(refused, status, visits.apply(refused));
          });
    }
    root.errorHandler(
        404,
        refused -> {
          if (open.getAsBoolean()) explain(refused, 404, visits.apply(refused));
          else putOff(visits.apply(refused));
        });
    // Vert.x fails with it when a client is gone before its body is there: no answer reaches it.
    root.errorHandler(200, gone -> {});
    root.errorHandler(
        405,
        refused -> {
          if (!open.getAsBoolean()) {
            putOff(visits.apply(refused));
            return;
          }
          refused
              .response()
              .putHeader("Allow", allowed(routes.getRoutes(), refused.normalizedPath()));
          explain(refused, 405, visits.apply(refused));
        });
  }

  private static void putOff(Visit visit) {
    visit.header("Retry-After", SECONDS_TO_RETRY);
    visit.page(503, "refused", new View(503, "closed"));
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

  private static void explain(RoutingContext context, int status, Visit visit) {
    if (context.response().ended()) return;
    String reason =
        switch (status) {
          case 404 -> "not-found";
          case 405 -> "method";
          case 408 -> "late";
          case 413 -> "too-long";
          case 400 -> "no-form";
          default -> "broken";
        };
    if (context.failure() instanceof Refused refused) reason = refused.reason();
    visit.page(status, "refused", new View(status, reason));
  }
}
