package org.bactrian.console.access;

import java.time.Clock;
import java.util.Optional;
import org.bactrian.audit.AuditTrail;
import org.bactrian.console.Secret;

/** The gate, the login page and the check of its password, which share who is logged in. */
public final class Entrance {

  private final Gate gate;
  private final LoginPage loginPage;
  private final Optional<PasswordCheck> passwordCheck;

  public Entrance(Access access, Secret secret, AuditTrail audit, Clock clock) {
    Sessions sessions = new Sessions(access.idle(), access.session(), clock);
    KnownBrowsers known = new KnownBrowsers(access);
    gate = new Gate(access, sessions, secret);
    loginPage = new LoginPage(access, sessions, gate, known, audit);
    passwordCheck = access.password().map(hash -> new PasswordCheck(hash, known, clock));
  }

  public Gate gate() {
    return gate;
  }

  public LoginPage loginPage() {
    return loginPage;
  }

  /** The check, where a password is set. */
  public Optional<PasswordCheck> passwordCheck() {
    return passwordCheck;
  }
}
