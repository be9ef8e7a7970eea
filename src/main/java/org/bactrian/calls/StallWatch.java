package org.bactrian.calls;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run in which nothing happens any more: no call is made, answered or fails, and nothing is
 * committed. Its thread is interrupted; where that does not end it, the process is.
 */
public final class StallWatch {

  private static final Duration GRACE = Duration.ofSeconds(30);

  private final RunProgress progress;
  private final Duration most;
  private final Clock clock;
  private final Runnable hopeless;

  /**
   * @param most how long nothing may happen
   * @param hopeless ends the process, and with it a run that can't be interrupted
   */
  public StallWatch(RunProgress progress, Duration most, Clock clock, Runnable hopeless) {
    this.progress = progress;
    this.most = most;
    this.clock = clock;
    this.hopeless = hopeless;
  }

  /** A run that is watched until it is closed. */
  public final class Watched implements AutoCloseable {

    private final Thread run = Thread.currentThread();
    private final ScheduledExecutorService looks =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "stall-watch");
              thread.setDaemon(true);
              return thread;
            });
    private volatile Instant interrupted;

    private Watched() {
      progress.progressed();
      long pause = Math.max(20, Math.min(10_000, most.toMillis() / 10));
      looks.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void look() {
      Instant now = clock.instant();
      if (interrupted == null) {
        if (now.isBefore(progress.lastSign().plus(most))) return;
        interrupted = now;
        run.interrupt();
      } else if (now.isAfter(interrupted.plus(GRACE))) {
        hopeless.run();
      }
    }

    /** Why the run was ended, or null. */
    public String failure() {
      return interrupted == null
          ? null
          : "nothing happened for %d s, neither in Salesforce nor in Marketo nor in the database: the"
                  .formatted(most.toSeconds())
              + " run was ended; the next one goes on where this one stopped";
    }

    /** The run is over: nothing interrupts its thread from now on. */
    @Override
    public void close() {
      looks.shutdownNow();
      progress.ended();
      if (interrupted != null) Thread.interrupted();
    }
  }

  /** The run got on. */
  public void progressed() {
    progress.progressed();
  }

  /** Watches the run on this thread. */
  public Watched watch() {
    return new Watched();
  }
}
