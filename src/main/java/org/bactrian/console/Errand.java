package org.bactrian.console;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.bactrian.flow.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that takes longer than a person waits for a page: done in the background, one at a time, and
 * shown until the next.
 */
public final class Errand<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Errand.class);

  private final String name;
  private final Clock clock;
  private volatile State<T> state;

  /**
   * @param name what the log calls it, e.g. {@code replay}
   */
  public Errand(String name, Clock clock) {
    this.name = name;
    this.clock = clock;
  }

  /**
   * How far it is.
   *
   * @param result what it came to, so far
   * @param failure why it could not finish, or null
   * @param finished null while it runs
   */
  public record State<T>(T result, String failure, Instant finished) {

    public boolean isRunning() {
      return finished == null;
    }
  }

  /** Work that says from time to time what it has come to. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Consumer<T> soFar) throws Exception;
  }

  /** How far the last errand is, if there was one. */
  public Optional<State<T>> state() {
    return Optional.ofNullable(state);
  }

  /** Begins an errand; false if one is under way. */
  public synchronized boolean begin(T nothing, Work<T> work) {
    if (state != null && state.isRunning()) return false;
    state = new State<>(nothing, null, null);
    Thread thread = new Thread(() -> run(work), "console-" + name);
    thread.setDaemon(true);
    thread.start();
    return true;
  }

  private void run(Work<T> work) {
    try {
      T result = work.run(soFar -> state = new State<>(soFar, null, null));
      state = new State<>(result, null, clock.instant());
    } catch (Exception e) {
      String failure = Failure.explain(Failure.cause(e));
      LOG.error("the {} stopped: {}", name, failure);
      state = new State<>(state.result(), failure, clock.instant());
    }
  }
}
