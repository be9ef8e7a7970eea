package org.bactrian.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.rest.wire.Json;

/**
 * The org's move to another host, which here is another port: new tokens name it, and the host
 * where the org was sends the callers of its data there, or shows them a page. Where it was when it
 * has moved back, nobody listens.
 */
final class Move {
  private static final int NOT_FOUND = 404;
  private static final Set<Integer> STATUSES = Set.of(301, 302, 307, 308, NOT_FOUND);
  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>URL No Longer Exists</title></head></html>";

  private final String address;
  private final AtomicReference<String> instance;
  private final Supplier<Future<HttpServer>> opening;
  private HttpServer there;
  private String before;
  private int status;

  /**
   * @param instance where tokens say that the org is
   * @param opening what listens on another port
   */
  Move(String address, AtomicReference<String> instance, Supplier<Future<HttpServer>> opening) {
    this.address = address;
    this.instance = instance;
    this.opening = opening;
  }

  void mount(Router router) {
    router.route("/services/data*").handler(this::redirect);
    router.route("/services/Soap/*").handler(this::redirect);
    router.post("/sandbox/move").handler(this::go);
    router.delete("/sandbox/move").handler(this::back);
  }

  private void redirect(RoutingContext context) {
    if (there == null || context.request().localAddress().port() == there.actualPort()) {
      context.next();
      return;
    }
    if (status == NOT_FOUND) {
      context.response().setStatusCode(status).putHeader("Content-Type", "text/html").end(PAGE);
      return;
    }
    context
        .response()
        .setStatusCode(status)
        .putHeader("Location", instance.get() + context.request().uri())
        .end();
  }

  private void go(RoutingContext context) {
    boolean empty = context.body().length() <= 0;
    JsonNode asked =
        empty
            ? JsonNodeFactory.instance.objectNode()
            : Json.read(context.body().buffer().getBytes());
    int wanted = asked.path("status").asInt(asked.has("status") ? 0 : 301);
    if (!asked.isObject()
        || !STATUSES.contains(wanted)
        || asked.size() > (asked.has("status") ? 1 : 0)) {
      throw Refusal.of(
          "INVALID_FIELD",
          "/sandbox/move takes a status of 301, 302, 307, 308 or 404, and not: " + asked);
    }
    status = wanted;
    if (there != null) {
      answer(context);
      return;
    }
    opening
        .get()
        .onFailure(context::fail)
        .onSuccess(
            server -> {
              there = server;
              before = instance.get();
              instance.set("http://" + address + ":" + server.actualPort());
              answer(context);
            });
  }

  private void back(RoutingContext context) {
    if (there != null) {
      instance.set(before);
      there.close();
      there = null;
    }
    answer(context);
  }

  private void answer(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", "application/json;charset=UTF-8")
        .end(new JsonObject().put("instanceUrl", instance.get()).toBuffer());
  }
}
