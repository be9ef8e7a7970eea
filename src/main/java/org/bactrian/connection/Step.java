package org.bactrian.connection;

import java.util.Locale;

/** The steps of the set-up, in the order and with the names of Marketo's guide. */
public enum Step {
  /** Create the app in Salesforce. */
  APP,
  /** Consumer key and consumer secret. */
  KEY,
  /** Log in with Salesforce. */
  LOGIN,
  /** Marketo. */
  MARKETO,
  /** Confirm credentials. */
  CONFIRM,
  /** Sync fields. */
  FIELDS,
  /** Enable Salesforce Sync. */
  ENABLE,
  /** Start sync. */
  START;

  /** Its name in the guide. */
  public Words title() {
    return Words.of("step." + name().toLowerCase(Locale.ROOT));
  }
}
