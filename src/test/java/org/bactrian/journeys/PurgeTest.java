package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bactrian.Bactrian;
import org.bactrian.audit.Actor;
import org.bactrian.erasure.Requests.Request;
import org.bactrian.local.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of a person who was forgotten are gone from every file of Bactrian's. */
class PurgeTest {

  private static final String ADDRESS = "forget.me@x.example";

  @TempDir Path folder;
  private TwoSystems systems;
  private String lead;

  @BeforeEach
  void start() {
    systems = new TwoSystems(folder, 0);
    systems.lag(0);
  }

  private void meet() {
    lead =
        systems.create(
            "Lead",
            Map.of(
                "LastName",
                "Lin",
                "Company",
                "Nord",
                "Email",
                ADDRESS,
                "HasOptedOutOfEmail",
                true));
    assertThat(systems.once().failure()).isNull();
    int person = systems.person(lead).path("id").asInt();
    systems.marketer(person, Map.of("firstName", "Zebedee"));
    assertThat(systems.once().failure()).isNull();
  }

  private void meetInFile() throws Exception {
    meet();
    assertThat(files()).anySatisfy((file, bytes) -> assertThat(bytes).contains(ADDRESS, "Zebedee"));
  }

  @AfterEach
  void stop() {
    systems.close();
  }

  @Test
  void by_the_command() throws Exception {
    meetInFile();
    Command forget = Command.start(systems.settings(), "forget", "--yes", lead);
    assertThat(forget.waitFor()).as(forget.out() + forget.err()).isZero();
    assertThat(forget.out()).contains("The database file was written anew").contains("Backups");
    assertGone();
    assertThat(folder.resolve("bactrian.key")).as("the hashes' key is sealed by it").exists();
  }

  @Test
  void by_a_run_of_a_process_that_goes_on() throws Exception {
    meetInFile();
    try (Bactrian bactrian = systems.bactrian()) {
      Request request = bactrian.erasureRequests().of(lead).orElseThrow();
      bactrian.erasureRequests().begin(request, Actor.bactrian());
      assertThat(bactrian.flows().once().orElseThrow().failure()).isNull();
      Awaitility.await("the purge after the run").untilAsserted(this::assertGone);
      assertThat(bactrian.flows().once().orElseThrow().failure()).isNull();
    }
  }

  @Test
  void in_postgresql_once_its_tables_are_written_anew() throws Exception {
    systems.usePostgres();
    meet();
    assertThat(tables()).contains(ADDRESS).contains("Zebedee");
    Command forget = Command.start(systems.settings(), "forget", "--yes", lead);
    assertThat(forget.waitFor()).as(forget.out() + forget.err()).isZero();
    assertThat(forget.out())
        .contains("keeps what was deleted in free space until that is used again (VACUUM FULL)")
        .contains("write-ahead log")
        .contains("backups");
    ask("VACUUM FULL");
    assertThat(tables()).doesNotContain(ADDRESS).doesNotContain("Zebedee");
  }

  /** The bytes of the files of all its tables and indexes, as they are on disk. */
  private String tables() throws Exception {
    ask("CHECKPOINT");
    Path tables =
        Path.of(ask("SHOW data_directory"))
            .resolve("base")
            .resolve(ask("SELECT oid FROM pg_database WHERE datname = current_database()"));
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(tables)) {
      for (Path file : files.toList()) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  private String ask(String sql) throws SQLException {
    String url = systems.settings().getProperty("bactrian.database.url");
    try (Connection connection = DriverManager.getConnection(url, Postgres.USER, "");
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) return "";
      statement.getResultSet().next();
      return statement.getResultSet().getString(1);
    }
  }

  private void assertGone() throws Exception {
    assertThat(files())
        .allSatisfy((file, bytes) -> assertThat(bytes).doesNotContain(ADDRESS, "Zebedee"));
  }

  private Map<String, String> files() throws Exception {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(files).isNotEmpty();
    return files;
  }
}
