package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.bactrian.local.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two-minute demo: nothing is configured, and a browser sees it at work. */
class DemoTest {

  @Test
  void runningOnTheSandboxShowsItInABrowser(@TempDir Path folder) {
    int port = Ports.free();
    Properties settings = new Properties();
    settings.setProperty("bactrian.data-directory", folder.toString());
    settings.setProperty("bactrian.sandbox.salesforce-port", "0");
    settings.setProperty("bactrian.sandbox.marketo-port", "0");
    settings.setProperty("bactrian.sandbox.leads", "100");
    settings.setProperty("bactrian.console.port", String.valueOf(port));
    settings.setProperty("bactrian.management.port", String.valueOf(Ports.free()));
    // As it is shipped.
    List<String> jmx = List.of("-Dorg.apache.camel.jmx.disabled=false");
    Process run = Process.start(jmx, settings, "run");
    try {
      Visitor visitor = new Visitor("http://127.0.0.1:" + port);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(run.out())
                      .contains("Open http://localhost:" + port + " in a browser"));
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(visitor.get("/").body())
                      .contains("SANDBOX", "Simulated, by the sandbox", "Last run:"));
      assertThat(run.trouble()).isEmpty();
    } finally {
      run.kill();
    }
  }
}
