package org.bactrian.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {

  @TempDir Path home;

  @Test
  void nothing_configured_is_the_sandbox() {
    assertThat(of().real()).isFalse();
  }

  @Test
  void the_sandbox_switched_off_and_nothing_configured_waits_for_the_set_up() {
    assertThat(of("sandbox.enabled", "false").isByBrowser()).isTrue();
  }

  @Test
  void addresses_are_no_credentials() {
    Connections connections =
        of(
            "sandbox.enabled", "false",
            "salesforce.login-url", "https://example.my.salesforce.com",
            "marketo.url", "https://123-ABC-456.mktorest.com");
    assertThat(connections.isByBrowser()).isTrue();
    assertThat(connections.marketoUrl()).isEqualTo("https://123-ABC-456.mktorest.com");
  }

  @Test
  void by_browser_whatever_is_given_is_given() {
    Connections connections = of("salesforce.auth", "browser", "salesforce.client-id", "key");
    assertThat(connections.isByBrowser()).isTrue();
    assertThat(connections.salesforceClientId()).isEqualTo("key");
    assertThat(of("salesforce.auth", "browser", "sandbox.enabled", "true").real()).isFalse();
  }

  @Test
  void some_credentials_are_refused_with_those_that_are_missing() {
    assertThatThrownBy(() -> of("salesforce.client-id", "key", "sandbox.enabled", "false"))
        .hasMessageContaining("bactrian.salesforce.client-secret")
        .hasMessageContaining("bactrian.marketo.url");
    assertThatThrownBy(() -> of("marketo.url", "https://example.com"))
        .hasMessageContaining("bactrian.salesforce.auth=browser");
    assertThatThrownBy(() -> of("salesforce.auth", "saml")).hasMessageContaining("'saml' is not");
  }

  @Test
  void where_real_systems_were_synced_the_sandbox_starts_only_when_it_is_told_to(
      @TempDir Path folder) throws IOException {
    String data = folder.toString();
    assertThat(of("data-directory", data).real()).isFalse();
    Files.createFile(folder.resolve("bactrian.mv.db"));
    assertThatThrownBy(() -> of("data-directory", data))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(folder + "/bactrian.mv.db is of real systems")
        .hasMessageContaining("bactrian.sandbox.enabled=true");
    assertThat(of("data-directory", data, "sandbox.enabled", "true").real()).isFalse();
    assertThat(of("data-directory", data, "sandbox.enabled", "false").isByBrowser()).isTrue();
  }

  @Test
  void a_sign_of_real_systems_without_credentials_never_starts_the_sandbox() {
    for (String sign :
        List.of(
            "database.url",
            "database.username",
            "database.password",
            "salesforce.login-url",
            "salesforce.username",
            "salesforce.private-key",
            "salesforce.client-id",
            "salesforce.client-secret",
            "salesforce.refresh-token",
            "marketo.url",
            "marketo.app-url",
            "marketo.client-id",
            "marketo.client-secret")) {
      assertThatThrownBy(() -> of(sign, "given"))
          .as(sign)
          .hasMessageContaining("bactrian." + sign)
          .hasMessageContaining("bactrian.marketo.");
      assertThat(of(sign, "given", "sandbox.enabled", "true").real()).as(sign).isFalse();
    }
    assertThatThrownBy(() -> of("salesforce.auth", "jwt"))
        .hasMessageContaining("bactrian.salesforce.auth is for real systems")
        .hasMessageContaining("bactrian.salesforce.private-key")
        .hasMessageContaining("bactrian.sandbox.enabled=true");
  }

  @Test
  void all_credentials_are_the_real_systems() {
    Connections connections =
        of(
            "salesforce.login-url", "https://example.my.salesforce.com",
            "salesforce.client-id", "key",
            "salesforce.refresh-token", "token",
            "marketo.url", "https://123-ABC-456.mktorest.com",
            "marketo.client-id", "id",
            "marketo.client-secret", "secret");
    assertThat(connections.real()).isTrue();
    assertThat(connections.isByBrowser()).isFalse();
    assertThat(connections.isByRefreshToken()).isTrue();
  }

  private Connections of(String... settings) {
    Properties properties = new Properties();
    for (int i = 0; i < settings.length; i += 2) {
      properties.setProperty("bactrian." + settings[i], settings[i + 1]);
    }
    return Connections.of(Settings.read(home, properties, Map.of()));
  }
}
