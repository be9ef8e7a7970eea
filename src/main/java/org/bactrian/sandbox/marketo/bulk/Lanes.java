package org.bactrian.sandbox.marketo.bulk;

import java.util.ArrayDeque;

/** Two lanes and one queue before them: first in, first out. */
final class Lanes {
  private static final int MOST = 10;
  private static final long QUEUED_MILLIS = 1_000;

  /** Something that waits for a lane and then holds it for a while. */
  interface Job {
    /** When it began to wait, in milliseconds since 1970. */
    long queuedAt();

    /** Begins at an instant, and says at which instant it will be done. */
    long start(long at);
  }

  private final ArrayDeque<Job> waiting = new ArrayDeque<>();
  private final Job[] holders = new Job[2];
  private final long[] free = new long[2];

  /** Whether as many jobs wait and run as may. */
  boolean full(long now) {
    int running = (free[0] > now ? 1 : 0) + (free[1] > now ? 1 : 0);
    return waiting.size() + running >= MOST;
  }

  /** Puts a job at the end of the queue. */
  void add(Job job) {
    waiting.add(job);
  }

  /** Starts every job whose turn has come by now, at the instant when it came. */
  void settle(long now) {
    while (!waiting.isEmpty()) {
      int lane = free[0] <= free[1] ? 0 : 1;
      long turn = Math.max(waiting.peek().queuedAt() + QUEUED_MILLIS, free[lane]);
      if (turn > now) {
        return;
      }
      holders[lane] = waiting.poll();
      free[lane] = holders[lane].start(turn);
    }
  }

  /** Takes a job out of the queue or off its lane. */
  void remove(Job job, long now) {
    waiting.remove(job);
    for (int lane = 0; lane < holders.length; lane++) {
      if (holders[lane] == job && free[lane] > now) {
        free[lane] = now;
      }
    }
  }
}
