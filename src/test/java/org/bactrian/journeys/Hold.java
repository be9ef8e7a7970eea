package org.bactrian.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A step that journeys put into the routes of processes of their own: once both records of a pair
 * are compared and nothing is written yet, it waits for as long as a file is there.
 */
public final class Hold {

  private static final String WANTED = "hold";
  private static final String REACHED = "held";

  private final Path folder;

  /** As routes make it. */
  public Hold() {
    this(null);
  }

  private Hold(Path folder) {
    this.folder = folder;
  }

  /** Puts it into the routes between the two systems; nothing is held yet. */
  static Hold into(TwoSystems systems, Path folder) {
    systems.route(
        "meet.camel.yaml",
        "        - loop:\n            doWhile: true\n            simple:\n"
            + "              expression: ${exchangeProperty.meeting.writesMarketo}\n",
        "- bean:\n    beanType: %s\n    method: pass('%s')\n"
            .formatted(Hold.class.getName(), folder)
            .indent(8));
    return new Hold(folder);
  }

  /** The next one that comes is held. */
  void begin() throws IOException {
    Files.createDirectories(folder);
    Files.createFile(folder.resolve(WANTED));
  }

  /** Whether one is held. */
  boolean isReached() {
    return Files.exists(folder.resolve(REACHED));
  }

  /** Lets it go on. */
  void end() throws IOException {
    Files.delete(folder.resolve(WANTED));
  }

  /** The step: a run passes, or is held. */
  public void pass(String at) throws InterruptedException {
    Path wanted = Path.of(at, WANTED);
    if (!Files.exists(wanted)) return;
    try {
      Files.createFile(Path.of(at, REACHED));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    while (Files.exists(wanted)) Thread.sleep(10);
  }
}
