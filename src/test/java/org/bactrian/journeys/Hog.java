package org.bactrian.journeys;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/** A step of an engineer's own that takes all memory there is, or never ends. */
public final class Hog {

  static final AtomicBoolean SLEEPS = new AtomicBoolean();

  /** On the route's thread. */
  public void eat() {
    LoggerFactory.getLogger(Hog.class).debug("{}", all().length);
  }

  /** Bit by bit, until every thread that wants some lacks it. */
  public void fill() {
    List<byte[]> kept = new ArrayList<>();
    for (int size = 1_000_000; size > 0; ) {
      try {
        kept.add(new byte[size]);
      } catch (OutOfMemoryError e) {
        size /= 10;
      }
    }
    LoggerFactory.getLogger(Hog.class).debug("{}", kept.size() + "x".repeat(1_000_000));
  }

  /** On a thread of a library's. */
  public void eatElsewhere() throws InterruptedException {
    Thread thread = new Thread(this::eat, "elsewhere");
    thread.start();
    thread.join();
  }

  /** In a future that says no more than that it failed. */
  public void eatInFuture() {
    CompletableFuture.runAsync(this::eat)
        .exceptionally(
            failure -> {
              LoggerFactory.getLogger(Hog.class).warn("a task failed", failure);
              return null;
            })
        .join();
  }

  /** Once, until it is interrupted. */
  public void sleep() throws InterruptedException {
    if (SLEEPS.getAndSet(false)) Thread.sleep(600_000);
  }

  /** More than any array may have is what the JVM calls out of memory. */
  private static byte[] all() {
    return new byte[Integer.MAX_VALUE];
  }
}
