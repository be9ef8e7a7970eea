package org.bactrian.console.connect;

import java.util.function.Supplier;
import org.apache.camel.ExchangeProperty;
import org.bactrian.console.Refused;
import org.bactrian.console.Visit;
import org.bactrian.monitoring.Status;

/** What the two systems are connected by today. */
public final class ConnectPage {

  private final Supplier<Status> status;

  public ConnectPage(Supplier<Status> status) {
    this.status = status;
  }

  /** The page. */
  public void show(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    visit.page("connect", status.get());
  }

  /** Where Salesforce sends people back to: nobody is on the way. */
  public void callback(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    throw new Refused(400, "no-login");
  }
}
