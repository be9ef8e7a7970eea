package org.bactrian.connection.login;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.bactrian.settings.TransportPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "production, https://login.salesforce.com",
    "Sandbox, https://test.salesforce.com",
    "example.my.salesforce.com, https://example.my.salesforce.com",
    "https://Example.my.Salesforce.com/, https://example.my.salesforce.com",
    "https://example.my.salesforce.com:8443, https://example.my.salesforce.com:8443",
    "http://127.0.0.1:8090, http://127.0.0.1:8090",
    "http://localhost:8090/, http://localhost:8090",
    "http://[::1]:8090, http://[::1]:8090"
  })
  void where_an_org_logs_in(String typed, String host) {
    assertThat(Address.ofLogin(typed, TransportPolicy.STRICT)).contains(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "salesforce",
        "http://example.my.salesforce.com",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "https://example.my.salesforce.com/services",
        "https://user@example.my.salesforce.com",
        "https://login.salesforce.com@evil.example",
        "https://example.my.salesforce.com?x=1",
        "https://example.my.salesforce.com#x",
        "javascript://example.my.salesforce.com",
        "ftp://example.my.salesforce.com",
        "https://exa mple.com",
        "https://example.com\r\nX: y"
      })
  void where_no_org_logs_in(String typed) {
    assertThat(Address.ofLogin(typed, TransportPolicy.STRICT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "123-ABC-456, https://123-ABC-456.mktorest.com",
    "123-abc-456, https://123-ABC-456.mktorest.com",
    "https://123-abc-456.mktorest.com, https://123-ABC-456.mktorest.com",
    "https://123-ABC-456.mktorest.com/rest, https://123-ABC-456.mktorest.com",
    "https://123-ABC-456.mktorest.com/rest/, https://123-ABC-456.mktorest.com",
    "https://123-ABC-456.mktorest.com/identity/oauth/token, https://123-ABC-456.mktorest.com",
    "123-ABC-456.mktorest.com/rest, https://123-ABC-456.mktorest.com",
    "http://127.0.0.1:8091/rest, http://127.0.0.1:8091"
  })
  void where_an_instance_is(String typed, String url) {
    assertThat(Address.ofMarketo(typed, TransportPolicy.STRICT)).contains(url);
  }

  @Test
  void what_is_no_instance() {
    assertThat(Address.ofMarketo("http://123-ABC-456.mktorest.com", TransportPolicy.STRICT))
        .isEmpty();
    assertThat(Address.ofMarketo("12-ABC-456", TransportPolicy.STRICT)).isEmpty();
  }

  @Property
  void an_address_stays_as_it_is(
      @ForAll @NumericChars @StringLength(3) String one,
      @ForAll @NumericChars @StringLength(3) String two) {
    String url = Address.ofMarketo(one + "-XyZ-" + two, TransportPolicy.STRICT).orElseThrow();
    assertThat(Address.ofMarketo(url, TransportPolicy.STRICT)).contains(url);
    assertThat(Address.ofMarketo(url + "/rest", TransportPolicy.STRICT)).contains(url);
  }

  @Property
  void nothing_that_is_typed_makes_it_fail(@ForAll String typed) {
    Address.ofLogin(typed, TransportPolicy.STRICT)
        .ifPresent(
            host -> assertThat(Address.ofLogin(host, TransportPolicy.STRICT)).contains(host));
    Address.ofMarketo(typed, TransportPolicy.STRICT)
        .ifPresent(url -> assertThat(Address.ofMarketo(url, TransportPolicy.STRICT)).contains(url));
  }
}
