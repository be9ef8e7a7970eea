package org.bactrian.marketo.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Does the parts of a request side by side, and answers in their order. */
final class Parts implements AutoCloseable {

  private final ExecutorService threads;

  Parts(int atOnce) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "marketo-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    threads = pool;
  }

  /** The results of all parts. When one fails, those under way end and no other begins. */
  <T> List<T> all(List<Supplier<T>> parts) {
    if (parts.isEmpty()) return List.of();
    if (parts.size() == 1) return List.of(parts.get(0).get());
    AtomicBoolean failed = new AtomicBoolean();
    List<Future<T>> futures = new ArrayList<>();
    for (Supplier<T> part : parts) futures.add(threads.submit(() -> unless(failed, part)));
    List<T> results = new ArrayList<>();
    RuntimeException failure = null;
    for (Future<T> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) throw error;
        if (failure == null) failure = (RuntimeException) e.getCause();
        else failure.addSuppressed(e.getCause());
      } catch (InterruptedException e) {
        failed.set(true);
        futures.forEach(each -> each.cancel(true));
        Thread.currentThread().interrupt();
        throw new MarketoUnavailable("calling Marketo: interrupted", e);
      }
    }
    if (failure != null) throw failure;
    return results;
  }

  private static <T> T unless(AtomicBoolean failed, Supplier<T> part) {
    if (failed.get()) return null;
    try {
      return part.get();
    } catch (RuntimeException | Error e) {
      failed.set(true);
      throw e;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
