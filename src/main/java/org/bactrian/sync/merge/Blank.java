package org.bactrian.sync.merge;

/** What a blank on one side does to the value on the other. */
public enum Blank {
  /** It clears it, as any edit would. */
  CLEAR,
  /** It clears it only if nobody edited the value meanwhile. */
  CLEAR_IF_EXPLICIT,
  /** Nothing. */
  IGNORE
}
