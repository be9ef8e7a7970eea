package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bactrian.Bactrian;
import org.bactrian.local.Modes;
import org.bactrian.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever Bactrian writes is its owner's alone, under the usual umask. */
class OwnFilesTest {

  @TempDir Path folder;

  @Test
  void a_data_directory_is_closed_to_others_and_every_file_in_it() throws Exception {
    Path data = folder.resolve("new/data");
    try (Connecting connecting = new Connecting(data, 3)) {
      try (Bactrian bactrian = connecting.started()) {
        assertThat(bactrian.flows().once().orElseThrow().failure()).isNull();
        assertThat(modes(data)).as("while it runs").isNotEmpty();
        modes(data).forEach((file, mode) -> assertThat(mode).as(file).isEqualTo("rw-------"));
      }
      assertThat(modes(data)).containsKeys("bactrian.key", "bactrian.mv.db");
      modes(data).forEach((file, mode) -> assertThat(mode).as(file).isEqualTo("rw-------"));
      assertThat(Modes.of(data)).isEqualTo("rwx------");

      Modes.set(data, "rwxr-xr-x");
      Modes.set(data.resolve("bactrian.mv.db"), "rw-r--r--");
      Command status = Command.start(connecting.systems.settings(), "status");
      assertThat(status.waitFor()).as(status.err()).isZero();
      assertThat(status.err().lines().filter(line -> line.contains("could be read by others")))
          .hasSize(1);
      assertThat(Modes.of(data)).isEqualTo("rwx------");
      assertThat(Modes.of(data.resolve("bactrian.mv.db"))).isEqualTo("rw-------");

      Modes.set(data.resolve("bactrian.key"), "rw-r--r--");
      Settings settings =
          Settings.read(Path.of("").toAbsolutePath(), connecting.systems.settings(), Map.of());
      assertThatThrownBy(() -> Bactrian.database(settings))
          .as("also for those that open nothing by it")
          .hasMessageContaining("chmod 600 " + data.resolve("bactrian.key"));
      Command run = Command.start(connecting.systems.settings(), "run", "--once");
      assertThat(run.waitFor()).isEqualTo(2);
      assertThat(run.err()).contains("chmod 600 " + data.resolve("bactrian.key")).hasLineCount(1);
    }
  }

  private static Map<String, String> modes(Path data) throws Exception {
    Map<String, String> modes = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(data)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) modes.put(file.getFileName().toString(), Modes.of(file));
    return modes;
  }
}
