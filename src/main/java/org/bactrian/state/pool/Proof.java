package org.bactrian.state.pool;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Whether a database that may be away answers: tried in one thread for all who want to know, who
 * wait for it a moment at most, counted from its beginning.
 */
final class Proof {

  private static final Duration MOMENT = Duration.ofMillis(300);

  private final BooleanSupplier trial;
  private CompletableFuture<Boolean> result = CompletableFuture.completedFuture(true);
  private long began;

  /**
   * @param trial whether it answers; may take long
   */
  Proof(BooleanSupplier trial) {
    this.trial = trial;
  }

  /** Tries again from now on, unless that is under way. */
  synchronized void want() {
    if (!result.isDone()) return;
    CompletableFuture<Boolean> next = new CompletableFuture<>();
    result = next;
    began = System.nanoTime();
    Thread thread = new Thread(() -> give(next), "database-proof");
    thread.setDaemon(true);
    thread.start();
  }

  private void give(CompletableFuture<Boolean> next) {
    boolean answers = false;
    try {
      answers = trial.getAsBoolean();
    } finally {
      next.complete(answers);
    }
  }

  /** Whether it answered when it was tried last. */
  boolean isGiven() {
    CompletableFuture<Boolean> awaited;
    long left;
    synchronized (this) {
      awaited = result;
      left = MOMENT.toNanos() - (System.nanoTime() - began);
    }
    try {
      return awaited.get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
