package org.bactrian.state.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bactrian.state.Database;
import org.bactrian.state.connection.Entries;
import org.bactrian.state.connection.Facts;
import org.bactrian.state.connection.Sealing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TombstonesTest {

  /** The key that an earlier version kept in clear, and what it made of an address. */
  private static final String CLEAR = "00".repeat(32);

  private static final String ADDRESS = "forget.me@x.example";
  private static final String HASH =
      "19fe57dbc1905a6d57b9651a8c27f3efcf50c33f3d0022ce57ea6efd7cd356a6";

  @TempDir Path folder;
  private Database database;
  private final AtomicInteger asked = new AtomicInteger();
  private final Sealing sealing =
      new Sealing() {
        @Override
        public String seal(String name, String secret) {
          asked.incrementAndGet();
          return "sealed " + new StringBuilder(secret).reverse();
        }

        @Override
        public String open(String name, String sealed) {
          asked.incrementAndGet();
          return new StringBuilder(sealed.substring("sealed ".length())).reverse().toString();
        }
      };

  @BeforeEach
  void open() {
    database = Database.open("jdbc:h2:file:" + folder.resolve("bactrian"), "sa", "");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void the_key_of_the_hashes_is_sealed_and_the_same_for_every_process() {
    Tombstones tombstones = new Tombstones(database, sealing);
    assertThat(asked).as("no key is needed before somebody is forgotten").hasValue(0);
    keep(tombstones);
    assertThat(new Entries(database).sealed()).containsOnlyKeys(Tombstones.KEY);
    assertThat(new Tombstones(database, sealing).addresses(List.of(ADDRESS, "other@x.example")))
        .containsOnlyKeys(ADDRESS);
  }

  @Test
  void a_key_that_was_kept_in_clear_goes_on_as_a_sealed_one() {
    new Facts(database).keep("forgotten-address-key", CLEAR);
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "INSERT INTO forgotten_address (hash, forgotten_at) VALUES (?,"
                        + " CURRENT_TIMESTAMP)",
                    HASH));
    assertThat(new Tombstones(database, sealing).addresses(List.of(ADDRESS)))
        .containsOnlyKeys(ADDRESS);
    assertThat(new Facts(database).find("forgotten-address-key")).isEmpty();
    assertThat(new Entries(database).find(Tombstones.KEY).orElseThrow()).startsWith("sealed ");
    assertThat(new Purge(database).isDue()).as("its bytes are still there").isTrue();
    assertThat(new Tombstones(database, sealing).addresses(List.of(ADDRESS)))
        .containsOnlyKeys(ADDRESS);
  }

  private void keep(Tombstones tombstones) {
    database.jdbi().useTransaction(h -> tombstones.keep(List.of(ADDRESS)).write(h, Instant.now()));
  }
}
