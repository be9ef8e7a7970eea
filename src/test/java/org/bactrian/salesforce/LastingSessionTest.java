package org.bactrian.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.apache.camel.component.salesforce.internal.SalesforceSession.SalesforceSessionListener;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Callers that meet at a login. */
class LastingSessionTest {

  private static final Grant GRANT =
      new Grant("token", "https://example.my.salesforce.com", "id", Optional.empty());

  private final LastingSession session =
      new LastingSession(
          new DefaultCamelContext(),
          new SalesforceHttpClient(),
          settings(),
          (refused, ask) -> GRANT);

  @Test
  void clients_know_the_instance_before_anybody_sees_a_token() throws Exception {
    List<String> seen = new ArrayList<>();
    session.addListener(listener(seen, () -> String.valueOf(session.getAccessToken())));
    session.login(null);
    assertThat(seen).containsExactly("https://example.my.salesforce.com null");
    assertThat(session.getAccessToken()).isEqualTo("token");
  }

  @Test
  void a_client_that_comes_late_is_told() throws Exception {
    session.login(null);
    List<String> seen = new ArrayList<>();
    session.addListener(listener(seen, () -> "late"));
    assertThat(seen).containsExactly("https://example.my.salesforce.com late");
  }

  private static SalesforceSessionListener listener(
      List<String> seen, java.util.function.Supplier<String> then) {
    return new SalesforceSessionListener() {
      @Override
      public void onLogin(String accessToken, String instanceUrl) {
        seen.add(instanceUrl + " " + then.get());
      }

      @Override
      public void onLogout() {}
    };
  }

  private static LoginSettings settings() {
    LoginSettings settings = new LoginSettings();
    settings.setType(AuthenticationType.CLIENT_CREDENTIALS);
    settings.setLoginUrl("https://login.salesforce.com");
    settings.setClientId("key");
    settings.setClientSecret("secret");
    return settings;
  }
}
