package org.bactrian.cli.invocation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Optional;

/** The terminal of this process; without one, lines of the standard input. */
public final class OwnKeyboard implements Keyboard {

  private final Lines lines = new Lines();
  private Thread reader;

  @Override
  public Optional<String> line() throws InterruptedException {
    if (System.console() == null || reader != null) {
      listen();
      return lines.take();
    }
    return Optional.ofNullable(System.console().readLine());
  }

  @Override
  public Optional<String> hidden() throws InterruptedException {
    if (System.console() == null || reader != null) return line();
    return Optional.ofNullable(System.console().readPassword()).map(String::new);
  }

  @Override
  public Optional<String> typed() {
    listen();
    return lines.poll();
  }

  /** Begins to read lines, since one thread can't wait for one and for something else. */
  private synchronized void listen() {
    if (reader != null) return;
    reader = new Thread(this::read, "terminal");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) lines.add(line);
    } catch (IOException e) {
      System.err.println("bactrian: the standard input can't be read: " + e.getMessage());
    } finally {
      lines.end();
    }
  }
}
