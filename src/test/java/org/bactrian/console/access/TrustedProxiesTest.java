package org.bactrian.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.bactrian.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word is taken for where a request came from. */
class TrustedProxiesTest {

  private static final TrustedProxies PROXIES =
      TrustedProxies.of("127.0.0.1, 10.0.0.0/8,2001:db8:1::/48");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "192.0.2.1;        -;                                192.0.2.1",
        "192.0.2.1;        198.51.100.7;                     192.0.2.1",
        "127.0.0.1;        -;                                127.0.0.1",
        "127.0.0.1;        198.51.100.7;                     198.51.100.7",
        "127.0.0.1;        6.6.6.6, 198.51.100.7;            198.51.100.7",
        "127.0.0.1;        6.6.6.6, 198.51.100.7, 10.1.2.3;  198.51.100.7",
        "127.0.0.1;        10.9.9.9, 10.1.2.3;               10.9.9.9",
        "127.0.0.1;        198.51.100.7:5000;                198.51.100.7",
        "127.0.0.1;        [2001:db8:2::7]:5000;             2001:db8:2:0:0:0:0:7",
        "2001:db8:1::1;    2001:db8:2::7;                    2001:db8:2:0:0:0:0:7",
        "::ffff:127.0.0.1; ::ffff:198.51.100.7;              198.51.100.7",
        "127.0.0.1;        6.6.6.6, unknown;                 127.0.0.1",
        "127.0.0.1;        evil.example;                     127.0.0.1",
        "127.0.0.1;        dead.beef;                        127.0.0.1",
        "127.0.0.1;        ,;                                127.0.0.1"
      },
      delimiter = ';')
  void theFirstFromTheRightThatIsNoTrustedProxyIsTheClient(
      String remote, String forwarded, String client) {
    List<String> values = forwarded == null ? List.of() : List.of(forwarded);
    assertThat(PROXIES.client(remote, values).getHostAddress()).isEqualTo(client);
  }

  @Test
  void severalHeadersAreOne() {
    assertThat(
            PROXIES
                .client("127.0.0.1", List.of("6.6.6.6", "198.51.100.7", "10.1.1.1"))
                .getHostAddress())
        .isEqualTo("198.51.100.7");
  }

  @Test
  void withoutASettingNoneIsTrusted() {
    assertThat(TrustedProxies.of("").client("127.0.0.1", List.of("6.6.6.6")).getHostAddress())
        .isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/x", "10.0.0/8", "1.2.3.4/8/8"})
  void whatIsNoNetworkIsNamed(String text) {
    assertThatThrownBy(() -> TrustedProxies.of("127.0.0.1," + text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("bactrian.console.trusted-proxies")
        .hasMessageContaining(text);
  }

  @Test
  void aCustomersIpv6AddressesAreOneClient() throws Exception {
    String one = TrustedProxies.network(InetAddress.getByName("2001:db8:1:2:3:4:5:6"));
    assertThat(TrustedProxies.network(InetAddress.getByName("2001:db8:1:2:ffff::1")))
        .isEqualTo(one);
    assertThat(TrustedProxies.network(InetAddress.getByName("2001:db8:1:3::1"))).isNotEqualTo(one);
    assertThat(TrustedProxies.network(InetAddress.getByName("192.0.2.1"))).isEqualTo("192.0.2.1");
  }
}
