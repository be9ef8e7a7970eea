package org.bactrian.sandbox.salesforce.oauth;

import static org.bactrian.sandbox.salesforce.oauth.Caller.form;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Where an app gets tokens, asks about them and gives them up. */
final class TokenEndpoint {
  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final Set<String> GRANTS =
      Set.of("client_credentials", "refresh_token", "authorization_code", "password", JWT_BEARER);
  private static final Scope USUAL = Scope.of("refresh_token api full");

  private final Credentials credentials;
  private final Switchboard switches;
  private final Tokens tokens;
  private final Assertions assertions;
  private final Identity identity;
  private final Map<String, Integer> counts = new TreeMap<>();

  TokenEndpoint(
      Credentials credentials,
      Switchboard switches,
      Tokens tokens,
      Assertions assertions,
      Identity identity) {
    this.credentials = credentials;
    this.switches = switches;
    this.tokens = tokens;
    this.assertions = assertions;
    this.identity = identity;
  }

  /** How often each grant has been asked for. */
  Map<String, Integer> counts() {
    return counts;
  }

  JsonObject token(RoutingContext context) {
    if (context.request().method() != HttpMethod.POST || context.request().query() != null) {
      throw new Denied("invalid_request", "must use HTTP POST, with the parameters in its body");
    }
    String grant = form(context, "grant_type");
    if (GRANTS.contains(grant)) {
      counts.merge(grant, 1, Integer::sum);
    }
    return switch (grant) {
      case "client_credentials" -> {
        authenticate(context, true);
        yield issued(issue());
      }
      case "refresh_token" -> issued(renewed(context));
      case "authorization_code" -> {
        authenticateUnlessPublic(context, switches.on(Switch.SECRET_REQUIRED));
        requireInstalled();
        requireUser();
        yield issued(
            tokens.exchange(
                form(context, "code"),
                form(context, "redirect_uri"),
                form(context, "code_verifier")));
      }
      case "password" -> {
        authenticate(context, true);
        if (!form(context, "username").equals(credentials.username())
            || !form(context, "password").equals(switches.text(Switch.PASSWORD))) {
          throw new Denied("invalid_grant", "authentication failure");
        }
        yield issued(issue());
      }
      case JWT_BEARER -> {
        assertions.check(
            form(context, "assertion"),
            credentials.consumerKey(),
            credentials.username(),
            identity.instance());
        yield issued(issue());
      }
      default -> throw new Denied("unsupported_grant_type", "grant type not supported");
    };
  }

  private Tokens.Issued issue() {
    requireInstalled();
    requireUser();
    return tokens.issue(USUAL);
  }

  private Tokens.Issued renewed(RoutingContext context) {
    authenticateUnlessPublic(context, switches.on(Switch.SECRET_REQUIRED_TO_REFRESH));
    if (!form(context, "code_verifier").isEmpty()) {
      throw new Denied("invalid_grant", "unexpected code verifier");
    }
    requireUser();
    return tokens.renew(form(context, "refresh_token"));
  }

  private void requireInstalled() {
    if (!switches.on(Switch.INSTALLED)) {
      throw new Denied("invalid_client", "app must be installed into org");
    }
  }

  private void requireUser() {
    if (!switches.on(Switch.USER_ACTIVE)) {
      throw new Denied("invalid_grant", "inactive user");
    }
    if (switches.on(Switch.IP_RESTRICTED)) {
      throw new Denied("invalid_grant", "ip restricted");
    }
  }

  private JsonObject issued(Tokens.Issued issued) {
    String since = String.valueOf(issued.since().toEpochMilli());
    JsonObject answer =
        new JsonObject()
            .put("access_token", issued.access())
            .put("signature", signature(identity.url() + since))
            .put("scope", issued.scope().toString())
            .put("instance_url", identity.instance())
            .put("id", identity.url())
            .put("token_type", "Bearer")
            .put("issued_at", since);
    return issued.refresh() == null ? answer : answer.put("refresh_token", issued.refresh());
  }

  private String signature(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = credentials.consumerSecret().getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void authenticate(RoutingContext context, boolean secretRequired) {
    Caller.of(context).check(credentials, secretRequired);
  }

  /** Lets the command line in, too, whose users have logged in. */
  private void authenticateUnlessPublic(RoutingContext context, boolean secretRequired) {
    if (!Caller.of(context).isCommandLine()) authenticate(context, secretRequired);
  }

  void revoke(RoutingContext context) {
    String token = context.request().getParam("token");
    if (!tokens.revoke(token == null ? form(context, "token") : token)) {
      throw new Denied("unsupported_token_type", "this token type is not supported");
    }
    context.response().end();
  }

  JsonObject introspect(RoutingContext context) {
    authenticate(context, true);
    String token = form(context, "token");
    Tokens.Access access = tokens.access(token);
    if (access != null) {
      return about("access_token", access.scope(), access.since().getEpochSecond())
          .put("exp", access.ends().getEpochSecond());
    }
    Tokens.Refresh refresh = tokens.refresh(token);
    return refresh == null || !switches.on(Switch.USER_ACTIVE)
        ? new JsonObject().put("active", false)
        : about("refresh_token", refresh.scope(), refresh.since().getEpochSecond());
  }

  private JsonObject about(String type, Scope scope, long since) {
    return new JsonObject()
        .put("active", true)
        .put("scope", scope.toString())
        .put("client_id", credentials.consumerKey())
        .put("username", credentials.username())
        .put("sub", identity.url())
        .put("token_type", type)
        .put("iat", since)
        .put("nbf", since);
  }
}
