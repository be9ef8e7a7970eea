package org.bactrian.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.bactrian.Bactrian;
import org.bactrian.settings.Settings;
import org.bactrian.sync.Change;
import org.bactrian.sync.Link;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of other versions: an older one opens as it is, a newer one is refused. */
class OldFileTest {

  @TempDir Path folder;

  @Test
  void what_an_earlier_version_remembered_is_all_there() throws Exception {
    String url =
        "jdbc:h2:file:%s;AUTO_SERVER=TRUE;WRITE_DELAY=0;RETENTION_TIME=2000"
            .formatted(folder.resolve("sandbox"));
    Link link = new Link("00Q000000000001AAA", "17", "a@b.c", Instant.EPOCH, Map.of());
    try (Database old = Database.open(url, "", "")) {
      Change change = new Change(link.salesforceId(), Instant.EPOCH, Map.of());
      new Settlement(old, Clock.systemUTC())
          .settle(
              "lead", "lead", List.of(new Settled(change, new Outcome.Created(link))), Set.of());
    }
    // As a killed process left it.
    Files.writeString(folder.resolve("sandbox.lock.db"), "id=0\nmethod=file\nserver=localhost\n");
    Properties given = new Properties();
    given.setProperty("bactrian.data-directory", folder.toString());
    Settings settings = Settings.read(folder, given, Map.of());
    try (Database now = Bactrian.database(settings)) {
      assertThat(new Links(now).of("lead", List.of(link.salesforceId()))).containsValue(link);
    }
  }

  @Test
  void what_a_newer_version_worked_on_is_refused() {
    String url = "jdbc:h2:file:" + folder.resolve("newer");
    try (Database newer = Database.open(url, "", "")) {
      newer
          .jdbi()
          .useHandle(
              h ->
                  h.execute(
                      "INSERT INTO \"flyway_schema_history\" SELECT \"installed_rank\" + 1, '9999',"
                          + " 'what comes', 'SQL', 'V9999__what_comes.sql', 0, 'a', LOCALTIMESTAMP,"
                          + " 1, TRUE FROM \"flyway_schema_history\" ORDER BY 1 DESC LIMIT 1"));
    }
    assertThatThrownBy(() -> Database.open(url, "", "").close())
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("a newer version of Bactrian has worked on it")
        .hasMessageContaining("restore the backup");
  }
}
