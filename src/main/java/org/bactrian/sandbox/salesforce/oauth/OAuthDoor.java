package org.bactrian.sandbox.salesforce.oauth;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/** The control door of OAuth, below {@code /sandbox/oauth}: switches and deeds. */
final class OAuthDoor {
  private final Switchboard switches;
  private final Tokens tokens;
  private final Assertions assertions;
  private final TokenEndpoint endpoint;

  OAuthDoor(Switchboard switches, Tokens tokens, Assertions assertions, TokenEndpoint endpoint) {
    this.switches = switches;
    this.tokens = tokens;
    this.assertions = assertions;
    this.endpoint = endpoint;
  }

  void mount(Router router) {
    router.get("/sandbox/oauth").handler(c -> answer(c, asked -> counted()));
    router.get("/sandbox/oauth/switches").handler(c -> answer(c, asked -> shown()));
    router.post("/sandbox/oauth/switches").handler(c -> answer(c, this::turn));
    router.delete("/sandbox/oauth/switches").handler(c -> answer(c, asked -> reset()));
    router.post("/sandbox/oauth/rotate").handler(c -> answer(c, this::rotate));
    router.post("/sandbox/oauth/expire").handler(c -> answer(c, asked -> expire()));
    router.post("/sandbox/oauth/revoke").handler(c -> answer(c, asked -> revoke()));
    router.post("/sandbox/oauth/code").handler(c -> answer(c, this::code));
    router.get("/sandbox/oauth/private-key").handler(this::privateKey);
  }

  private static void answer(RoutingContext context, Function<JsonObject, JsonObject> deed) {
    try {
      boolean empty = context.body().length() <= 0;
      OAuth.json(
          context, 200, deed.apply(empty ? new JsonObject() : context.body().asJsonObject()));
    } catch (DecodeException | IllegalArgumentException | ClassCastException e) {
      OAuth.json(context, 400, new JsonObject().put("message", e.getMessage()));
    }
  }

  private JsonObject counted() {
    JsonObject counted = new JsonObject();
    endpoint.counts().forEach(counted::put);
    return counted;
  }

  private JsonObject shown() {
    return new JsonObject(switches.toJson());
  }

  private JsonObject turn(JsonObject asked) {
    switches.set(asked.getMap());
    return shown();
  }

  private JsonObject reset() {
    switches.reset();
    return shown();
  }

  private JsonObject rotate(JsonObject asked) {
    switches.set(Switch.ROTATE, asked.getBoolean("on", false));
    return new JsonObject().put("on", switches.on(Switch.ROTATE));
  }

  private JsonObject expire() {
    tokens.expireAll();
    return new JsonObject().put("expired", true);
  }

  private JsonObject revoke() {
    tokens.revokeAll();
    return new JsonObject().put("revoked", true);
  }

  private JsonObject code(JsonObject asked) {
    Scope scope = Scope.of(asked.getString("scope", "refresh_token api full"));
    return new JsonObject()
        .put(
            "code",
            tokens.issueCode(
                asked.getString("redirect_uri", ""), asked.getString("code_challenge"), scope));
  }

  private void privateKey(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", "application/x-pem-file")
        .end(assertions.privateKey());
  }
}
