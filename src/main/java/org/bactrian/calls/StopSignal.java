package org.bactrian.calls;

import java.time.Duration;

/**
 * Ends the run under way when the process is told to stop: no further call leaves, the call in
 * flight has a grace, and what still waits then is interrupted.
 */
public final class StopSignal implements CallListener {

  /** Why the run ended. */
  public static final String WORDS =
      "this process was told to stop; the next one goes on where the run stopped";

  private boolean given;
  private Thread run;
  private boolean settling;

  @Override
  public synchronized void before(OutgoingCall call) {
    if (given) throw new CallRefused(WORDS);
  }

  /** Whether the process was told to stop. */
  public synchronized boolean isGiven() {
    return given;
  }

  /** A run begins on this thread; false if none may any more. */
  public synchronized boolean begin() {
    settling = false;
    if (!given) run = Thread.currentThread();
    return !given;
  }

  /** The run has done what it does, and is written down: nothing interrupts that. */
  public synchronized void settle() {
    settling = true;
    if (given) Thread.interrupted();
  }

  /** The run is over. */
  public synchronized void end() {
    run = null;
    notifyAll();
  }

  /**
   * Tells the run to stop, and waits for its end, twice the grace at most.
   *
   * @param grace how long the call in flight may take
   */
  public synchronized void give(Duration grace) {
    given = true;
    await(grace);
    if (run != null && !settling) run.interrupt();
    await(grace);
  }

  private void await(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    try {
      for (long left = longest.toMillis(); run != null && left > 0; ) {
        wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
