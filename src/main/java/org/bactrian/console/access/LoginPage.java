package org.bactrian.console.access;

import org.apache.camel.ExchangeProperty;
import org.bactrian.audit.Action;
import org.bactrian.audit.AuditEvent;
import org.bactrian.audit.AuditTrail;
import org.bactrian.console.LocalPath;
import org.bactrian.console.Secret;
import org.bactrian.console.Visit;

/** Where the password is asked for. */
public final class LoginPage {

  private final Access access;
  private final Sessions sessions;
  private final Gate gate;
  private final KnownBrowsers known;
  private final AuditTrail audit;

  LoginPage(Access access, Sessions sessions, Gate gate, KnownBrowsers known, AuditTrail audit) {
    this.access = access;
    this.sessions = sessions;
    this.gate = gate;
    this.known = known;
    this.audit = audit;
  }

  /**
   * What the page shows.
   *
   * @param next where one was going
   * @param wrong whether the password was wrong
   * @param seconds how long the next try will wait; 0 if not at all
   */
  public record View(String next, boolean wrong, long seconds) {}

  /** Asks for the password. */
  public void ask(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    String next = LocalPath.orHome(visit.query("next"));
    if (access.password().isEmpty() || visit.isLoggedIn()) visit.redirect(next);
    else visit.page("login", new View(next, false, 0));
  }

  /** Opens a session, if the {@link PasswordCheck} found the password right. */
  public void enter(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    String next = LocalPath.orHome(visit.form().get("next"));
    if (access.password().isEmpty()) {
      visit.redirect(next);
      return;
    }
    PasswordCheck.Result result = visit.kept(PasswordCheck.Result.class).orElseThrow();
    if (result.right()) {
      audit.record(AuditEvent.of(visit.actor(), Action.LOG_IN));
      sessions.close(visit.visitor());
      gate.greet(visit, sessions.open());
      known.remember(visit);
      visit.redirect(next);
    } else {
      if (result.checked()) audit.record(AuditEvent.of(visit.actor(), Action.LOG_IN_REFUSED));
      long seconds = (result.pause().toMillis() + 999) / 1000;
      View view = new View(next, result.checked(), result.checked() ? seconds : seconds + 1);
      if (view.seconds() > 0) visit.header("Retry-After", String.valueOf(view.seconds()));
      visit.page(view.wrong() ? 401 : 429, "login", view);
    }
  }

  /** Ends the session. */
  public void leave(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    if (visit.isLoggedIn()) audit.record(AuditEvent.of(visit.actor(), Action.LOG_OUT));
    sessions.close(visit.visitor());
    gate.greet(visit, Secret.random());
    visit.redirect("/login");
  }
}
