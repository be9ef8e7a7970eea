package org.bactrian.mapping;

import java.util.Locale;

/** Which side wins when both changed a field. */
public enum Conflict {
  /** The later edit; of two within the clocks' tolerance, Salesforce's. */
  NEWEST_WINS,
  SALESFORCE_WINS,
  MARKETO_WINS,
  /** Yes, whoever says so; no only where both do. */
  TRUE_WINS,
  /** A value before a blank; of two values, neither is touched. */
  FILL_BLANK,
  /** A person decides. */
  PARK;

  /** How a mapping writes it, e.g. {@code newest-wins}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
