package org.bactrian.journeys;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Journeys that are made on H2 and on PostgreSQL, each with two systems of its own. */
final class BothDatabases implements AutoCloseable {

  private final EmbeddedPostgres postgres;
  private final Path folder;
  private int journeys;

  BothDatabases(Path folder) throws IOException {
    this.folder = folder;
    postgres = EmbeddedPostgres.start();
  }

  /** What is done between the two systems. */
  interface Journey {
    void go(TwoSystems systems) throws Exception;
  }

  /** A journey without people to begin with, in which Marketo's log is not behind. */
  Stream<DynamicTest> journey(String sentence, Journey journey) {
    return Stream.of("H2", "PostgreSQL")
        .map(
            database ->
                DynamicTest.dynamicTest(
                    sentence + " (" + database + ")", () -> go(database, journey)));
  }

  private void go(String database, Journey journey) throws Exception {
    String name = "journey" + ++journeys;
    try (TwoSystems systems = new TwoSystems(folder.resolve(name), 0)) {
      if (database.equals("PostgreSQL")) {
        try (var connection = postgres.getPostgresDatabase().getConnection();
            var statement = connection.createStatement()) {
          statement.execute("CREATE DATABASE " + name);
        }
        systems.set("database.url", postgres.getJdbcUrl("postgres", name));
        systems.set("database.username", "postgres");
      }
      systems.set("marketo.poll-extracts-every", "200ms");
      systems.lag(0);
      journey.go(systems);
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
