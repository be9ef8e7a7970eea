package org.bactrian.journeys;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Bactrian as a process of its own, as an operator starts it. */
public final class Process {

  private final java.lang.Process process;
  private final Path out;
  private final Path err;

  private Process(java.lang.Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts it with these settings. */
  public static Process start(Properties settings, String... arguments) {
    return start(List.of(), settings, arguments);
  }

  /** As {@link #start(Properties, String...)}, with options of the JVM such as {@code -Xmx64m}. */
  static Process start(List<String> options, Properties settings, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the test JVMs have it: the pom says why.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    // A tenth of a start goes into proving what javac has made.
    command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"));
    command.add("-Dorg.apache.camel.jmx.disabled=true");
    command.addAll(options);
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "org.bactrian.cli.Commands"));
    command.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile("bactrian", ".out");
      Path err = Files.createTempFile("bactrian", ".err");
      out.toFile().deleteOnExit();
      err.toFile().deleteOnExit();
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(new File("").getAbsoluteFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("BACTRIAN_"));
      return new Process(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Types lines. */
  void type(String... lines) {
    try {
      for (String line : lines) {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    waitFor();
  }

  /** Tells it to end, as a supervisor does; its exit code. */
  int terminate() {
    process.destroy();
    return waitFor();
  }

  /** Freezes it, as a suspended machine or a long pause does; it knows nothing of that. */
  void freeze() {
    signal("STOP");
  }

  /** Lets it go on after {@link #freeze}. */
  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int code = new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start().waitFor();
      if (code != 0) throw new AssertionError("kill -" + name + " answered " + code);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end; its exit code. */
  int waitFor() {
    try {
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("it did not end within 3 minutes: " + out() + err());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** What it has said so far. */
  String out() {
    return read(out);
  }

  /** What it has complained of so far. */
  String err() {
    return read(err);
  }

  /** As {@link #err}, but for what it says of this machine: who else can log in to it. */
  String trouble() {
    return err()
        .lines()
        .filter(line -> !line.contains("several people can log in to this machine"))
        .collect(Collectors.joining("\n"));
  }

  /** The numbers of its {@code summary:} line. */
  Map<String, String> summary() {
    return summary(out(), err());
  }

  static Map<String, String> summary(String out, String err) {
    String line =
        out.lines()
            .reduce((first, last) -> last)
            .filter(last -> last.startsWith("summary: "))
            .orElseThrow(() -> new AssertionError("no summary in " + out + err));
    Map<String, String> numbers = new java.util.LinkedHashMap<>();
    for (String pair : line.substring("summary: ".length()).split(" ")) {
      numbers.put(pair.split("=")[0], pair.split("=")[1]);
    }
    return numbers;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
