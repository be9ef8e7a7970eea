package org.bactrian.journeys;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Journeys that are made on H2 and on PostgreSQL, each with two systems of its own and one Bactrian
 * that lasts.
 */
final class BothDatabases {

  private final Path folder;
  private int journeys;

  BothDatabases(Path folder) {
    this.folder = folder;
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
    try (TwoSystems systems = TwoSystems.lasting(folder.resolve("journey" + ++journeys), 0)) {
      if (database.equals("PostgreSQL")) systems.usePostgres();
      systems.lag(0);
      journey.go(systems);
    }
  }
}
