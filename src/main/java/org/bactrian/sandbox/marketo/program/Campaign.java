package org.bactrian.sandbox.marketo.program;

import java.util.TreeMap;

/**
 * A smart campaign; instants are seconds since 1970.
 *
 * @param type {@code trigger} or {@code batch}
 * @param members when people entered it, by lead id
 */
public record Campaign(
    long id,
    String name,
    String type,
    Program program,
    long createdAt,
    TreeMap<Integer, Long> members) {

  /** Whether people can be sent through it one by one. */
  public boolean isTriggerable() {
    return type.equals("trigger");
  }
}
