package org.bactrian.console.access;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.ExchangeProperty;
import org.bactrian.console.Form;
import org.bactrian.console.LocalPath;
import org.bactrian.console.Secret;
import org.bactrian.console.Visit;

/** Where the password is asked for. */
public final class LoginPage {

  private final Access access;
  private final Sessions sessions;
  private final Throttle throttle;
  private final Gate gate;

  /** Checking is work on purpose: one at a time, so that guessing can't keep the machine busy. */
  private final ReentrantLock checking = new ReentrantLock();

  LoginPage(Access access, Sessions sessions, Gate gate, Clock clock) {
    this.access = access;
    this.sessions = sessions;
    this.throttle = new Throttle(clock);
    this.gate = gate;
  }

  /**
   * What the page shows.
   *
   * @param next where one was going
   * @param wrong whether the password was wrong
   * @param seconds how long to wait before the next try; 0 if not at all
   */
  public record View(String next, boolean wrong, long seconds) {}

  /** Asks for the password. */
  public void ask(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    String next = LocalPath.orHome(visit.query("next"));
    if (access.password().isEmpty() || visit.isLoggedIn()) visit.redirect(next);
    else visit.page("login", new View(next, false, 0));
  }

  /** Takes the password. */
  public void enter(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    Form form = visit.form();
    String next = LocalPath.orHome(form.get("next"));
    if (access.password().isEmpty()) {
      visit.redirect(next);
      return;
    }
    Duration wait = throttle.wait(visit.address());
    if (!wait.isZero()) {
      refuse(visit, new View(next, false, wait.toSeconds() + 1));
    } else if (!checking.tryLock()) {
      refuse(visit, new View(next, false, 1));
    } else if (matches(form.get("password"))) {
      throttle.succeeded(visit.address());
      sessions.close(visit.visitor());
      gate.greet(visit, sessions.open());
      visit.redirect(next);
    } else {
      throttle.failed(visit.address());
      refuse(visit, new View(next, true, throttle.wait(visit.address()).toSeconds()));
    }
  }

  private boolean matches(String password) {
    try {
      return access.password().orElseThrow().matches(password);
    } finally {
      checking.unlock();
    }
  }

  private static void refuse(Visit visit, View view) {
    if (view.seconds() > 0) visit.header("Retry-After", String.valueOf(view.seconds()));
    visit.page(view.wrong() ? 401 : 429, "login", view);
  }

  /** Ends the session. */
  public void leave(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    sessions.close(visit.visitor());
    gate.greet(visit, Secret.random());
    visit.redirect("/login");
  }
}
