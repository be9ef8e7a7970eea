package org.bactrian.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Who may read a file, as {@code chmod} says it. */
public final class Modes {

  private Modes() {}

  /** What {@code ls} shows: {@code rw-------}. */
  public static String of(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** Gives a file or folder a mode such as {@code rw-r--r--}. */
  public static Path set(Path path, String mode) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  /** Writes a file that its owner alone may read. */
  public static Path secret(Path path, String text) throws IOException {
    return set(Files.writeString(path, text), "rw-------");
  }
}
