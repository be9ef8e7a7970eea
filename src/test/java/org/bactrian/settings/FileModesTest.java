package org.bactrian.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bactrian.local.Modes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileModesTest {

  @TempDir Path folder;

  @Test
  void a_folder_is_made_for_its_owner_alone() throws IOException {
    assertThat(Modes.of(FileModes.folder(folder.resolve("a/data")))).isEqualTo("rwx------");
    assertThat(Modes.of(FileModes.folder(folder.resolve("a/data")))).isEqualTo("rwx------");
  }

  @Test
  void a_folder_of_ours_that_others_can_read_is_closed_with_its_files() throws IOException {
    Path data = Modes.set(Files.createDirectory(folder.resolve("data")), "rwxr-xr-x");
    Path file = Modes.set(Files.writeString(data.resolve("bactrian.mv.db"), ""), "rw-r--r--");
    Path own = Modes.set(Files.writeString(data.resolve("lead.yaml"), ""), "rw-r--r--");
    FileModes.folder(data);
    assertThat(Modes.of(data)).isEqualTo("rwx------");
    assertThat(Modes.of(file)).isEqualTo("rw-------");
    assertThat(Modes.of(own)).as("an engineer's file").isEqualTo("rw-r--r--");
  }

  @Test
  void a_folder_of_the_machine_is_left_alone() throws IOException {
    String before = Modes.of(Path.of("/tmp"));
    assertThatThrownBy(() -> FileModes.folder(Path.of("/tmp")))
        .hasMessageContaining("bactrian.data-directory=/tmp/bactrian");
    assertThat(Modes.of(Path.of("/tmp"))).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-", "rw--w----"})
  void a_secret_that_others_can_read_is_refused_with_the_command(String mode) throws IOException {
    Path secret = Modes.set(Files.writeString(folder.resolve("secret"), "x"), mode);
    assertThatThrownBy(() -> FileModes.requireSecret(secret, "bactrian.key-file"))
        .hasMessageContaining("reading bactrian.key-file: " + secret)
        .hasMessageContaining("(" + mode + "): chmod 600 " + secret);
    Modes.set(secret, "r--------");
    FileModes.requireSecret(secret, "bactrian.key-file");
  }
}
