package org.bactrian.state.pool;

import java.time.Duration;

/**
 * A look at the database by those who don't wait for it: a page, a metric, the health. In the
 * thread that looks, a connection is there within two seconds or not at all, and at once where it
 * is known that the database is away.
 */
public final class Glance {

  private static final ThreadLocal<Duration> LONGEST = new ThreadLocal<>();

  private Glance() {}

  /** A look, and what it may throw. */
  public interface Look<T, E extends Exception> {
    T look() throws E;
  }

  /**
   * Looks.
   *
   * @param longest how long PostgreSQL may be silent on a statement
   */
  public static <T, E extends Exception> T at(Duration longest, Look<T, E> look) throws E {
    Duration before = LONGEST.get();
    LONGEST.set(longest);
    try {
      return look.look();
    } finally {
      if (before == null) LONGEST.remove();
      else LONGEST.set(before);
    }
  }

  /** How long a statement of this thread's look may take; null where it is no look. */
  static Duration longest() {
    return LONGEST.get();
  }
}
