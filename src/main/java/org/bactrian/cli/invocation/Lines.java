package org.bactrian.cli.invocation;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Typed lines that wait for a command; once ended, they stay ended. */
final class Lines {

  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private boolean ended;

  void add(String line) {
    lines.add(Optional.of(line));
  }

  /** No line comes any more. */
  void end() {
    lines.add(Optional.empty());
  }

  /** Waits for a line; empty at the end. */
  Optional<String> take() throws InterruptedException {
    if (ended) return Optional.empty();
    Optional<String> line = lines.take();
    ended = line.isEmpty();
    return line;
  }

  /** A line that is there already. */
  Optional<String> poll() {
    if (ended) return Optional.empty();
    Optional<String> line = lines.poll();
    if (line == null) return Optional.empty();
    ended = line.isEmpty();
    return line;
  }
}
