package org.bactrian;

/** The composition root: what is wired to what. */
public final class Bactrian {
  private Bactrian() {}

  /** Starts the command named by the first argument; {@code run} when there is none. */
  public static void main(String[] args) {
    System.out.println("bactrian");
  }
}
