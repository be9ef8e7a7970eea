package org.bactrian.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bactrian.Bactrian;
import org.bactrian.cli.invocation.Program;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;

/** The process that runs commands for others, and what it was started with. */
final class Host {

  final Program program;
  final Bactrian bactrian;
  final Settings settings;
  private final String database;
  private final Function<Map<String, String>, Settings> reading;
  private final String started;

  /**
   * @param reading the settings as the files have them now, with these in front
   */
  Host(
      Program program,
      Bactrian bactrian,
      Settings settings,
      String database,
      Function<Map<String, String>, Settings> reading) {
    this.program = program;
    this.bactrian = bactrian;
    this.settings = settings;
    this.database = database;
    this.reading = reading;
    this.started = digest(settings);
  }

  Request.Answer answer() {
    return new Request.Answer(ProcessHandle.current().pid(), program.version(), database);
  }

  /** The settings as they would be if the process started now. */
  Settings read(Map<String, String> definitions) {
    return reading.apply(definitions);
  }

  /** Whether it would be the same if it started now with these settings. */
  boolean isStartedWith(Settings now) {
    return started.equals(digest(now));
  }

  /** One word for all settings, mappings and routes. */
  private static String digest(Settings settings) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Setting setting : Setting.values()) {
        digest.update((settings.get(setting) + "\n").getBytes(StandardCharsets.UTF_8));
      }
      for (Setting folder : List.of(Setting.MAPPINGS, Setting.ROUTES)) {
        for (Path file : files(settings.path(folder))) {
          digest.update((file + "\n").getBytes(StandardCharsets.UTF_8));
          digest.update(Files.readAllBytes(file));
        }
      }
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
