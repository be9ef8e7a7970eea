package org.bactrian.cli.invocation;

import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The width of this process's terminal. */
public final class Columns {

  private static final int USUAL = 80;

  private Columns() {}

  /** In characters; 0 where there is no terminal. */
  public static int ofTerminal() {
    if (System.console() == null) return 0;
    try (Terminal terminal = TerminalBuilder.builder().dumb(true).build()) {
      return terminal.getWidth() > 0 ? terminal.getWidth() : USUAL;
    } catch (IOException e) {
      return USUAL;
    }
  }
}
