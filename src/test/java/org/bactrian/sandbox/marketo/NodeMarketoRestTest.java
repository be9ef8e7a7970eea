package org.bactrian.sandbox.marketo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * node-marketo-rest, which nobody of this project wrote, does a day's work against the simulated
 * Marketo; {@code everyday.js} says what. Its packages are installed into target.
 */
class NodeMarketoRestTest {

  private static final Path HERE = Path.of("src/test/npm/node-marketo-rest");
  private static final Path INSTALLED = Path.of("target/npm/node-marketo-rest");
  private static final int MOST_SECONDS = 180;

  @Test
  void aForeignClientDoesItsEverydayWork() throws Exception {
    if (run(Path.of("."), "node", "--version") == null) missing("Node is not here");
    install();
    try (MarketoSandbox marketo = MarketoSandbox.start(Options.with(Limits.STANDARD))) {
      Ran day = run(INSTALLED, "node", "everyday.js", marketo.url());
      assertThat(day).isNotNull();
      assertThat(day.code()).as(day.output()).isZero();
      assertThat(day.output().lines().filter(line -> line.startsWith("ok "))).hasSize(15);
    }
  }

  private static void install() throws IOException, InterruptedException {
    Files.createDirectories(INSTALLED);
    Path lock = INSTALLED.resolve("package-lock.json");
    boolean done =
        Files.exists(INSTALLED.resolve("node_modules"))
            && Files.exists(lock)
            && Files.mismatch(lock, HERE.resolve("package-lock.json")) < 0;
    for (String file : List.of("package.json", "package-lock.json", "everyday.js")) {
      Files.copy(HERE.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (done) return;
    Ran install =
        run(
            INSTALLED,
            "npm",
            "ci",
            "--omit=optional",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error");
    if (install == null) missing("npm is not here");
    else if (install.code() != 0) {
      Files.deleteIfExists(lock);
      missing("npm could not install the client: " + install.output());
    }
  }

  /** What is a failure where everything must run is a line elsewhere. */
  private static void missing(String why) {
    if ("true".equals(System.getenv("CI"))) fail(why);
    System.err.println("Skipped the day of node-marketo-rest: " + why);
    abort(why);
  }

  private record Ran(int code, String output) {}

  /** What a program said, or null where there is no such program. */
  private static Ran run(Path folder, String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("npm", ".txt");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      return null;
    }
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return new Ran(-1, "no end after " + MOST_SECONDS + " seconds: " + Files.readString(output));
    }
    try {
      return new Ran(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }
}
