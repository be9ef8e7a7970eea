package org.bactrian.console.access;

import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bactrian.connection.Setup;
import org.bactrian.console.Form;
import org.bactrian.console.Refused;
import org.bactrian.console.Secret;
import org.bactrian.console.Visit;

/**
 * What a request passes on its way to a route: the name that it calls us by, where its form comes
 * from, the login, the form's token. Whether a route wants the login is its own {@link Guard},
 * never the path.
 */
public final class Gate {

  private static final Set<String> ONLY_READ = Set.of("GET", "HEAD");
  private static final String CALLBACK = Setup.CALLBACK_PATH;

  private final Access access;
  private final Sessions sessions;
  private final Secret secret;

  Gate(Access access, Sessions sessions, Secret secret) {
    this.access = access;
    this.sessions = sessions;
    this.secret = secret;
  }

  /** Lets a request to any route, or to none, go on if it names one host, and one of ours. */
  public void admitHost(RoutingContext context) {
    List<String> hosts = context.request().headers().getAll("Host");
    String host = Visit.of(context).host();
    if (hosts.size() > 1) refuse(context, 400, "hosts");
    else if (!access.admitsHost(host)) refuse(context, 403, "host");
    else context.next();
  }

  /** Lets a request go on to its route, before its body is read; or to the login page instead. */
  public void admit(RoutingContext context, Guard guard) {
    Visit visit = Visit.of(context);
    boolean acts = !ONLY_READ.contains(visit.method());
    if (guard == Guard.WEBHOOK) {
      context.next();
    } else if (acts && !access.admitsOrigin(visit.header("Origin").orElse(null), visit.host())) {
      refuse(context, 403, "origin");
    } else {
      recognise(visit, acts);
      if (access.password().isEmpty() || visit.isLoggedIn() || guard == Guard.WITHOUT_LOGIN) {
        context.next();
      } else {
        askToLogIn(visit, acts ? "/" : visit.target());
      }
    }
  }

  private void recognise(Visit visit, boolean acts) {
    String visitor = visit.cookie(cookie()).filter(c -> c.matches("[\\w-]{20,64}")).orElse("");
    boolean active = !visit.path().startsWith("/live/");
    boolean loggedIn = access.password().isPresent() && sessions.isOpen(visitor, active);
    // The callback never brings it: a new one there would end the session of the window that waits.
    boolean nameless = visit.segment(0).equals("assets") || visit.path().equals(CALLBACK);
    if (visitor.isEmpty() && !acts && !nameless) {
      visitor = Secret.random();
      greet(visit, visitor);
    }
    visit.admit(visitor, loggedIn);
  }

  private static void askToLogIn(Visit visit, String next) {
    if (visit.path().startsWith("/live/")) {
      visit.header("HX-Redirect", "/login");
      visit.nothing();
    } else {
      String encoded = URLEncoder.encode(next, StandardCharsets.UTF_8);
      visit.redirect(next.equals("/") ? "/login" : "/login?next=" + encoded);
    }
  }

  /**
   * Lets a request go on whose body was read, if it brings the token of a page of ours.
   *
   * @param formsOnly whether the route takes nothing but forms
   */
  public void admitForm(RoutingContext context, Guard guard, boolean formsOnly) {
    Visit visit = Visit.of(context);
    boolean acts = guard != Guard.WEBHOOK && !ONLY_READ.contains(visit.method());
    try {
      if (formsOnly) visit.query("token");
      if (acts && (formsOnly || Form.isOne(context))) visit.bring(Form.of(context));
    } catch (Refused e) {
      context.fail(e.status(), e);
      return;
    }
    if (!acts) {
      context.next();
      return;
    }
    String token = visit.header("X-CSRF-Token").orElse(visit.form().get("token"));
    if (visit.visitor().isEmpty() || !secret.signed(visit.visitor(), token)) {
      refuse(context, 403, "token");
    } else {
      context.next();
    }
  }

  private static void refuse(RoutingContext context, int status, String reason) {
    context.fail(status, new Refused(status, reason));
  }

  /** Gives a browser the name that it is known by from now on. */
  void greet(Visit visit, String visitor) {
    visit.setCookie(cookie(), visitor, Optional.empty(), "Strict", "/");
  }

  /** Cookies know no ports: the name keeps two consoles on one machine apart. */
  private String cookie() {
    return access.isEncrypted() ? "__Host-bactrian" : "bactrian-" + access.port();
  }
}
