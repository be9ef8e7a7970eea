package org.bactrian.console.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.bactrian.connection.Setup;
import org.bactrian.console.Pages;
import org.bactrian.console.Refused;
import org.bactrian.console.Secret;
import org.bactrian.console.Visit;

/** What every request to the console passes before anything else. */
public final class Gate {

  /** What can be seen without logging in; OAuth's callback is proved by what it brings. */
  private static final Set<String> OPEN = Set.of("login", "language", "assets");

  private static final String CALLBACK = Setup.CALLBACK_PATH;

  private final Access access;
  private final Sessions sessions;
  private final Secret secret;
  private final Pages pages;

  Gate(Access access, Sessions sessions, Secret secret, Pages pages) {
    this.access = access;
    this.sessions = sessions;
    this.secret = secret;
    this.pages = pages;
  }

  /**
   * Lets a request in; sends it to the login page where a password is asked for first.
   *
   * @throws Refused if it comes from somewhere else than a page of ours, or brings no proper form
   */
  public void admit(Exchange exchange) {
    Visit visit = Visit.of(exchange, pages);
    String host = visit.host();
    if (!access.admitsHost(host)) throw new Refused(403, "host");
    boolean posted = visit.method().equals("POST");
    if (posted && !access.admitsOrigin(visit.header("Origin").orElse(null), host)) {
      throw new Refused(403, "origin");
    }
    String visitor = visit.cookie(cookie()).filter(c -> c.matches("[\\w-]{20,64}")).orElse("");
    boolean active = !visit.path().startsWith("/live/");
    boolean loggedIn = access.password().isPresent() && sessions.isOpen(visitor, active);
    // The callback never brings it: a new one there would end the session of the window that waits.
    boolean nameless = visit.segment(0).equals("assets") || visit.path().equals(CALLBACK);
    if (visitor.isEmpty() && !posted && !nameless) {
      visitor = Secret.random();
      greet(visit, visitor);
    }
    visit.admit(visitor, loggedIn);
    if (access.password().isPresent() && !loggedIn && !isOpen(visit)) {
      visit.dropBody();
      askToLogIn(visit, posted ? "/" : visit.target());
      exchange.setRouteStop(true);
    } else if (posted) {
      admitForm(visit);
    } else {
      visit.dropBody();
    }
  }

  private void admitForm(Visit visit) {
    String given = visit.readForm(Access.MOST_BYTES).find("token").orElse("");
    String token = visit.header("X-CSRF-Token").orElse(given);
    if (visit.visitor().isEmpty() || !secret.signed(visit.visitor(), token)) {
      throw new Refused(403, "token");
    }
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

  private static boolean isOpen(Visit visit) {
    return OPEN.contains(visit.segment(0)) || visit.path().equals(CALLBACK);
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
