package org.bactrian.sync.merge;

import java.time.Duration;
import java.time.Instant;

/**
 * How often a field was thrown back and forth between two values, one side against the other: two
 * automations that undo each other, which a sync between them would serve for ever.
 *
 * @param from the side whose value was carried last
 * @param before what the other side had until then
 * @param after what was carried
 * @param count how often in a row
 * @param at when it was last thrown
 */
public record Swing(Side from, Object before, Object after, int count, Instant at) {

  /** From so many times on a field is parked. */
  public static final int TOO_MANY = 5;

  /** Throws that are further apart than this have nothing to do with each other. */
  private static final Duration MEMORY = Duration.ofHours(24);

  /** The first time that a value is carried. */
  public static Swing first(Side from, Object before, Object after, Instant at) {
    return new Swing(from, before, after, 0, at);
  }

  /** The next time that a value is carried. */
  public Swing then(Side next, Object was, Object becomes, Sameness sameness, Instant now) {
    boolean back =
        next != from
            && sameness.same(becomes, before)
            && sameness.same(was, after)
            && !now.isAfter(at.plus(MEMORY));
    return new Swing(next, was, becomes, back ? count + 1 : 0, now);
  }

  /** Whether it has been thrown too often. */
  public boolean isTooMuch() {
    return count >= TOO_MANY;
  }

  /** How long to let it rest before it is carried once more. */
  public Duration rest() {
    return count < 2 ? Duration.ZERO : Duration.ofMinutes(1L << Math.min(count - 2, 10));
  }
}
