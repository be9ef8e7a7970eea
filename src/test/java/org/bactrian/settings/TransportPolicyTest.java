package org.bactrian.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportPolicyTest {

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({
    "https://example.my.salesforce.com, true, true",
    "HTTPS://example.com:8443, true, true",
    "http://localhost:8090, true, true",
    "http://127.0.0.1:8090, true, true",
    "http://127.9.9.9, true, true",
    "http://[::1]:8090, true, true",
    "http://example.com, false, true",
    "HTTP://example.com, false, true",
    "http://10.0.0.5:8090, false, true",
    "http://0.0.0.0, false, true",
    "http://127.0.0.1.example.com, false, true",
    "http://localhost.example.com, false, true",
    "http://localhost@example.com, false, true",
    "ftp://example.com, false, false",
    "file:///etc/passwd, false, false",
    "http:example.com, false, false",
    "example.com, false, false",
    "'', false, false",
  })
  void says_which_addresses_may_be_called(String url, boolean strict, boolean lax) {
    assertThat(TransportPolicy.STRICT.admits(url)).isEqualTo(strict);
    assertThat(new TransportPolicy(true).admits(url)).isEqualTo(lax);
  }

  @Test
  void a_plain_address_of_the_settings_is_refused_unless_another_setting_says_so() {
    for (String setting : new String[] {"salesforce.login-url", "marketo.url"}) {
      Properties given = real();
      given.setProperty("bactrian." + setting, "http://salesforce.internal:8090");
      assertThatThrownBy(() -> connections(given))
          .as(setting)
          .hasMessageContaining("reading bactrian." + setting)
          .hasMessageContaining("bactrian.allow-http=true");
      given.setProperty("bactrian.salesforce.auth", "browser");
      assertThatThrownBy(() -> connections(given)).hasMessageContaining("bactrian." + setting);
      given.setProperty("bactrian.allow-http", "true");
      assertThat(connections(given).real()).isTrue();
    }
  }

  @Test
  void a_secret_of_the_settings_needs_its_address_beside_it() {
    for (String system : new String[] {"salesforce", "marketo"}) {
      Properties given = real();
      given.setProperty("bactrian.salesforce.auth", "browser");
      String address = system.equals("marketo") ? "marketo.url" : "salesforce.login-url";
      given.remove("bactrian." + address);
      assertThatThrownBy(() -> connections(given))
          .hasMessageContaining("bactrian." + system + ".client-secret")
          .hasMessageContaining("give bactrian." + address);
    }
  }

  private static Properties real() {
    Properties given = new Properties();
    given.setProperty("bactrian.salesforce.login-url", "https://example.my.salesforce.com");
    given.setProperty("bactrian.salesforce.client-id", "key");
    given.setProperty("bactrian.salesforce.client-secret", "secret");
    given.setProperty("bactrian.marketo.url", "https://123-ABC-456.mktorest.com");
    given.setProperty("bactrian.marketo.client-id", "id");
    given.setProperty("bactrian.marketo.client-secret", "secret");
    return given;
  }

  private Connections connections(Properties given) {
    return Connections.of(Settings.read(home, given, Map.of()));
  }
}
