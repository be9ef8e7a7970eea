package org.bactrian.console.connect;

import java.util.Locale;
import org.bactrian.connection.Words;

/** What Salesforce refuses on a page of its own, without sending the browser back. */
public enum SalesforcesNo {
  CALLBACK_URL("redirect_uri_mismatch"),
  CONSUMER_KEY("invalid_client_id"),
  APP_NOT_INSTALLED("OAUTH_APPROVAL_ERROR_GENERIC"),
  APP_BLOCKED("OAUTH_APP_BLOCKED"),
  NOT_APPROVED("OAUTH_APP_ACCESS_DENIED"),
  IP_RESTRICTED("restricted IP"),
  USER_INACTIVE("inactive user"),
  API_DISABLED("API_DISABLED_FOR_ORG");

  private final String shown;

  SalesforcesNo(String shown) {
    this.shown = shown;
  }

  /** What it means, with what Salesforce's page shows. */
  public Words words() {
    return Words.of(key(), shown);
  }

  /** What to do. */
  public Words advice() {
    return Words.of(key() + ".advice");
  }

  private String key() {
    return "login.refused." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
