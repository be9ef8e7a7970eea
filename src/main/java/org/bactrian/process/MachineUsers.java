package org.bactrian.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The people who can log in to this machine, as its user file tells; those of a directory service
 * are not in it.
 */
public final class MachineUsers {

  private static final int FIRST_PERSON = 1_000;
  private static final int NOBODY = 65_534;
  private static final int FIELDS = 7;

  private MachineUsers() {}

  /** Whether several people can log in; false where that can't be told. */
  public static boolean areSeveral() {
    return people(Path.of("/etc/passwd")).size() > 1;
  }

  /**
   * The names of users with an id from 1000 and a login shell; none where the file can't be read.
   */
  static List<String> people(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(line -> line.split(":", -1))
          .filter(MachineUsers::isPerson)
          .map(fields -> fields[0])
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static boolean isPerson(String[] fields) {
    if (fields.length < FIELDS || !fields[2].matches("\\d{1,9}")) return false;
    int id = Integer.parseInt(fields[2]);
    String shell = fields[6].strip();
    boolean logsIn = !shell.endsWith("/nologin") && !shell.endsWith("/false");
    return id >= FIRST_PERSON && id != NOBODY && logsIn;
  }
}
