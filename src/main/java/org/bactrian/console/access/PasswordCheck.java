package org.bactrian.console.access;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.bactrian.console.Visit;

/**
 * Checks the password that the login page's form brings, before its route answers: in threads of
 * its own, so that those who guess keep neither the pages nor the network waiting.
 */
public final class PasswordCheck {

  private static final long LOOK_AGAIN_MILLISECONDS = 100;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(55);

  private final PasswordHash password;
  private final KnownBrowsers known;
  private final GuessQueue queue;
  private final Map<GuessQueue.Guess, Runnable> checks = new ConcurrentHashMap<>();
  private final Map<GuessQueue.Guess, Runnable> refusals = new ConcurrentHashMap<>();
  private final ExecutorService checkers;
  private volatile boolean looking;

  PasswordCheck(PasswordHash password, KnownBrowsers known, Clock clock) {
    this.password = password;
    this.known = known;
    this.queue = new GuessQueue(clock);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            GuessQueue.AT_ONCE,
            GuessQueue.AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "console-password");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    this.checkers = pool;
  }

  /**
   * What came of a try.
   *
   * @param checked whether it got its turn
   * @param right whether it was the password
   * @param pause how long the next try will wait
   */
  record Result(boolean checked, boolean right, Duration pause) {}

  /** Lets the route answer as soon as its {@link Result} is known. */
  public void check(RoutingContext context) {
    Visit visit = Visit.of(context);
    String typed = visit.form().get("password");
    Optional<String> browser = known.name(visit);
    GuessQueue.Guess guess =
        new GuessQueue.Guess(
            browser.orElseGet(() -> TrustedProxies.network(visit.inetAddress())),
            browser.isPresent());
    Vertx vertx = context.vertx();
    Context loop = vertx.getOrCreateContext();
    long patience = vertx.setTimer(LONGEST_WAIT.toMillis(), timer -> letGo(Optional.of(guess)));
    checks.put(
        guess,
        () -> {
          boolean right = false;
          try {
            right = password.matches(typed);
          } finally {
            queue.checked(guess, right);
            go(context, loop, new Result(true, right, queue.wait(guess)));
            next(vertx);
          }
        });
    refusals.put(guess, () -> go(context, loop, new Result(false, false, queue.wait(guess))));
    context.addEndHandler(
        end -> {
          vertx.cancelTimer(patience);
          queue.remove(guess);
          checks.remove(guess);
          refusals.remove(guess);
        });
    letGo(queue.add(guess));
    next(vertx);
  }

  private void letGo(Optional<GuessQueue.Guess> guess) {
    guess.ifPresent(queue::remove);
    guess
        .filter(waits -> checks.remove(waits) != null)
        .map(refusals::remove)
        .ifPresent(Runnable::run);
  }

  private static void go(RoutingContext context, Context loop, Result result) {
    loop.runOnContext(
        now -> {
          if (context.response().ended() || context.response().closed()) return;
          Visit.of(context).keep(result);
          context.next();
        });
  }

  /** Checks those whose turn it is, and looks again for the others before long. */
  private void next(Vertx vertx) {
    for (Optional<GuessQueue.Guess> guess = queue.next(); guess.isPresent(); guess = queue.next()) {
      Runnable check = checks.remove(guess.get());
      if (check == null) queue.checked(guess.get(), false);
      else checkers.execute(check);
    }
    if (looking || queue.isEmpty()) return;
    looking = true;
    vertx.setTimer(
        LOOK_AGAIN_MILLISECONDS,
        timer -> {
          looking = false;
          next(vertx);
        });
  }
}
