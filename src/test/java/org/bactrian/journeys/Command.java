package org.bactrian.journeys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.bactrian.cli.Commands;

/**
 * A command of an operator, done in this JVM: all of it but the start and the end of a {@link
 * Process}, which cost thirty times as much. There is one at a time.
 */
final class Command {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PipedOutputStream keyboard = new PipedOutputStream();
  private final Thread thread;
  private int code;

  private Command(Properties settings, String... words) throws IOException {
    InputStream in = new PipedInputStream(keyboard);
    Properties given = (Properties) settings.clone();
    thread = new Thread(() -> code = execute(given, in, words), String.join(" ", words));
    thread.setDaemon(true);
  }

  /** Starts it with these settings. */
  static Command start(Properties settings, String... words) {
    try {
      Command command = new Command(settings, words);
      command.thread.start();
      return command;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int execute(Properties given, InputStream in, String... words) {
    synchronized (Command.class) {
      Properties systems = (Properties) System.getProperties().clone();
      InputStream keys = System.in;
      PrintStream results = System.out;
      PrintStream rest = System.err;
      try {
        given.forEach((name, value) -> System.setProperty((String) name, (String) value));
        System.setIn(in);
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        return Commands.execute(words);
      } finally {
        System.setErr(rest);
        System.setOut(results);
        System.setIn(keys);
        System.setProperties(systems);
        typed();
      }
    }
  }

  /** Types lines. */
  void type(String... lines) {
    try {
      for (String line : lines) keyboard.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing is typed any more. */
  private void typed() {
    try {
      keyboard.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  /** Waits for its end; its exit code. */
  int waitFor() {
    try {
      thread.join(PATIENCE.toMillis());
      if (thread.isAlive()) {
        thread.interrupt();
        throw new AssertionError("it did not end within " + PATIENCE + ": " + out() + err());
      }
      return code;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** What it has said so far. */
  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What it has complained of so far, and whatever this JVM has meanwhile. */
  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** The numbers of its {@code summary:} line. */
  Map<String, String> summary() {
    return Process.summary(out(), err());
  }
}
