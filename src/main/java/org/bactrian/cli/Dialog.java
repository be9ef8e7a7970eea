package org.bactrian.cli;

import java.util.Optional;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.cli.invocation.Keyboard;

/** Questions to a person at the terminal; without a terminal, lines of the standard input. */
public final class Dialog {

  private final Terminal terminal;
  private final Keyboard keyboard;
  private final boolean yes;

  /**
   * @param yes whether every question for a yes is answered so
   */
  public Dialog(Invocation invocation, boolean yes) {
    this.terminal = new Terminal(invocation);
    this.keyboard = invocation.keyboard();
    this.yes = yes;
  }

  /** A line; empty where there is none to be had. */
  String ask(String question) throws InterruptedException {
    terminal.say(question);
    return keyboard.line().orElse("").strip();
  }

  /** A secret, not shown while it is typed; only before {@link #typed} is asked. */
  String secret(String question) throws InterruptedException {
    terminal.say(question);
    return keyboard.hidden().orElse("").strip();
  }

  /** Whether a person says yes. */
  public boolean confirms(String question) throws InterruptedException {
    return yes || ask(question + " [y/N]").matches("(?i)y(es)?");
  }

  /** A line that has been typed meanwhile, if any. */
  Optional<String> typed() {
    return keyboard.typed();
  }
}
