package org.bactrian.state.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bactrian.state.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The disk of the H2 file gets full, and has room again. */
class ReopeningTest {

  @TempDir Path folder;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted = done("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder.toString());
    assumeThat(mounted).as("a file system of its own, which only root can mount").isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) done("umount", "-l", folder.toString());
  }

  private static boolean done(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void a_file_that_a_full_disk_closed_is_opened_again_and_told_of_once() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(Outage.class);
    log.start();
    logger.addAppender(log);
    String url = "jdbc:h2:file:" + folder.resolve("bactrian") + ";WRITE_DELAY=0";
    try (Database database = Database.open(url, "", "")) {
      write(database, 1);
      Path filler = folder.resolve("filler");
      fill(filler);
      for (int tries = 0; tries < 8; tries++) {
        assertThatThrownBy(
                () -> {
                  for (int i = 2; i < 100; i++) write(database, i);
                })
            .satisfies(failure -> assertThat(Outage.isCauseOf(failure)).isTrue())
            .satisfies(
                failure ->
                    assertThat(Outage.explain(failure).orElseThrow())
                        .startsWith("the database can't be used: ")
                        .doesNotContain("INSERT"));
      }
      assertThat(log.list).hasSize(1);
      assertThat(log.list.get(0).getFormattedMessage()).contains("No space left on device");
      Files.delete(filler);
      write(database, 1_000);
      await("it is back for some seconds")
          .untilAsserted(
              () -> {
                write(database, 1_001);
                assertThat(log.list).hasSize(2);
              });
      assertThat(log.list.get(1).getFormattedMessage()).contains("the database is back");
      assertThat(log.list).allMatch(event -> event.getThrowableProxy() == null);
      int kept =
          database
              .jdbi()
              .withHandle(
                  h ->
                      h.createQuery("SELECT COUNT(*) FROM fact WHERE name IN ('f1', 'f1000')")
                          .mapTo(Integer.class)
                          .one());
      assertThat(kept).as("committed before and after").isEqualTo(2);
    } finally {
      logger.detachAppender(log);
    }
  }

  private static void write(Database database, int number) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "MERGE INTO fact (name, finding) KEY (name) VALUES (?, ?)",
                    "f" + number,
                    "x".repeat(100_000)));
  }

  private static void fill(Path filler) {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) out.write(block);
    } catch (IOException e) {
      // No space is left on it, as was wanted.
    }
  }
}
