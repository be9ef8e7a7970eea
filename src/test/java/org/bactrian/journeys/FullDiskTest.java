package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bactrian.local.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the H2 file gets full, and has room again: the sync goes on without a restart. */
class FullDiskTest {

  @TempDir Path folder;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted = done("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", folder.toString());
    assumeThat(mounted).as("a file system of its own, which only root can mount").isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) done("umount", "-l", folder.toString());
  }

  private static boolean done(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }

  @Test
  void the_sync_goes_on_by_itself_when_a_full_disk_has_room_again() throws Exception {
    try (TwoSystems systems = new TwoSystems(folder, 0)) {
      systems.lag(0);
      systems.set("management.port", String.valueOf(Ports.free()));
      systems.set("console.port", String.valueOf(Ports.free()));
      systems.set("fields.create-missing", "true");
      systems.set("poll-every", "200ms");
      String health =
          "http://127.0.0.1:"
              + systems.settings.get("bactrian.management.port")
              + "/observe/health";
      Process run = Process.start(systems.settings, "run");
      try {
        await()
            .atMost(3, TimeUnit.MINUTES)
            .until(() -> run.out().contains("Syncing every") || !run.isAlive());
        assertThat(systems.text(health)).contains("\"status\":\"UP\"");
        Path filler = folder.resolve("filler");
        fill(filler);
        for (int i = 0; i < 40; i++) lead(systems, "full" + i);
        await().until(() -> run.err().contains("can't be used: No space left on device"));
        await()
            .untilAsserted(
                () ->
                    assertThat(systems.text(health))
                        .contains("DOWN", "No space left on device")
                        .doesNotContain("Exception", "Internal Server Error"));
        Files.delete(filler);
        await().until(() -> run.err().contains("the database is back"));
        String late = lead(systems, "late");
        await().untilAsserted(() -> assertThat(systems.people("salesforceId", late)).hasSize(1));
        await().untilAsserted(() -> assertThat(systems.text(health)).doesNotContain("DOWN"));
        await()
            .untilAsserted(
                () -> assertThat(systems.people("company", "Full")).as("once each").hasSize(41));
        assertThat(run.isAlive()).isTrue();
        assertThat(run.err()).doesNotContain("\tat ", "SELECT", "INSERT", "UPDATE");
        assertThat(run.err().lines().filter(line -> line.contains("can't be used"))).hasSize(1);
      } finally {
        run.kill();
      }
    }
  }

  private static void fill(Path filler) {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) out.write(block);
    } catch (IOException e) {
      // No space is left on it, as was wanted.
    }
  }

  private static String lead(TwoSystems systems, String name) {
    return systems.create(
        "Lead", Map.of("LastName", name, "Company", "Full", "Email", name + "@x.example"));
  }
}
