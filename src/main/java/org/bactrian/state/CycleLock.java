package org.bactrian.state;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Lets one process at a time deliver, so that the same key is never in flight twice. The lock is a
 * row lock: the database lets go of it when the process that holds it dies.
 */
public final class CycleLock {

  private final Jdbi jdbi;

  public CycleLock(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Does the work while holding the lock, or does nothing and returns false if another holds it.
   */
  public boolean whileHolding(String name, Runnable work) {
    // A handle of its own: jdbi would let the work join this transaction, if it were a scoped one.
    try (Handle h = jdbi.open()) {
      h.begin();
      boolean held =
          h.createQuery("SELECT name FROM cycle_lock WHERE name = ? FOR UPDATE SKIP LOCKED")
              .bind(0, name)
              .mapTo(String.class)
              .findOne()
              .isPresent();
      try {
        if (held) work.run();
        return held;
      } finally {
        h.rollback();
      }
    }
  }
}
