package org.bactrian.state;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that another program has open, as a process that starts does before it can answer. */
class HeldFileTest {

  @TempDir Path folder;

  @Test
  void says_that_another_has_it_so_that_it_can_be_waited_for() throws IOException {
    try (FileChannel other = FileChannel.open(folder.resolve("held.mv.db"), CREATE, WRITE)) {
      other.lock();
      assertThatThrownBy(() -> Database.open("jdbc:h2:file:" + folder.resolve("held"), "", ""))
          .isInstanceOf(DatabaseUnavailable.class)
          .matches(thrown -> ((DatabaseUnavailable) thrown).isHeldByAnother())
          .hasMessageContaining("another program holds its file");
    }
  }
}
