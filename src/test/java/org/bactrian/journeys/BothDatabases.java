package org.bactrian.journeys;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bactrian.local.Effort;
import org.junit.jupiter.api.DynamicTest;

/**
 * Journeys that are made on H2 and on PostgreSQL in turn, or each on both where the build is
 * thorough, with two systems of its own and one Bactrian that lasts. What SQL alone does is tested
 * on both in {@code state}.
 */
final class BothDatabases {

  private static final List<String> ALL = List.of("H2", "PostgreSQL");

  private final Path folder;
  private int sentences;
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
    return journey(
        sentence,
        0,
        systems -> {
          systems.lag(0);
          journey.go(systems);
        });
  }

  /** A journey with so many leads and their kin, in which Marketo's log is as slow as it is. */
  Stream<DynamicTest> journey(String sentence, int leads, Journey journey) {
    String next = ALL.get(sentences++ % ALL.size());
    return ALL.stream()
        .filter(database -> Effort.isThorough() || database.equals(next))
        .map(
            database ->
                DynamicTest.dynamicTest(
                    sentence + " (" + database + ")", () -> go(database, leads, journey)));
  }

  private void go(String database, int leads, Journey journey) throws Exception {
    try (TwoSystems systems = TwoSystems.lasting(folder.resolve("journey" + ++journeys), leads)) {
      if (database.equals("PostgreSQL")) systems.usePostgres();
      journey.go(systems);
    }
  }
}
