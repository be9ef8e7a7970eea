package org.bactrian.connection.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.bactrian.connection.Connection;
import org.bactrian.connection.Standing;
import org.bactrian.connection.Step;
import org.bactrian.connection.memory.Item;
import org.bactrian.settings.Connections;
import org.bactrian.settings.Settings;
import org.bactrian.state.Database;
import org.bactrian.state.lease.SyncLease;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The day on which a refresh token dies, where Salesforce tells it. */
class TokenEndTest {

  @TempDir Path folder;
  private final List<String> asked = new ArrayList<>();
  private volatile String answer = "{\"active\":false}";
  private HttpServer salesforce;

  @BeforeEach
  void start() throws IOException {
    salesforce = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    salesforce.createContext(
        "/services/oauth2/introspect",
        exchange -> {
          asked.add(
              exchange.getRequestURI()
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    salesforce.start();
  }

  @AfterEach
  void stop() {
    salesforce.stop(0);
  }

  @Test
  void is_told_two_weeks_before_and_asked_once_a_day() {
    Instant end = Instant.now().plus(Duration.ofDays(3));
    answer = "{\"active\":true,\"exp\":%d}".formatted(end.getEpochSecond());
    try (Database database = open()) {
      Connection connection = connected(database);
      SharedLogin login = login(connection, database);
      login.lookForItsEnd();
      login.lookForItsEnd();
      assertThat(asked).hasSize(1);
      assertThat(asked.get(0)).startsWith("/services/oauth2/introspect ").contains("token=refresh");
      Standing standing = connection.standing();
      assertThat(standing.runs()).isTrue();
      assertThat(standing.toString()).contains("ends on " + end.toString().substring(0, 10));
      assertThat(connection.steps().get(Step.LOGIN.ordinal()).found().toString())
          .contains("ends on");
    }
  }

  @Test
  void is_not_told_where_it_is_far_away_or_unknown() {
    try (Database database = open()) {
      Connection connection = connected(database);
      login(connection, database).lookForItsEnd();
      assertThat(connection.standing().toDo()).isEmpty();
      connection.memory().change().forget(Item.REFRESH_TOKEN_END).write();
      answer =
          "{\"active\":true,\"exp\":%d}"
              .formatted(Instant.now().plus(Duration.ofDays(90)).getEpochSecond());
      login(connection, database).lookForItsEnd();
      assertThat(connection.standing().toDo()).isEmpty();
      connection.memory().change().forget(Item.REFRESH_TOKEN_END).write();
      answer = "<html>no</html>";
      login(connection, database).lookForItsEnd();
      assertThat(connection.standing().runs()).isTrue();
    }
  }

  private Database open() {
    return Database.open("jdbc:h2:file:" + folder.resolve("bactrian"), "sa", "");
  }

  private Connection connected(Database database) {
    Properties given = new Properties();
    given.setProperty("bactrian.data-directory", folder.toString());
    given.setProperty("bactrian.salesforce.auth", "browser");
    Settings settings = Settings.read(folder, given, Map.of());
    Connection connection =
        Connection.open(settings, Connections.of(settings), database, Clock.systemUTC());
    String host = "http://127.0.0.1:" + salesforce.getAddress().getPort();
    String marketo = "https://example.com";
    connection
        .memory()
        .change()
        .keep(Item.LOGIN_HOST, host)
        .keep(Item.CONSUMER_KEY, host, "key")
        .keep(Item.CONSUMER_SECRET, host, "secret")
        .keep(Item.REFRESH_TOKEN, host, "refresh")
        .keep(Item.MARKETO_URL, marketo)
        .keep(Item.MARKETO_CLIENT_ID, marketo, "id")
        .keep(Item.MARKETO_CLIENT_SECRET, marketo, "secret")
        .keep(Item.STARTED, "yes")
        .write();
    return connection;
  }

  private static SharedLogin login(Connection connection, Database database) {
    return new SharedLogin(
        connection.memory(),
        new LoginLock(new SyncLease(database, SyncLease.LOGIN, Database.LEASE)),
        Clock.systemUTC(),
        true);
  }
}
