package org.bactrian.connection.login;

import java.time.Duration;
import java.time.Instant;
import org.bactrian.state.lease.SyncLease;

/** Lets one caller at a time, of all processes, change the tokens. */
public final class LoginLock {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  private final SyncLease lease;

  public LoginLock(SyncLease lease) {
    this.lease = lease;
  }

  /** Does the work, or does nothing and returns false if another caller is at it. */
  boolean tryHolding(Runnable work) {
    return lease.whileHolding(work);
  }

  /**
   * Waits for other callers, and does the work.
   *
   * @throws IllegalStateException if another caller is at it for 2 minutes
   */
  void holding(Runnable work) {
    Waiting waiting = new Waiting();
    while (!tryHolding(work)) waiting.pause();
  }

  /** Waits a little, again and again. */
  static final class Waiting {

    private final Instant deadline = Instant.now().plus(PATIENCE);

    /**
     * Waits a little.
     *
     * @throws IllegalStateException if that has gone on for 2 minutes
     */
    void pause() {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "another process has been at it for %d s; try again when it is done, or stop it"
                .formatted(PATIENCE.toSeconds()));
      }
      try {
        Thread.sleep(BETWEEN_TRIES.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("waiting for another process: interrupted", e);
      }
    }
  }
}
