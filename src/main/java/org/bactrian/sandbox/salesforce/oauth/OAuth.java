package org.bactrian.sandbox.salesforce.oauth;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The OAuth endpoints below {@code /services/oauth2}, and their control door. */
public final class OAuth {

  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final Clock clock;
  private final Credentials credentials;
  private final Supplier<String> url;
  private final Tokens tokens;
  private final Assertions assertions;
  private final Map<String, Integer> counts = new TreeMap<>();

  /**
   * @param life how long an access token lives
   * @param url where the instance is reached
   */
  public OAuth(Clock clock, Duration life, Credentials credentials, Supplier<String> url) {
    this.clock = clock;
    this.credentials = credentials;
    this.url = url;
    this.tokens = new Tokens(clock, life, credentials.organizationId(), credentials.refreshToken());
    this.assertions = new Assertions(clock);
  }

  /** Whether an access token is good now. */
  public boolean isValid(String accessToken) {
    return tokens.isValid(accessToken);
  }

  /** Adds the endpoints to a router that has read the bodies. */
  public void mount(Router router) {
    router.post("/services/oauth2/token").handler(c -> answer(c, this::token));
    router.get("/services/oauth2/token").handler(c -> answer(c, this::token));
    router.post("/services/oauth2/revoke").handler(this::revoke);
    router.get("/services/oauth2/revoke").handler(this::revoke);
    router.post("/services/oauth2/introspect").handler(c -> answer(c, this::introspect));

    router.get("/services/oauth2/userinfo").handler(this::identity);
    router.get("/id/:organization/:user").handler(this::identity);
    router.get("/sandbox/oauth").handler(c -> json(c, 200, counted()));
    router.post("/sandbox/oauth/expire").handler(this::expire);
    router.post("/sandbox/oauth/rotate").handler(this::rotate);
    router.post("/sandbox/oauth/code").handler(this::code);
    router
        .get("/sandbox/oauth/private-key")
        .handler(
            c ->
                c.response()
                    .putHeader("Content-Type", "application/x-pem-file")
                    .end(assertions.privateKey()));
  }

  private interface Endpoint {
    JsonObject answer(RoutingContext context);
  }

  private void answer(RoutingContext context, Endpoint endpoint) {
    try {
      json(context, 200, endpoint.answer(context));
    } catch (Denied e) {
      json(
          context,
          400,
          new JsonObject().put("error", e.error()).put("error_description", e.getMessage()));
    }
  }

  private JsonObject token(RoutingContext context) {
    if (context.request().method() != HttpMethod.POST || context.request().query() != null) {
      throw new Denied("invalid_request", "must use HTTP POST, with the parameters in its body");
    }
    String grant = form(context, "grant_type");
    counts.merge(grant, 1, Integer::sum);
    return switch (grant) {
      case "client_credentials" -> {
        authenticate(context, true);
        yield issued(null);
      }
      case "refresh_token" -> {
        authenticate(context, !secret(context).isEmpty());
        String given = form(context, "refresh_token");
        String next = tokens.refreshed(given);
        yield issued(next.equals(given) ? null : next);
      }
      case "authorization_code" -> {
        authenticate(context, true);
        tokens.spend(
            form(context, "code"), form(context, "redirect_uri"), form(context, "code_verifier"));
        yield issued(tokens.issueRefresh());
      }
      case "password" -> {
        authenticate(context, true);
        if (!form(context, "username").equals(credentials.username())
            || !form(context, "password").equals(credentials.password())) {
          throw new Denied("invalid_grant", "authentication failure");
        }
        yield issued(null);
      }
      case JWT_BEARER -> {
        assertions.check(
            form(context, "assertion"),
            credentials.consumerKey(),
            credentials.username(),
            url.get());
        yield issued(null);
      }
      default -> throw new Denied("unsupported_grant_type", "grant type not supported");
    };
  }

  private JsonObject issued(String refreshToken) {
    JsonObject issued =
        new JsonObject()
            .put("access_token", tokens.issue())
            .put("signature", Base64.getEncoder().encodeToString(new byte[32]))
            .put("scope", "refresh_token api full")
            .put("instance_url", url.get())
            .put("id", identityUrl())
            .put("token_type", "Bearer")
            .put("issued_at", String.valueOf(clock.millis()));
    return refreshToken == null ? issued : issued.put("refresh_token", refreshToken);
  }

  private void authenticate(RoutingContext context, boolean withSecret) {
    String[] basic = basic(context);
    String key = basic == null ? form(context, "client_id") : basic[0];
    if (!key.equals(credentials.consumerKey())) {
      throw new Denied("invalid_client_id", "client identifier invalid");
    }
    if (withSecret && !secret(context).equals(credentials.consumerSecret())) {
      throw new Denied("invalid_client", "invalid client credentials");
    }
  }

  private static String secret(RoutingContext context) {
    String[] basic = basic(context);
    return basic == null ? form(context, "client_secret") : basic[1];
  }

  private static String[] basic(RoutingContext context) {
    String header = context.request().getHeader("Authorization");
    if (header == null || !header.startsWith("Basic ")) return null;
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(6));
      String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      return parts.length == 2 ? parts : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void revoke(RoutingContext context) {
    String token = context.request().getParam("token");
    if (token == null) token = form(context, "token");
    if (tokens.revoke(token)) {
      context.response().end();
    } else {
      json(
          context,
          400,
          new JsonObject()
              .put("error", "unsupported_token_type")
              .put("error_description", "this token type is not supported"));
    }
  }

  private JsonObject introspect(RoutingContext context) {
    authenticate(context, true);
    String token = form(context, "token");
    if (!tokens.isValid(token)) return new JsonObject().put("active", false);
    return new JsonObject()
        .put("active", true)
        .put("scope", "refresh_token api full")
        .put("client_id", credentials.consumerKey())
        .put("username", credentials.username())
        .put("sub", identityUrl())
        .put("token_type", "access_token")
        .put("exp", tokens.ends(token).getEpochSecond());
  }

  private void identity(RoutingContext context) {
    String header = context.request().getHeader("Authorization");
    if (header == null
        || !header.startsWith("Bearer ")
        || !tokens.isValid(header.substring("Bearer ".length()))) {
      context.response().setStatusCode(403).end("Bad_OAuth_Token");
      return;
    }
    json(
        context,
        200,
        new JsonObject()
            .put("id", identityUrl())
            .put("sub", identityUrl())
            .put("user_id", credentials.userId())
            .put("organization_id", credentials.organizationId())
            .put("username", credentials.username())
            .put("preferred_username", credentials.username())
            .put("email", credentials.username())
            .put("display_name", "Sync User")
            .put("name", "Sync User")
            .put("active", true)
            .put("user_type", "STANDARD")
            .put("language", "en_US")
            .put("locale", "en_US"));
  }

  private void expire(RoutingContext context) {
    tokens.expireAll();
    json(context, 200, new JsonObject().put("expired", true));
  }

  private void rotate(RoutingContext context) {
    boolean on = Boolean.TRUE.equals(asked(context).getValue("on"));
    tokens.rotate(on);
    json(context, 200, new JsonObject().put("on", on));
  }

  private void code(RoutingContext context) {
    JsonObject asked = asked(context);
    String code =
        tokens.issueCode(asked.getString("redirect_uri", ""), asked.getString("code_challenge"));
    json(context, 200, new JsonObject().put("code", code));
  }

  private static JsonObject asked(RoutingContext context) {
    JsonObject body = context.body().asJsonObject();
    return body == null ? new JsonObject() : body;
  }

  private JsonObject counted() {
    JsonObject counted = new JsonObject();
    counts.forEach(counted::put);
    return counted;
  }

  private String identityUrl() {
    return url.get() + "/id/" + credentials.organizationId() + "/" + credentials.userId();
  }

  private static String form(RoutingContext context, String name) {
    String value = context.request().getFormAttribute(name);
    return value == null ? "" : value;
  }

  private static void json(RoutingContext context, int status, JsonObject body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json;charset=UTF-8")
        .putHeader("Cache-Control", "no-store")
        .end(body.toBuffer());
  }
}
