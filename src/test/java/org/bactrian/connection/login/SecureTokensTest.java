package org.bactrian.connection.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.bactrian.salesforce.Grant;
import org.bactrian.salesforce.LoginNeeded;
import org.bactrian.salesforce.Tokens;
import org.bactrian.settings.TransportPolicy;
import org.junit.jupiter.api.Test;

class SecureTokensTest {

  private static final Grant PLAIN =
      new Grant("token", "http://203.0.113.7", "https://x/id/00D/005", Optional.empty());

  @Test
  void a_token_for_an_instance_without_https_is_not_used() {
    assertThatThrownBy(() -> strict(Tokens.UNSHARED).renewed(null, () -> PLAIN))
        .isInstanceOf(LoginNeeded.class)
        .hasMessageContaining("http://203.0.113.7")
        .hasMessageContaining("bactrian.allow-http=true");
    assertThatThrownBy(() -> strict((refused, ask) -> PLAIN).renewed(null, () -> PLAIN))
        .as("one that was stored")
        .isInstanceOf(LoginNeeded.class);
  }

  @Test
  void it_is_where_the_setting_says_so() throws SalesforceException {
    Tokens lax = new SecureTokens(Tokens.UNSHARED, new TransportPolicy(true));
    assertThat(lax.renewed(null, () -> PLAIN)).isEqualTo(PLAIN);
  }

  private static Tokens strict(Tokens tokens) {
    return new SecureTokens(tokens, TransportPolicy.STRICT);
  }
}
