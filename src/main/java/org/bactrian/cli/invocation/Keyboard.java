package org.bactrian.cli.invocation;

import java.util.Optional;

/** Where the caller of a command types: a terminal, or the standard input. */
public interface Keyboard {

  /** Waits for a line; empty at the end of the input. */
  Optional<String> line() throws InterruptedException;

  /** As {@link #line}, not shown on a terminal while it is typed; only before {@link #typed}. */
  Optional<String> hidden() throws InterruptedException;

  /** A line that has been typed meanwhile, if any; does not wait. */
  Optional<String> typed();
}
