package org.bactrian.console.connect;

import java.net.URI;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;
import org.bactrian.connection.Setup;
import org.bactrian.connection.SetupTrouble;
import org.bactrian.connection.Words;
import org.bactrian.console.Visit;

/** The set-up as one page of eight steps, and what can be done to a connection afterwards. */
public final class ConnectPage {

  private final Setup setup;
  private final LoginWindow login;
  private final Deeds deeds;

  public ConnectPage(Setup setup, LoginWindow login, Deeds deeds) {
    this.setup = setup;
    this.login = login;
    this.deeds = deeds;
  }

  /** The page; by the name that Salesforce knows the console by, where people log in through it. */
  public void show(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    Optional<URI> elsewhere =
        setup.isByBrowser() ? login.properPlace(visit.host()) : Optional.empty();
    if (elsewhere.isPresent()) visit.redirect(elsewhere.get().toString());
    else visit.page("connect", view());
  }

  /** Whether there is news for a page that is open; then it is loaded again. */
  public void watch(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    if (!view().fingerprint().equals(visit.query("seen"))) visit.header("HX-Refresh", "true");
    visit.nothing();
  }

  /** Does what a form of the page asks for, and shows how everything stands then. */
  public void act(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    String deed = visit.segment(1);
    try {
      Optional<Words> said = deeds.take(deed, visit.form(), visit.actor());
      if (said.isPresent()) visit.page("connect", view().saying(said.get()));
      else visit.redirect(deed.equals("start") ? "/" : "/connect#now");
    } catch (SetupTrouble e) {
      ConnectView view = view();
      if (view.says(e.problem())) visit.redirect("/connect#now");
      else visit.page(409, "connect", view.troubledBy(e.problem()));
    }
  }

  private ConnectView view() {
    return new ConnectView(
        setup.isByBrowser(),
        setup.standing(),
        setup.steps(),
        setup.entered(),
        setup.lastLook().orElse(null),
        deeds.comparison(),
        deeds.forecast().orElse(null),
        login.waiting(),
        null,
        null);
  }
}
