package org.bactrian.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URLs are refused because they let others reach the database. */
class DatabaseUrlTest {

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:tcp://localhost/~/bactrian",
        "jdbc:h2:TCP://localhost/~/bactrian",
        "jdbc:h2:ssl://10.0.0.1:9092/bactrian",
        "jdbc:h2:file:/var/lib/bactrian/bactrian;AUTO_SERVER=TRUE",
        "jdbc:h2:/var/lib/bactrian/bactrian;write_delay=0;auto_server = true",
        "JDBC:H2:file:/x;AUTO_SERVER=1",
        "jdbc:h2:file:/x;AUTO_SERVER_PORT=9090",
        "jdbc:h2:file:/x;FILE_LOCK=NO",
        "jdbc:h2:file:/x;FILE_LOCK=SOCKET",
        "jdbc:h2:file:/x;FILE_LOCK=FILE"
      })
  void what_lets_others_in_is_refused(String url) {
    assertThatThrownBy(() -> DatabaseUrl.of(settings(url)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("bactrian.database.url")
        .hasMessageContaining("PostgreSQL")
        .hasMessageContaining("leave that out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db/bactrian?ssl=true",
        "jdbc:h2:file:/var/lib/bactrian/bactrian;IFEXISTS=TRUE",
        "jdbc:h2:file:/var/lib/tcp:/bactrian",
        "jdbc:h2:file:/x;AUTO_SERVER=FALSE;FILE_LOCK=FS",
        "jdbc:h2:mem:x"
      })
  void others_are_taken_as_they_are(String url) {
    assertThat(DatabaseUrl.of(settings(url))).isEqualTo(url);
  }

  @Test
  void by_default_it_is_a_file_in_the_data_directory_that_one_process_opens() {
    assertThat(DatabaseUrl.of(settings("")))
        .startsWith("jdbc:h2:owner:" + home.resolve("data"))
        .doesNotContain("SERVER");
  }

  @Test
  void its_options_are_not_shown_since_any_may_be_secret() {
    assertThat(
            DatabaseUrl.withoutOptions(
                settings("jdbc:postgresql://db/b?user=u&password=hush&ssl=true")))
        .isEqualTo("jdbc:postgresql://db/b");
  }

  private Settings settings(String url) {
    Properties given = new Properties();
    if (!url.isEmpty()) given.setProperty("bactrian.database.url", url);
    return Settings.read(home, given, Map.of());
  }
}
