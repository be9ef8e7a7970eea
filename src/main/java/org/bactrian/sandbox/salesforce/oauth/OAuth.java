package org.bactrian.sandbox.salesforce.oauth;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.service.Sessions;

/** The OAuth endpoints for programs, below {@code /services/oauth2} and {@code /id}. */
public final class OAuth implements Sessions {
  private static final int MOST_BODY_BYTES = 65_536;
  private static final Pattern TOKEN = Pattern.compile("(?i)(?:Bearer|OAuth) +(.*)");

  private final Credentials credentials;
  private final Switchboard switches;
  private final Tokens tokens;
  private final Identity identity;
  private final TokenEndpoint endpoint;
  private final OAuthDoor door;

  /**
   * The endpoints of one org.
   *
   * @param url where the instance is reached
   */
  public OAuth(Clock clock, Credentials credentials, Supplier<String> url) {
    this.credentials = credentials;
    switches = new Switchboard();
    tokens = new Tokens(clock, switches, credentials.organizationId(), credentials.refreshToken());
    identity = new Identity(clock, credentials, switches, url);
    Assertions assertions = new Assertions(clock);
    endpoint = new TokenEndpoint(credentials, switches, tokens, assertions, identity);
    door = new OAuthDoor(switches, tokens, assertions, endpoint);
  }

  /** Which app and which user may log in. */
  public Credentials credentials() {
    return credentials;
  }

  /** How the switches stand. */
  public Switchboard switches() {
    return switches;
  }

  /** The tokens and codes that are good. */
  public Tokens tokens() {
    return tokens;
  }

  /** The identity URL of the user that API clients act as. */
  public String identity() {
    return identity.url();
  }

  @Override
  public String instance() {
    return identity.instance();
  }

  @Override
  public String logIn(String username, String password) {
    if (!username.equals(credentials.username())
        || !password.equals(switches.text(Switch.PASSWORD))
        || !switches.on(Switch.USER_ACTIVE)) {
      throw new Refusal(
          500, "INVALID_LOGIN", "Invalid username, password, security token; or user locked out.");
    }
    return tokens.issue(Scope.of("api full")).access();
  }

  @Override
  public void logOut(String session) {
    tokens.revoke(session);
  }

  /**
   * Lets an access token call the data API, or not.
   *
   * @throws Refusal as Salesforce refuses it
   */
  @Override
  public void admit(String accessToken) {
    Tokens.Access access = tokens.access(accessToken);
    if (access == null || !switches.on(Switch.USER_ACTIVE)) {
      throw new Refusal(401, "INVALID_SESSION_ID", "Session expired or invalid");
    }
    if (switches.on(Switch.PASSWORD_EXPIRED)) {
      throw new Refusal(
          401,
          "INVALID_OPERATION_WITH_EXPIRED_PASSWORD",
          "The users password has expired, you must call SetPassword before attempting any other"
              + " API operations");
    }
    if (!switches.on(Switch.API_ENABLED)) {
      throw new Refusal(
          403, "API_DISABLED_FOR_ORG", "API is not enabled for this Organization or Partner");
    }
    if (!access.scope().reachesApi()) {
      throw new Refusal(
          401, "INVALID_SESSION_ID", "This session is not valid for use with the REST API");
    }
  }

  /**
   * The access token that an {@code Authorization} header brings, or an empty text.
   *
   * @param header null where there is none
   */
  public static String token(String header) {
    Matcher token = TOKEN.matcher(header == null ? "" : header);
    return token.matches() ? token.group(1).trim() : "";
  }

  /** Keeps bodies small: to be called before anything reads bodies. */
  public void limit(Router router) {
    router
        .route("/services/oauth2/*")
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES))
        .failureHandler(OAuth::failed);
  }

  /** Adds the endpoints to a router that has read the bodies. */
  public void mount(Router router) {
    router.post("/services/oauth2/token").handler(c -> answer(c, endpoint::token));
    router.get("/services/oauth2/token").handler(c -> answer(c, endpoint::token));
    router.post("/services/oauth2/revoke").handler(this::revoke);
    router.get("/services/oauth2/revoke").handler(this::revoke);
    router.post("/services/oauth2/introspect").handler(c -> answer(c, endpoint::introspect));
    router.get("/services/oauth2/userinfo").handler(this::userInfo);
    router.post("/services/oauth2/userinfo").handler(this::userInfo);
    router.get("/id/:organization/:user").handler(this::identity);
    door.mount(router);
  }

  private void answer(RoutingContext context, Function<RoutingContext, JsonObject> endpoint) {
    try {
      json(context, 200, endpoint.apply(context));
    } catch (Denied denied) {
      deny(context, 400, denied);
    }
  }

  private void revoke(RoutingContext context) {
    try {
      endpoint.revoke(context);
    } catch (Denied denied) {
      deny(context, 400, denied);
    }
  }

  private void userInfo(RoutingContext context) {
    if (knows(context)) {
      json(context, 200, identity.asUserInfo());
    }
  }

  private void identity(RoutingContext context) {
    if (!knows(context)) {
      return;
    }
    if (!is(context.pathParam("organization"), credentials.organizationId())) {
      context.response().setStatusCode(403).end("Wrong_Org");
    } else if (!is(context.pathParam("user"), credentials.userId())) {
      context.response().setStatusCode(404).end("Bad_Id");
    } else {
      String version = context.request().getParam("version");
      json(context, 200, identity.atItsUrl("latest".equals(version) ? "66.0" : version));
    }
  }

  private static boolean is(String given, String id) {
    return given.equals(id) || given.equals(id.substring(0, 15));
  }

  private boolean knows(RoutingContext context) {
    String token = token(context.request().getHeader("Authorization"));
    if (!token.isEmpty() && tokens.access(token) != null) {
      return true;
    }
    context
        .response()
        .setStatusCode(403)
        .end(token.isEmpty() ? "Missing_OAuth_Token" : "Bad_OAuth_Token");
    return false;
  }

  private static void failed(RoutingContext context) {
    int status = context.statusCode() < 400 ? 500 : context.statusCode();
    deny(context, status, new Denied("invalid_request", "the request can't be read"));
  }

  private static void deny(RoutingContext context, int status, Denied denied) {
    json(
        context,
        status,
        new JsonObject()
            .put("error", denied.error())
            .put("error_description", denied.getMessage()));
  }

  static void json(RoutingContext context, int status, JsonObject body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json;charset=UTF-8")
        .putHeader("Cache-Control", "no-store")
        .end(body.toBuffer());
  }
}
