package org.bactrian.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCheckTest {

  private final HostCheck check = new HostCheck(List.of("Bactrian", " sync.example.com"), "x");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:9876",
        "127.0.0.1:9876",
        "10.1.2.3:9876",
        "[::1]:9876",
        "[fe80::1]",
        "bactrian:9876",
        "sync.example.com"
      })
  void addresses_and_given_names_are_allowed(String host) {
    assertThat(check.allows(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "localhost.evil.example:9876",
        "127.0.0.1.evil.example",
        "example.com",
        "127.0.0.1:9876@evil.example",
        "[::1].evil.example",
        "evil.example:80#127.0.0.1",
        "[evil]"
      })
  void other_names_are_refused(String host) {
    assertThat(check.allows(host)).isFalse();
  }
}
