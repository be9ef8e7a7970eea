package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.bactrian.Bactrian;
import org.bactrian.Sandbox;
import org.bactrian.local.Ports;
import org.bactrian.settings.Settings;
import org.bactrian.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated systems answer programs of this machine, and only their own user joins them. */
class SandboxTrustTest {

  @TempDir Path folder;

  @Test
  void no_foreign_page_and_no_foreign_name_reaches_the_simulated_systems() throws IOException {
    try (TwoSystems systems = TwoSystems.unwatched(folder)) {
      for (String url : new String[] {systems.salesforceUrl(), systems.marketoUrl()}) {
        for (String path :
            new String[] {"/sandbox/faults", "/services/oauth2/token", "/rest/v1/x"}) {
          assertThat(status(url, path, "", "evil.example")).as(url + path).isEqualTo(403);
          assertThat(status(url, path, "Host: localhost\r\n", null)).as("two").isEqualTo(400);
          assertThat(status(url, path, "Origin: https://evil.example\r\n", null)).isEqualTo(403);
          assertThat(status(url, path, "Origin: http://127.0.0.1.evil.example\r\n", null))
              .isEqualTo(403);
          assertThat(status(url, path, "", null)).isNotEqualTo(403);
          assertThat(status(url, path, "", "localhost:" + URI.create(url).getPort()))
              .isNotEqualTo(403);
        }
        String neighbour = "Origin: http://localhost:1\r\n";
        assertThat(status(url, "/sandbox/faults", neighbour, null)).as("its page").isEqualTo(403);
        String sameSite = "Sec-Fetch-Site: same-site\r\n";
        assertThat(status(url, "/sandbox/faults", sameSite, null)).isEqualTo(403);
        String ownPage = "Origin: " + url + "\r\nSec-Fetch-Site: same-origin\r\n";
        assertThat(status(url, "/sandbox/faults", ownPage, null)).isNotEqualTo(403);
        String crossSite = "Sec-Fetch-Site: cross-site\r\n";
        assertThat(status(url, "/sandbox/faults", crossSite, null)).isEqualTo(403);
        assertThat(status(url, "/sandbox/faults", "Origin: null\r\n", null)).isEqualTo(403);
        assertThat(status(url, "/rest/v1/x", neighbour, null))
            .as("what asks for a token is open to other programs' pages")
            .isNotEqualTo(403);
        assertThat(status(url, "/services/oauth2/authorize", crossSite, null))
            .as("the console's link to Salesforce's login page")
            .isNotEqualTo(403);
      }
    }
  }

  @Test
  void another_data_directory_of_the_same_user_joins_it() throws IOException {
    Path tokens = Files.createDirectories(Path.of(System.getProperty("user.home"), ".bactrian"));
    Path left = tokens.resolve("sandbox-" + Ports.free() + ".token");
    Files.writeString(left, "of a sandbox that was killed");
    Properties given = ports(Ports.free(), Ports.free());
    try (Sandbox sandbox = Sandbox.start(settings(given, "one"))) {
      assertThat(sandbox.isElsewhere()).isFalse();
      assertThat(left).doesNotExist();
      try (Bactrian bactrian = Bactrian.start(settings(given, "other"))) {
        assertThat(bactrian.sandbox().isElsewhere()).isTrue();
        bactrian.syncFields();
        assertThat(bactrian.flows().once().orElseThrow().failure()).isNull();
      }
    }
  }

  @Test
  void of_two_that_start_at_once_one_joins_the_other() {
    Properties given = ports(Ports.free(), Ports.free());
    CyclicBarrier start = new CyclicBarrier(2);
    Supplier<Sandbox> begin =
        () -> {
          Settings settings = settings(given, "data");
          try {
            start.await();
          } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
          }
          return Sandbox.of(settings);
        };
    CompletableFuture<Sandbox> left = CompletableFuture.supplyAsync(begin, one());
    CompletableFuture<Sandbox> right = CompletableFuture.supplyAsync(begin, one());
    try (Sandbox one = left.join();
        Sandbox other = right.join()) {
      assertThat(one.isElsewhere()).isNotEqualTo(other.isElsewhere());
    }
  }

  private static Executor one() {
    return task -> new Thread(task).start();
  }

  @Test
  void what_does_not_prove_itself_is_not_joined() throws IOException {
    HttpServer impostor =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    impostor.createContext(
        "/",
        exchange -> {
          byte[] instance = "an instance".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Sandbox-Proof", "00".repeat(32));
          exchange.sendResponseHeaders(200, instance.length);
          exchange.getResponseBody().write(instance);
          exchange.close();
        });
    impostor.start();
    int port = impostor.getAddress().getPort();
    try {
      assertThatThrownBy(() -> Bactrian.start(settings(ports(port, port), "data")).close())
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("port " + port + " is in use by another program")
          .hasMessageContaining("bactrian.sandbox.salesforce-port");
    } finally {
      impostor.stop(0);
    }
  }

  private static Properties ports(int salesforce, int marketo) {
    Properties given = new Properties();
    given.setProperty("bactrian.sandbox.salesforce-port", String.valueOf(salesforce));
    given.setProperty("bactrian.sandbox.marketo-port", String.valueOf(marketo));
    given.setProperty("bactrian.sandbox.leads", "3");
    given.setProperty("bactrian.sandbox.activity-per-minute", "0");
    given.setProperty("bactrian.marketo.poll-extracts-every", "50ms");
    return given;
  }

  private Settings settings(Properties given, String data) {
    Properties own = new Properties();
    own.putAll(given);
    own.setProperty("bactrian.data-directory", folder.resolve(data).toString());
    return Settings.read(Path.of("").toAbsolutePath(), own, Map.of());
  }

  /** Posts without a body, as a form of a page can. */
  private static int status(String url, String path, String headers, String host)
      throws IOException {
    URI uri = URI.create(url);
    String name = host == null ? uri.getHost() + ":" + uri.getPort() : host;
    String request =
        "POST %s HTTP/1.1\r\nHost: %s\r\n%sContent-Length: 0\r\nConnection: close\r\n\r\n"
            .formatted(path, name, headers);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.split(" ")[1]);
    }
  }
}
