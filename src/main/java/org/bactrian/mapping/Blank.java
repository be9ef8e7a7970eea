package org.bactrian.mapping;

import java.util.Locale;

/** What a blank on one side does to the value on the other. */
public enum Blank {
  /** It clears it, as any edit would. */
  CLEAR,
  /** It clears it only if nobody edited the value meanwhile. */
  CLEAR_IF_EXPLICIT,
  /** Nothing. */
  IGNORE;

  /** How a mapping writes it, e.g. {@code clear-if-explicit}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
