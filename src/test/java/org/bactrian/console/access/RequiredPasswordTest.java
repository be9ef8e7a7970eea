package org.bactrian.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.bactrian.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequiredPasswordTest {

  @TempDir Path folder;

  @Test
  void a_password_can_be_required_on_loopback_too() {
    Properties given = new Properties();
    assertThat(Access.of(settings(given)).password()).isEmpty();
    given.setProperty("bactrian.console.require-password", "true");
    assertThatThrownBy(() -> Access.of(settings(given)))
        .hasMessageContaining("bactrian.console.require-password is true")
        .hasMessageContaining("hash-password");
    given.setProperty(
        "bactrian.console.password-hash",
        "pbkdf2-sha256:1000:MDEyMzQ1Njc4OWFiY2RlZg:LkAoEgHDW98MeHd1gzTbUMToVvVUdyCzasWbaaxDVvI");
    assertThat(Access.of(settings(given)).password()).isPresent();
  }

  private Settings settings(Properties given) {
    return Settings.read(folder, given, Map.of());
  }
}
