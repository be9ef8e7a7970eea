package org.bactrian.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A client of npm's, which nobody of this project wrote, does a day's work; its folder below {@code
 * src/test/npm} has an {@code everyday.js} that says what. Its packages are installed into target.
 *
 * @param client the name of the folder
 */
public record ForeignDay(String client) {

  private static final int MOST_SECONDS = 600;

  private static final String PACKAGE = "package.json";

  private record Ran(int code, String output) {}

  /** Does the day's work at a URL, and answers what was done; nothing of it may go wrong. */
  public List<String> at(String url) throws IOException, InterruptedException {
    if (run(Path.of("."), "node", "--version") == null) missing("Node is not here");
    install();
    Ran day = run(installed(), "node", "everyday.js", url);
    assertThat(day).isNotNull();
    assertThat(day.code()).as(day.output()).isZero();
    return day.output().lines().filter(line -> line.startsWith("ok ")).toList();
  }

  private Path installed() {
    return Path.of("target/npm", client);
  }

  private void install() throws IOException, InterruptedException {
    Path here = Path.of("src/test/npm", client);
    String wanted = Files.exists(here.resolve("package-lock.json")) ? "package-lock.json" : PACKAGE;
    Files.createDirectories(installed());
    Path known = installed().resolve(wanted);
    boolean done =
        Files.exists(installed().resolve("node_modules"))
            && Files.exists(known)
            && Files.mismatch(known, here.resolve(wanted)) < 0;
    for (String file : List.of(PACKAGE, wanted, "everyday.js")) {
      Files.copy(
          here.resolve(file), installed().resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (done) return;
    Ran install =
        run(
            installed(),
            "npm",
            wanted.equals(PACKAGE) ? "install" : "ci",
            "--omit=optional",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error");
    if (install == null) missing("npm is not here");
    else if (install.code() != 0) {
      Files.deleteIfExists(known);
      missing("npm could not install the client: " + install.output());
    }
  }

  /** What is a failure where everything must run is a line elsewhere. */
  private void missing(String why) {
    if ("true".equals(System.getenv("CI"))) fail(why);
    System.err.println("Skipped the day of " + client + ": " + why);
    abort(why);
  }

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
