package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bactrian.Bactrian;
import org.bactrian.local.Http;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The disk gets full while the sync runs, and has room again: it goes on by itself. */
class FullDiskTest {

  @TempDir Path folder;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger all = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted = done("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder.toString());
    assumeThat(mounted).as("a file system of its own, which only root can mount").isTrue();
    log.start();
    all.addAppender(log);
  }

  @AfterEach
  void unmount() throws Exception {
    all.detachAppender(log);
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
  void it_is_told_once_at_each_end_and_nothing_is_lost() throws Exception {
    try (Served served = new Served(folder.resolve("data"), 0)) {
      TwoSystems systems = served.systems;
      systems.lag(0);
      systems.set("poll-every", "200ms");
      Bactrian bactrian = served.start();
      bactrian.monitor();
      bactrian.flows().once();
      bactrian.schedule();
      systems.create("Lead", lead(0));
      await("the sync runs").until(() -> systems.people("salesforceType", "Lead").size() == 1);
      Path filler = folder.resolve("filler");
      fill(filler);
      for (int i = 1; i <= 300; i++) systems.raw("Lead", lead(i));
      await("health tells of it")
          .untilAsserted(
              () -> {
                HttpResponse<String> answer = health(systems);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body())
                    .contains("the database can't be used", "No space left on device");
              });
      Thread.sleep(1_000); // For several runs that are due meanwhile.
      List<String> told = complaints();
      assertThat(told.size() % 2).as("while it is full: %s", told).isEqualTo(1);
      assertAlternate(told);
      Files.delete(filler);
      await("all arrive").until(() -> systems.people("salesforceType", "Lead").size() == 301);
      await("and health tells of that")
          .untilAsserted(() -> assertThat(health(systems).statusCode()).isEqualTo(200));
      await("an operator is told of that")
          .untilAsserted(() -> assertThat(complaints()).hasSizeGreaterThan(told.size()));
      Thread.sleep(1_000);
      assertThat(complaints()).as("afterwards").hasSize(told.size() + 1);
      assertAlternate(complaints());
    }
  }

  /** Each end is told once; a file that is opened anew may find room for a moment. */
  private static void assertAlternate(List<String> told) {
    for (int i = 0; i < told.size(); i++) {
      assertThat(told.get(i))
          .contains(i % 2 == 0 ? "No space left on device" : "the database is back");
    }
  }

  /** What an operator is told with the log as it is shipped. */
  private List<String> complaints() {
    return List.copyOf(log.list).stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .filter(event -> ((Logger) LoggerFactory.getLogger(event.getLoggerName())).isWarnEnabled())
        .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage())
        .toList();
  }

  private static HttpResponse<String> health(TwoSystems systems) throws Exception {
    String port = systems.settings().getProperty("bactrian.management.port");
    return Http.client()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/observe/health"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static Map<String, Object> lead(int number) {
    return Map.of(
        "LastName", "Lin" + number, "Company", "Acme", "Email", "lin" + number + "@example.com");
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
