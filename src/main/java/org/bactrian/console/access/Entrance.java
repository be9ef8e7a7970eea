package org.bactrian.console.access;

import java.time.Clock;
import org.bactrian.console.Pages;
import org.bactrian.console.Secret;

/** The gate and the login page, which share who is logged in. */
public final class Entrance {

  private final Gate gate;
  private final LoginPage loginPage;

  public Entrance(Access access, Secret secret, Pages pages, Clock clock) {
    Sessions sessions = new Sessions(access.idle(), access.session(), clock);
    gate = new Gate(access, sessions, secret, pages);
    loginPage = new LoginPage(access, sessions, gate, clock);
  }

  public Gate gate() {
    return gate;
  }

  public LoginPage loginPage() {
    return loginPage;
  }
}
