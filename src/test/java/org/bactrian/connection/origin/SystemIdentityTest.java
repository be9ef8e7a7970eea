package org.bactrian.connection.origin;

import static org.assertj.core.api.Assertions.assertThat;

import org.bactrian.state.connection.OrgBinding.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemIdentityTest {

  @ParameterizedTest
  @CsvSource({
    "https://123-abc-456.mktorest.com/identity, 123-ABC-456",
    "https://123-ABC-456.mktorest.com/, 123-ABC-456",
    "https://Proxy.example.org/marketo/rest, proxy.example.org/marketo",
    "https://proxy.example.org:8443/, proxy.example.org:8443",
    "http://127.0.0.1:8091, 127.0.0.1",
    "http://localhost:9000/, 127.0.0.1",
    "http://[::1]:9000/, 127.0.0.1",
    "nonsense of no address, nonsense of no address"
  })
  void an_instance_is_known_by_its_address(String url, String instance) {
    assertThat(SystemIdentity.instance(url)).isEqualTo(instance);
  }

  @Test
  void an_org_is_known_by_its_identity_url() {
    assertThat(SystemIdentity.org("https://login.salesforce.com/id/00D50000000IZ3ZEAW/005x"))
        .contains("00D50000000IZ3ZEAW");
    assertThat(SystemIdentity.org("https://login.salesforce.com/id/00D50000000IZ3Z/005x"))
        .contains("00D50000000IZ3Z");
    assertThat(SystemIdentity.org("https://login.salesforce.com/id/")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "00D50000000IZ3ZEAW, -, 00D50000000IZ3Z,    -, true",
        "00D50000000IZ3ZEAW, -, 00D50000000IZ3zEAW, -, false",
        "123-ABC-456,        -, 123-ABC-457,        -, false",
        "127.0.0.1,          a, 127.0.0.1,          a, true",
        "127.0.0.1,          a, 127.0.0.1,          b, false",
        "127.0.0.1,          a, 127.0.0.1,          -, true",
        "123-ABC-456,        -, 127.0.0.1,          a, false",
        "https://123-ABC-456.mktorest.com, -, 123-ABC-456, -, true"
      })
  void two_are_the_same(String one, String oneTag, String other, String otherTag, boolean same) {
    Bound left = new Bound(one, oneTag);
    Bound right = new Bound(other, otherTag);
    assertThat(SystemIdentity.same(left, right)).isEqualTo(same);
    assertThat(SystemIdentity.same(right, left)).isEqualTo(same);
  }
}
