package org.bactrian.mapping;

import java.util.Locale;

/** Which side wins when both changed a field. */
public enum Conflict {
  NEWEST_WINS,
  SALESFORCE_WINS,
  MARKETO_WINS,
  TRUE_WINS,
  FILL_BLANK,
  PARK;

  /** How a mapping writes it, e.g. {@code newest-wins}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
