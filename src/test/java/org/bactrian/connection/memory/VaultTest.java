package org.bactrian.connection.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.bactrian.audit.Actor;
import org.bactrian.local.Modes;
import org.bactrian.settings.Settings;
import org.bactrian.settings.SettingsException;
import org.bactrian.state.Database;
import org.bactrian.state.connection.Entries;
import org.bactrian.state.connection.Entries.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {

  private static final String SECRET = "Zoë's 🐫 secret";

  @TempDir Path folder;
  private Database database;
  private Entries entries;

  @BeforeEach
  void open() {
    database = Database.open("jdbc:h2:file:" + folder.resolve("bactrian"), "sa", "");
    entries = new Entries(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_secret_opens_under_its_name_only() {
    Vault vault = Vault.open(keys(Map.of()), entries);
    String sealed = vault.seal("marketo.client-secret", SECRET);
    assertThat(sealed).doesNotContain("secret").isNotEqualTo(vault.seal("x", SECRET));
    assertThat(vault.open("marketo.client-secret", sealed)).isEqualTo(SECRET);
    assertThatThrownBy(() -> vault.open("salesforce.consumer-secret", sealed))
        .isInstanceOf(SettingsException.class)
        .hasMessageNotContaining(sealed);
    assertThatThrownBy(() -> vault.open("marketo.client-secret", "!" + sealed))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void the_file_is_made_once_and_for_its_owner() throws Exception {
    Path file = folder.resolve("deeper/bactrian.key");
    Keys keys = keys(Map.of("bactrian.key-file", file.toString()));
    String sealed = Vault.open(keys, entries).seal("a", SECRET);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Vault.open(keys, entries).open("a", sealed)).isEqualTo(SECRET);
    assertThat(file.getParent().toFile().list()).containsExactly("bactrian.key");
  }

  @Test
  void a_new_key_takes_over_and_the_old_one_goes() {
    Keys keys = keys(Map.of());
    Vault before = Vault.open(keys, entries);
    keep("a", before.seal("a", SECRET));
    List<String> old = keys.read();
    Vault.rotate(keys, entries, Actor.commandLine());
    assertThat(keys.read()).hasSize(1).doesNotContainAnyElementsOf(old);
    String anew = entries.find("a").orElseThrow();
    assertThat(Vault.open(keys, entries).open("a", anew)).isEqualTo(SECRET);
    assertThat(before.open("a", anew)).as("a process that was running").isEqualTo(SECRET);
    keep("b", before.seal("b", SECRET));
    Vault.open(keys, entries);
  }

  @Test
  void a_rotation_that_was_cut_short_is_finished() {
    Keys keys = keys(Map.of());
    keep("a", Vault.open(keys, entries).seal("a", SECRET));
    keys.prepend(Vault.newKey());
    Vault after = Vault.open(keys, entries);
    assertThat(keys.read()).hasSize(1);
    assertThat(after.open("a", entries.find("a").orElseThrow())).isEqualTo(SECRET);
  }

  @Test
  void a_wrong_or_lost_key_is_refused_and_none_is_made_in_its_place() throws Exception {
    Keys keys = keys(Map.of());
    keep("a", Vault.open(keys, entries).seal("a", SECRET));
    Path file = folder.resolve("bactrian.key");
    Files.writeString(file, Vault.newKey());
    assertThatThrownBy(() -> Vault.open(keys, entries))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("put that key back");
    Files.delete(file);
    assertThatThrownBy(() -> Vault.open(keys, entries)).hasMessageContaining("no key in");
    assertThat(file).doesNotExist();
    Modes.set(Files.writeString(file, Vault.newKey()), "rw-r--r--");
    assertThatThrownBy(() -> Vault.open(keys, entries)).hasMessageContaining("chmod 600 " + file);
    Modes.secret(file, "not a key");
    assertThatThrownBy(() -> Vault.open(keys, entries)).hasMessageContaining("bactrian key new");
  }

  @Test
  void keys_of_the_settings_replace_the_last_by_the_first() {
    String first = Vault.newKey();
    String second = Vault.newKey();
    keep("a", Vault.open(keys(Map.of("bactrian.key", first)), entries).seal("a", SECRET));
    Keys both = keys(Map.of("bactrian.key", second + " , " + first));
    Vault.open(both, entries);
    Vault alone = Vault.open(keys(Map.of("bactrian.key", second)), entries);
    assertThat(alone.open("a", entries.find("a").orElseThrow())).isEqualTo(SECRET);
    assertThat(folder.resolve("bactrian.key")).doesNotExist();
    assertThatThrownBy(() -> Vault.open(keys(Map.of("bactrian.key", first)), entries))
        .hasMessageContaining("BACTRIAN_KEY")
        .hasMessageNotContaining(first);
  }

  private void keep(String name, String sealed) {
    entries.change(Map.of(name, new Entry(sealed, true)), List.of());
  }

  private Keys keys(Map<String, String> given) {
    Properties properties = new Properties();
    properties.setProperty("bactrian.data-directory", folder.toString());
    properties.putAll(given);
    return Keys.of(Settings.read(folder, properties, Map.of()));
  }
}
