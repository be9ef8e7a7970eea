package org.bactrian.flow;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Writes what a slice brought about while the next slice is being read; one write after the other,
 * in the order given.
 *
 * <p>Nothing is delivered before all that is written: whoever looks at what is remembered, or is
 * about to deliver, calls {@link #await} first. So a crash finds what it would find if every write
 * had been waited for: the last slice settled, or one that will be read again.
 */
public final class Ledger {

  private static final int IDLE_SECONDS = 5;

  /** Its one thread ends by itself between two runs, and lets go of whatever it has written to. */
  private final ExecutorService writer =
      new ThreadPoolExecutor(
          0,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          work -> {
            Thread thread = new Thread(work, "ledger");
            thread.setDaemon(true);
            return thread;
          });

  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  /** Writes after all that was given before; if one of those failed, it is not written. */
  public synchronized void write(Runnable transaction) {
    last = last.thenRunAsync(transaction, writer);
  }

  /**
   * Waits until all is written.
   *
   * @throws RuntimeException that a write ended with; what was given after it was not written
   */
  public void await() {
    CompletableFuture<Void> all;
    synchronized (this) {
      all = last;
    }
    try {
      all.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Begins anew, once all that was given before is written or has failed. */
  synchronized void begin() {
    last.handle((done, failure) -> null).join();
    last = CompletableFuture.completedFuture(null);
  }
}
