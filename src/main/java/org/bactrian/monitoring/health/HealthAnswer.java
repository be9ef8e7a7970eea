package org.bactrian.monitoring.health;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.ExceptionHelper;

/**
 * The answer to whoever asks for health: Camel's own, in its form and by its parameters, but for
 * its messages, in which Camel escapes slashes and typographic quotes once too often.
 */
public final class HealthAnswer implements Handler<RoutingContext> {

  private static final String PATH = "/observe/health";
  private static final String LIVE = PATH + "/live";
  private static final String READY = PATH + "/ready";
  private static final String FULL = "full";

  private final CamelContext context;

  private HealthAnswer(CamelContext context) {
    this.context = context;
  }

  /** Answers on a port in Camel's place, after what was put before all of the port. */
  public static void serve(CamelContext context, int port) {
    VertxPlatformHttpRouter router =
        VertxPlatformHttpRouter.lookup(
            context, VertxPlatformHttpRouter.getRouterNameFromPort(port));
    for (String path : new String[] {PATH, LIVE, READY}) {
      router
          .route(path)
          .order(Integer.MIN_VALUE + 1)
          .method(HttpMethod.GET)
          .blockingHandler(new HealthAnswer(context), false);
    }
  }

  @Override
  public void handle(RoutingContext asked) {
    String level = asked.request().getParam("exposureLevel");
    if (level == null) level = HealthCheckRegistry.get(context).getExposureLevel();
    String path = asked.normalizedPath();
    Collection<HealthCheck.Result> results =
        path.equals(LIVE)
            ? HealthCheckHelper.invokeLiveness(context, level)
            : path.equals(READY)
                ? HealthCheckHelper.invokeReadiness(context, level)
                : HealthCheckHelper.invoke(context, level);
    boolean up = HealthCheckHelper.isResultsUp(results, path.equals(READY));
    boolean data = "true".equals(asked.request().getParam("data"));
    boolean trace = "true".equals(asked.request().getParam("stackTrace"));
    asked
        .response()
        .setStatusCode(up ? 200 : 503)
        .putHeader("Content-Type", "application/json")
        .end(json(results, up, level, data, trace).encode());
  }

  /**
   * As Camel says it.
   *
   * @param level {@code full} for all, {@code oneline} for none, else those that are down
   * @param data whether with the details of each
   * @param trace whether with the stack trace of what a check threw
   */
  static JsonObject json(
      Collection<HealthCheck.Result> results,
      boolean up,
      String level,
      boolean data,
      boolean trace) {
    JsonObject answer = new JsonObject().put("status", up ? "UP" : "DOWN");
    JsonArray checks = new JsonArray();
    for (HealthCheck.Result each : results) {
      boolean told = level.equals(FULL) || each.getState() == State.DOWN;
      if (told && !level.equals("oneline")) checks.add(json(each, level, data, trace));
    }
    return checks.isEmpty() ? answer : answer.put("checks", checks);
  }

  private static JsonObject json(
      HealthCheck.Result result, String level, boolean data, boolean trace) {
    JsonObject check =
        new JsonObject()
            .put("name", result.getCheck().getId())
            .put("status", result.getState().name());
    result
        .getError()
        .filter(error -> trace || level.equals(FULL))
        .ifPresent(
            error -> {
              check.put("error-message", String.valueOf(error.getMessage()));
              if (trace) check.put("error-stacktrace", ExceptionHelper.stackTraceToString(error));
            });
    result.getMessage().ifPresent(message -> check.put("message", message));
    if (data && !result.getDetails().isEmpty()) {
      JsonObject details = new JsonObject();
      new TreeMap<>(result.getDetails())
          .forEach(
              (name, value) -> details.put(name, value instanceof Number ? value : text(value)));
      check.put("data", details);
    }
    return check;
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
