package org.bactrian.sandbox.salesforce.login;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The browsers that are logged in, and those that need no e-mailed code. */
final class Browsers {
  // Cookies are shared by all ports of a host: the names must be the sandbox's own.
  private static final String SESSION = "sandbox-sid";
  private static final String TRUST = "sandbox-browser";
  private static final Duration SESSION_LIFE = Duration.ofHours(2);
  private static final Duration TRUST_LIFE = Duration.ofDays(365);

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Instant> sessions = new HashMap<>();
  private final Map<String, Instant> trusted = new HashMap<>();

  Browsers(Clock clock) {
    this.clock = clock;
  }

  boolean isLoggedIn(RoutingContext context) {
    return isGood(sessions, context, SESSION);
  }

  boolean isTrusted(RoutingContext context) {
    return isGood(trusted, context, TRUST);
  }

  private boolean isGood(Map<String, Instant> known, RoutingContext context, String name) {
    Cookie cookie = context.request().getCookie(name);
    Instant ends = cookie == null ? null : known.get(cookie.getValue());
    return ends != null && ends.isAfter(clock.instant());
  }

  /** Keeps the login for later authorizations. */
  void logIn(RoutingContext context) {
    Instant now = clock.instant();
    sessions.values().removeIf(ends -> !ends.isAfter(now));
    String sid = secret();
    sessions.put(sid, now.plus(SESSION_LIFE));
    context.response().addCookie(cookie(SESSION, sid));
  }

  /** Asks this browser for no code again. */
  void trust(RoutingContext context) {
    String id = secret();
    trusted.put(id, clock.instant().plus(TRUST_LIFE));
    context.response().addCookie(cookie(TRUST, id).setMaxAge(TRUST_LIFE.toSeconds()));
  }

  void logOut(RoutingContext context) {
    Cookie cookie = context.request().getCookie(SESSION);
    if (cookie != null) {
      sessions.remove(cookie.getValue());
    }
  }

  void forget() {
    sessions.clear();
    trusted.clear();
  }

  private static Cookie cookie(String name, String value) {
    return Cookie.cookie(name, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.LAX);
  }

  private String secret() {
    byte[] secret = new byte[24];
    random.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }
}
