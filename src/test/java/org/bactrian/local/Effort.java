package org.bactrian.local;

/**
 * How much a test does: enough to find what it is there for in a usual build, and all that anybody
 * could wish for in {@code mvn -Pthorough verify}.
 */
public final class Effort {

  private Effort() {}

  /** Whether time does not matter. */
  public static boolean isThorough() {
    return Boolean.getBoolean("bactrian.thorough");
  }

  /** The usual number, or the thorough one. */
  public static int of(int usual, int thorough) {
    return isThorough() ? thorough : usual;
  }
}
