package org.bactrian.connection.memory;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bactrian.settings.FileModes;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;
import org.bactrian.settings.SettingsException;

/**
 * Where the keys are, the newest first: in {@code bactrian.key}, separated by commas, else in a
 * file, one a line.
 */
public final class Keys {

  private static final String FILE_NAME = "bactrian.key";

  private final String given;
  private final Path file;

  private Keys(String given, Path file) {
    this.given = given;
    this.file = file;
  }

  /** As the settings say. */
  public static Keys of(Settings settings) {
    Path file =
        settings.has(Setting.KEY_FILE)
            ? settings.path(Setting.KEY_FILE)
            : settings.path(Setting.DATA_DIRECTORY).resolve(FILE_NAME);
    return new Keys(settings.get(Setting.KEY), file);
  }

  /** Whether they are in a file, which can be changed here. */
  public boolean areInFile() {
    return given.isEmpty();
  }

  /** Where a person finds them. */
  public String where() {
    return areInFile() ? file.toString() : Setting.KEY.key() + " (" + Setting.KEY.variable() + ")";
  }

  /**
   * Refuses a file that others can read, also where nothing is opened by it.
   *
   * @throws SettingsException with the command that closes it
   */
  public void refuseIfOpen() {
    if (areInFile()) FileModes.requireSecret(file, "the key file");
  }

  List<String> read() {
    if (!areInFile()) return lines(Arrays.stream(given.split(",")));
    if (!Files.exists(file)) return List.of();
    refuseIfOpen();
    try (Stream<String> lines = Files.lines(file)) {
      return lines(lines);
    } catch (IOException | RuntimeException e) {
      throw unusable("reading", e);
    }
  }

  private static List<String> lines(Stream<String> lines) {
    return lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** Makes the file with its first key, unless another process has just made it. */
  List<String> make(String key) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (!Files.isDirectory(folder)) FileModes.folder(folder);
      Path written = write(List.of(key));
      try {
        Files.createLink(file, written);
      } catch (FileAlreadyExistsException e) {
        return read();
      } finally {
        Files.delete(written);
      }
      return List.of(key);
    } catch (IOException | UnsupportedOperationException e) {
      throw unusable("making", e);
    }
  }

  /** Puts these keys into the file in place of those that are there. */
  void replace(List<String> keys) {
    try {
      Files.move(
          write(keys), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unusable("writing", e);
    }
  }

  /** Puts a key before those that are there; the next {@link Vault#open} goes over to it. */
  void prepend(String key) {
    List<String> keys = new ArrayList<>(List.of(key));
    keys.addAll(read());
    replace(keys);
  }

  private Path write(List<String> keys) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path written = Files.createTempFile(folder, FILE_NAME, ".new", FileModes.ofFile());
    Files.writeString(written, keys.stream().collect(Collectors.joining("\n", "", "\n")));
    return written;
  }

  private SettingsException unusable(String doing, Exception e) {
    return new SettingsException(
        "%s the key file %s: %s; make the folder writable for this user, or give the key as %s"
            .formatted(doing, file, FileModes.why(e), Setting.KEY.variable()));
  }
}
