package org.bactrian.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Questions to a person at the terminal; without a terminal, lines of the standard input. */
public final class Dialog {

  private final Terminal terminal;
  private final boolean yes;
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private Thread reader;
  private boolean ended;

  /**
   * @param yes whether every question for a yes is answered so
   */
  public Dialog(Terminal terminal, boolean yes) {
    this.terminal = terminal;
    this.yes = yes;
  }

  /** A line; empty where there is none to be had. */
  String ask(String question) throws InterruptedException {
    terminal.say(question);
    if (System.console() == null || reader != null) return next();
    String typed = System.console().readLine();
    return typed == null ? "" : typed.strip();
  }

  /** A secret, not shown while it is typed; only before {@link #typed} is asked. */
  String secret(String question) throws InterruptedException {
    if (System.console() == null || reader != null) return ask(question);
    terminal.say(question);
    char[] typed = System.console().readPassword();
    return typed == null ? "" : new String(typed).strip();
  }

  /** Whether a person says yes. */
  public boolean confirms(String question) throws InterruptedException {
    return yes || ask(question + " [y/N]").matches("(?i)y(es)?");
  }

  /** A line that has been typed meanwhile, if any. */
  Optional<String> typed() {
    listen();
    Optional<String> line = lines.poll();
    if (line == null) return Optional.empty();
    if (line.isEmpty()) ended = true;
    return line;
  }

  private String next() throws InterruptedException {
    if (ended) return "";
    listen();
    Optional<String> line = lines.take();
    if (line.isEmpty()) ended = true;
    return line.orElse("").strip();
  }

  /** Begins to read lines, since nobody can wait for one and for something else. */
  private void listen() {
    if (reader != null) return;
    reader = new Thread(this::read, "terminal");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(Optional.of(line));
      }
    } catch (IOException e) {
      terminal.say("The standard input can't be read: " + e.getMessage());
    } finally {
      lines.add(Optional.empty());
    }
  }
}
