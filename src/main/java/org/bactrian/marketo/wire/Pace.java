package org.bactrian.marketo.wire;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets calls go so that Marketo never counts more than so many in any 20 s, or at once.
 *
 * <p>It remembers the last calls themselves; a token bucket lets twice the limit through one
 * window. Marketo counts a call when it arrives, which is after it left and before its answer, and
 * at most {@link #TRANSIT} on the way: so much later than it left it is taken to have arrived.
 */
public final class Pace {

  static final long WINDOW = TimeUnit.SECONDS.toNanos(20);
  static final long TRANSIT = TimeUnit.SECONDS.toNanos(1);

  /** The time that passes, and a way to let it pass. */
  public interface Time {
    long nanos();

    void sleep(long nanos) throws InterruptedException;

    Time SYSTEM =
        new Time() {
          @Override
          public long nanos() {
            return System.nanoTime();
          }

          @Override
          public void sleep(long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos);
          }
        };
  }

  /**
   * How much of the limits is used at a moment.
   *
   * @param recent calls let go in the last 20 seconds; 0 where they are not limited
   * @param mostRecent the most there may be; 0 for no limit
   * @param inFlight calls whose answer is not here yet
   */
  public record Load(int recent, int mostRecent, int inFlight, int mostInFlight) {}

  /** A call that was let go. */
  public final class Leave {
    private final long left = time.nanos();
    private volatile long arrived = left + TRANSIT;

    Leave() {
      unanswered.incrementAndGet();
    }

    /** Says that the answer is here. */
    public void answered() {
      arrived = Math.min(arrived, time.nanos());
      unanswered.decrementAndGet();
      inFlight.release();
    }
  }

  private final int perWindow;
  private final int mostInFlight;
  private final Semaphore inFlight;
  private final Time time;
  private final ConcurrentLinkedDeque<Leave> window = new ConcurrentLinkedDeque<>();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final ReentrantLock turn = new ReentrantLock(true);

  /** A pace of so many calls in any 20 s (0 for no limit), and so many at once. */
  public Pace(int perWindow, int inFlight, Time time) {
    this.perWindow = perWindow;
    this.mostInFlight = inFlight;
    this.inFlight = new Semaphore(inFlight, true);
    this.time = time;
  }

  /** Waits until one more call may go. */
  public Leave await() throws InterruptedException {
    inFlight.acquire();
    try {
      return perWindow == 0 ? new Leave() : awaitWindow();
    } catch (InterruptedException | RuntimeException e) {
      inFlight.release();
      throw e;
    }
  }

  private Leave awaitWindow() throws InterruptedException {
    turn.lockInterruptibly();
    try {
      if (window.size() == perWindow) {
        long wait;
        while ((wait = window.peek().arrived + WINDOW - time.nanos()) >= 0) time.sleep(wait + 1);
        window.remove();
      }
      Leave leave = new Leave();
      window.add(leave);
      return leave;
    } finally {
      turn.unlock();
    }
  }

  /** How much of both limits is used right now; waits for nobody. */
  public Load load() {
    long since = time.nanos() - WINDOW;
    int recent = (int) window.stream().filter(leave -> leave.left > since).count();
    return new Load(recent, perWindow, unanswered.get(), mostInFlight);
  }
}
