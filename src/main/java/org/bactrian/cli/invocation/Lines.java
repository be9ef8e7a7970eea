package org.bactrian.cli.invocation;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Typed lines that wait for a command; once ended, they stay ended. */
public final class Lines {

  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private boolean ended;

  /** Adds one. */
  public void add(String line) {
    lines.add(Optional.of(line));
  }

  /** No line comes any more. */
  public void end() {
    lines.add(Optional.empty());
  }

  /** Waits for a line; empty at the end. */
  public Optional<String> take() throws InterruptedException {
    if (ended) return Optional.empty();
    Optional<String> line = lines.take();
    ended = line.isEmpty();
    return line;
  }

  /** A line that is there already. */
  public Optional<String> poll() {
    if (ended) return Optional.empty();
    Optional<String> line = lines.poll();
    if (line == null) return Optional.empty();
    ended = line.isEmpty();
    return line;
  }
}
