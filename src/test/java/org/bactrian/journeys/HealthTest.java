package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bactrian.Bactrian;
import org.bactrian.local.Http;
import org.bactrian.local.Tunnel;
import org.bactrian.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Health tells the truth, also where nothing ever finishes. */
class HealthTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;
  private Served served;

  @BeforeEach
  void start() {
    served = new Served(folder, 0);
    served.systems.set("health.no-progress", "2s");
    served.systems.set("poll-every", "300ms");
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private record Answer(int status, JsonNode json) {
    JsonNode ours() {
      for (JsonNode check : json.path("checks")) {
        if (check.path("name").asText().equals("bactrian")) return check;
      }
      return JSON.getNodeFactory().missingNode();
    }

    String reason() {
      return ours().path("message").asText();
    }

    String data(String name) {
      return ours().path("data").path(name).asText();
    }
  }

  @Test
  void a_system_that_is_away_makes_it_down_with_the_reason_until_it_is_back() {
    syncing();
    await().untilAsserted(() -> assertThat(health().status()).isEqualTo(200));
    assertThat(health().json().path("status").asText()).isEqualTo("UP");
    await().untilAsserted(() -> assertThat(health().reason()).contains("the next run is due"));
    theManualHasTheMetrics();
    served.systems.create("Lead", Map.of("LastName", "Lin", "Company", "Acme"));
    served.systems.marketoFault(
        Map.of("path", "/rest/v1", "kind", "status", "status", 503, "times", 0));
    await()
        .untilAsserted(
            () -> {
              Answer answer = health();
              assertThat(answer.status()).isEqualTo(503);
              assertThat(answer.json().path("status").asText()).isEqualTo("DOWN");
              assertThat(answer.reason()).startsWith("waiting for Marketo since ");
            });
    await()
        .untilAsserted(
            () -> assertThat(page("en")).contains("Waiting for Marketo").contains("503"));
    assertThat(page("zh-TW")).contains("正在等待 Marketo");
    assertThat(metric("bactrian_healthy")).isZero();
    assertThat(metric("bactrian_system_wait_seconds{system=\"marketo\"}")).isPositive();
    served.systems.http("DELETE", served.systems.marketo.url() + "/sandbox/faults");
    await()
        .untilAsserted(
            () -> {
              assertThat(health().status()).isEqualTo(200);
              assertThat(page("en")).doesNotContain("Waiting for Marketo");
            });
    assertThat(metric("bactrian_healthy")).isEqualTo(1);
  }

  @Test
  void a_dead_schedule_makes_it_down() throws Exception {
    Bactrian bactrian = syncing();
    await().untilAsserted(() -> assertThat(health().status()).isEqualTo(200));
    org.bactrian.Schedules.stop(bactrian);
    await()
        .untilAsserted(
            () -> {
              assertThat(health().status()).isEqualTo(503);
              assertThat(health().reason()).contains("the route 'schedule' is Stopped");
            });
  }

  @Test
  void a_standby_tells_of_itself_and_of_its_leader_apart_and_when_that_is_frozen()
      throws Exception {
    served.systems.usePostgres();
    Bactrian bactrian = served.start();
    bactrian.monitor();
    leader(bactrian, "CURRENT_TIMESTAMP");
    Thread standby = new Thread(() -> awaitLead(bactrian), "standby");
    standby.start();
    bactrian.schedule();
    await().untilAsserted(() -> assertThat(health().reason()).startsWith("standing by: "));
    Answer standing = health();
    assertThat(standing.status()).isEqualTo(200);
    assertThat(standing.reason()).contains("process 4711 on host elsewhere, which has led since");
    assertThat(standing.data("state")).isEqualTo("standing-by");
    assertThat(standing.data("leader")).startsWith("process 4711 on host elsewhere");
    assertThat(standing.data("leaderRenewed")).isNotEmpty();
    // It is frozen, with much of its lease left: nobody may take over, and nobody works.
    leader(bactrian, "CURRENT_TIMESTAMP - INTERVAL '60' SECOND");
    await()
        .untilAsserted(
            () -> {
              Answer answer = health();
              assertThat(answer.status()).isEqualTo(503);
              assertThat(answer.data("state")).isEqualTo("leaderless");
              assertThat(answer.reason())
                  .startsWith(
                      "no process does the work: the leader, process 4711 on host elsewhere")
                  .contains("last gave a sign of life at")
                  .endsWith("and this process could not take over");
            });
    run(bactrian, "UPDATE lease SET expires = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
    await().untilAsserted(() -> assertThat(health().reason()).contains("the next run is due"));
    assertThat(health().status()).isEqualTo(200);
    standby.join();
  }

  @Test
  void it_starts_while_its_database_is_restarted() {
    served.systems.usePostgres();
    String url = served.systems.settings().getProperty("bactrian.database.url");
    for (int open = 200; open <= 800; open += 300) {
      int millis = open;
      try (Tunnel shaky = Tunnel.to(url)) {
        served.systems.set("database.url", shaky.through(url));
        CompletableFuture<Void> restarts = CompletableFuture.runAsync(() -> shaky.shake(4, millis));
        Bactrian.serve(
                Settings.read(Path.of("").toAbsolutePath(), served.systems.settings(), Map.of()))
            .close();
        restarts.join();
      }
    }
  }

  @Test
  void without_the_database_all_answer_at_once_and_say_so() {
    served.systems.usePostgres();
    String url = served.systems.settings().getProperty("bactrian.database.url");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger all = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    log.start();
    all.addAppender(log);
    try (Tunnel database = Tunnel.to(url)) {
      served.systems.set("database.url", database.through(url));
      syncing();
      await().untilAsserted(() -> assertThat(health().status()).isEqualTo(200));
      assertThat(metric("bactrian_database_reachable")).isEqualTo(1);
      database.cut();
      Instant before = Instant.now();
      Answer answer = health();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.data("state")).isEqualTo("database-away");
      assertThat(answer.reason()).startsWith("the database can't be used");
      assertThat(metric("bactrian_database_reachable")).isZero();
      assertThat(metric("bactrian_healthy")).isZero();
      assertThat(metric("bactrian_dead_letters")).isNaN();
      HttpResponse<String> page = send(URI.create(served.local() + "/"), "en");
      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.body())
          .contains("The database can’t be reached", "Nothing is lost")
          .doesNotContain("Exception", "java");
      assertThat(page.headers().firstValue("Retry-After")).isPresent();
      assertThat(send(URI.create(served.local() + "/dead-letters"), "zh-TW").body())
          .contains("無法連線到資料庫");
      assertThat(Duration.between(before, Instant.now()))
          .as("six answers")
          .isLessThan(Duration.ofSeconds(8));
      database.open();
      await().untilAsserted(() -> assertThat(health().status()).isEqualTo(200));
      await().untilAsserted(() -> assertThat(page("en")).contains("Dead letters"));
      database.cut();
      served.bactrian().close();
      assertThat(Duration.between(before, Instant.now()))
          .as("it stops without its database, too")
          .isLessThan(Duration.ofSeconds(40));
      assertThat(log.list)
          .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
          .allSatisfy(event -> assertThat(event.getThrowableProxy()).isNull())
          .extracting(ILoggingEvent::getLevel)
          .doesNotContain(Level.ERROR);
    } finally {
      all.detachAppender(log);
    }
  }

  /** A process of another machine, which leads for a minute more. */
  private static void leader(Bactrian bactrian, String renewed) {
    run(
        bactrian,
        "UPDATE lease SET holder = 'h', host = 'elsewhere', pid = 4711, process = 'boot|1', busy ="
            + " TRUE, since = CURRENT_TIMESTAMP - INTERVAL '1' HOUR, renewed = "
            + renewed
            + ", expires = CURRENT_TIMESTAMP + INTERVAL '60' SECOND WHERE name = 'sync'");
  }

  private static void run(Bactrian bactrian, String sql) {
    bactrian.database().jdbi().useHandle(h -> h.execute(sql));
  }

  private static void awaitLead(Bactrian bactrian) {
    try {
      bactrian.awaitLead();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void it_is_short_unless_details_are_wanted() {
    served.systems.set("health.details", "false");
    syncing();
    assertThat(health().json().path("checks").size()).isLessThanOrEqualTo(2);
    assertThat(get("/observe/health/live").status()).isEqualTo(200);
    assertThat(get("/observe/health/ready").json().path("status").asText()).isEqualTo("UP");
  }

  @Test
  void the_management_port_is_asked_by_its_own_names_only() throws IOException {
    served.systems.set("management.hosts", "bactrian");
    served.start().monitor();
    assertThat(asked("Host: 127.0.0.1")).startsWith("HTTP/1.1 200");
    assertThat(asked("Host: bactrian:1")).startsWith("HTTP/1.1 200");
    String details =
        "GET /observe/health?data=true HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assertThat(sent(details)).contains("\"invocation.time\"").doesNotContain("\\");
    assertThat(asked("Host: evil.example")).startsWith("HTTP/1.1 403");
    assertThat(asked("Host: localhost\r\nHost: localhost")).startsWith("HTTP/1.1 400");
    String upgrade =
        "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
            + "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\nHost: localhost";
    assertThat(asked(upgrade)).as("HTTP/1.1 alone").startsWith("HTTP/1.1 200");
    assertThat(sent("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).doesNotContain("\0");
    assertThat(
            sent("HEAD /observe/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("content-type: application/json")
        .endsWith("\r\n\r\n");
  }

  private String asked(String header) throws IOException {
    return sent("GET /observe/health/live HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n");
  }

  private String sent(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Bactrian syncing() {
    Bactrian bactrian = served.start();
    bactrian.monitor();
    bactrian.flows().once();
    bactrian.schedule();
    return bactrian;
  }

  private Answer health() {
    return get("/observe/health?data=true");
  }

  private void theManualHasTheMetrics() {
    Set<String> served =
        metrics()
            .filter(line -> line.startsWith("bactrian_"))
            .map(line -> line.replaceFirst("[ {].*", "").replaceFirst("_(sum|max)$", "_count"))
            .collect(Collectors.toSet());
    Set<String> named;
    try (Stream<String> page = Files.lines(Path.of("src/site/markdown/operating.md"))) {
      named =
          page.filter(line -> line.startsWith("| `bactrian_"))
              .map(line -> line.split("`")[1])
              .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(named).isEqualTo(served);
  }

  private Stream<String> metrics() {
    return served.systems.text(management() + "/observe/metrics").lines();
  }

  private double metric(String name) {
    return metrics()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + name));
  }

  private Answer get(String path) {
    HttpResponse<String> answer = send(URI.create(management() + path), "en");
    try {
      return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    } catch (IOException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  private String page(String language) {
    return send(URI.create(served.local() + "/"), language).body();
  }

  private static HttpResponse<String> send(URI uri, String language) {
    try {
      return Http.client()
          .send(
              HttpRequest.newBuilder(uri).header("Accept-Language", language).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private String management() {
    return "http://127.0.0.1:" + port();
  }

  private int port() {
    return Integer.parseInt(served.systems.settings().getProperty("bactrian.management.port"));
  }
}
