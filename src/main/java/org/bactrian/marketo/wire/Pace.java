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
 *
 * <p>Marketo counts the calls of all integrations. Where it refuses one for that, both limits yield
 * and grow back, each as an {@link AdaptiveLimit}.
 */
public final class Pace {

  static final long WINDOW = TimeUnit.SECONDS.toNanos(20);
  static final long TRANSIT = TimeUnit.SECONDS.toNanos(1);
  private static final long ASK_AGAIN = TimeUnit.MILLISECONDS.toNanos(500);

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

  /** Permits that can become fewer. */
  private static final class Permits extends Semaphore {
    private static final long serialVersionUID = 1L;

    Permits(int permits) {
      super(permits, true);
    }

    void become(int before, int now) {
      if (now > before) release(now - before);
      else reducePermits(before - now);
    }
  }

  private final boolean limited;
  private final AdaptiveLimit perWindow;
  private final AdaptiveLimit mostInFlight;
  private final Permits inFlight;
  private final Time time;
  private final ConcurrentLinkedDeque<Leave> window = new ConcurrentLinkedDeque<>();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile SharedWindow shared = SharedWindow.ALONE;
  private int permits;

  /** A pace of so many calls in any 20 s (0 for no limit), and so many at once. */
  public Pace(int perWindow, int inFlight, Time time) {
    this.limited = perWindow > 0;
    this.perWindow = new AdaptiveLimit(Math.max(1, perWindow), WINDOW);
    this.mostInFlight = new AdaptiveLimit(inFlight, WINDOW);
    this.inFlight = new Permits(inFlight);
    this.permits = inFlight;
    this.time = time;
  }

  /**
   * Lowers the number of calls in 20 s: Marketo counted too many, those of others included. It
   * grows back by itself.
   *
   * @return how many there may be now; 0 where it was lowered a moment ago or is not limited
   */
  public int tooFast() {
    return limited && perWindow.refused(time.nanos()) ? perWindow.at(time.nanos()) : 0;
  }

  /** As {@link #tooFast}, for calls at the same time. */
  public int tooMany() {
    if (!mostInFlight.refused(time.nanos())) return 0;
    adapt();
    return mostInFlight.at(time.nanos());
  }

  private synchronized void adapt() {
    int now = mostInFlight.at(time.nanos());
    if (now != permits) inFlight.become(permits, now);
    permits = now;
  }

  /** Waits until one more call may go. */
  public Leave await() throws InterruptedException {
    adapt();
    inFlight.acquire();
    try {
      return limited ? awaitWindow() : new Leave();
    } catch (InterruptedException | RuntimeException e) {
      inFlight.release();
      throw e;
    }
  }

  private Leave awaitWindow() throws InterruptedException {
    turn.lockInterruptibly();
    try {
      while (true) {
        int most = perWindow.at(time.nanos());
        while (!window.isEmpty() && untilOldestEnds() < 0) window.remove();
        if (window.size() >= most) {
          time.sleep(Math.max(0, untilOldestEnds()) + 1);
        } else if (shared.admits(window.size(), most)) {
          break;
        } else {
          time.sleep(ASK_AGAIN);
        }
      }
      Leave leave = new Leave();
      window.add(leave);
      return leave;
    } finally {
      turn.unlock();
    }
  }

  private long untilOldestEnds() {
    return window.peek().arrived + WINDOW - time.nanos();
  }

  /** Shares the window with other processes from now on. */
  public void share(SharedWindow with) {
    shared = with;
  }

  /** How much of both limits is used right now; waits for nobody. */
  public Load load() {
    long since = time.nanos() - WINDOW;
    int recent = (int) window.stream().filter(leave -> leave.left > since).count();
    int most = limited ? perWindow.at(time.nanos()) : 0;
    return new Load(recent, most, unanswered.get(), mostInFlight.at(time.nanos()));
  }
}
