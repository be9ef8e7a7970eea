package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bactrian.journeys.Connecting.KEY;
import static org.bactrian.journeys.Connecting.SECRET;
import static org.bactrian.journeys.Connecting.SESSION;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bactrian.Bactrian;
import org.bactrian.connection.LoginOutcome;
import org.bactrian.connection.Setup;
import org.bactrian.connection.SetupTrouble;
import org.bactrian.connection.Standing;
import org.bactrian.connection.Step;
import org.bactrian.connection.StepReport.State;
import org.bactrian.settings.SettingsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stored secret goes to the address that it was entered for, and nowhere else. */
class SecretDestinationTest {

  private static final String MARKETO_SECRET = "sandbox-client-secret";

  @TempDir Path folder;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private Connecting connecting;
  private HttpServer stranger;
  private String strange;

  @BeforeEach
  void start() throws IOException {
    connecting = new Connecting(folder, 5);
    stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stranger.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String asked = exchange.getRequestURI() + " " + body;
          // Whether it is a sandbox is asked of any address, without a secret.
          if (!asked.startsWith("/sandbox/instance")) received.add(asked);
          byte[] answer =
              """
              {"access_token":"x","refresh_token":"x","instance_url":"%s","expires_in":3600,
               "id":"%s/id/00D000000000001AAA/005000000000001AAA","scope":"x"}\
              """
                  .formatted(strange, strange)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    stranger.start();
    strange = "http://127.0.0.1:" + stranger.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    stranger.stop(0);
    connecting.close();
  }

  @Test
  void another_login_host_asks_for_its_secret_and_revokes_the_login() {
    try (Bactrian bactrian = connecting.begun()) {
      Setup setup = bactrian.setup();
      connecting.logIn(setup);
      String token = connecting.secret("salesforce.refresh-token");
      assertThat(setup.chooseLoginHost(strange).state()).isEqualTo(State.DONE);
      assertThat(connecting.secrets()).isEmpty();
      assertThat(Connecting.report(setup, Step.KEY).state()).isEqualTo(State.TO_DO);
      assertThat(setup.saveApp("", "").state()).isEqualTo(State.FAILED);
      assertThat(setup.saveApp(KEY, "").state()).isEqualTo(State.FAILED);
      assertThatThrownBy(() -> setup.beginLogin(SESSION)).isInstanceOf(SetupTrouble.class);
      assertThat(received).isEmpty();
      assertThat(connecting.isRefreshable(token)).as("revoked at the former host").isFalse();
    }
  }

  @Test
  void a_login_that_was_begun_at_another_host_ends_there() {
    try (Bactrian bactrian = connecting.begun()) {
      Setup setup = bactrian.setup();
      Map<String, String> callback = connecting.allowed(setup.beginLogin(SESSION));
      setup.chooseLoginHost(strange);
      setup.saveApp(KEY, "the-strangers-own-secret");
      assertThat(setup.finishLogin(callback, SESSION)).isInstanceOf(LoginOutcome.NotBegun.class);
      assertThat(received).isEmpty();
    }
  }

  @Test
  void another_marketo_address_or_client_asks_for_its_secret() {
    try (Bactrian bactrian = connecting.connected()) {
      Setup setup = bactrian.setup();
      assertThat(setup.saveMarketo(strange, "", "").found().toString())
          .contains("stored client secret is for another address");
      assertThat(setup.saveMarketo(strange, "sandbox-client-id", "").state())
          .isEqualTo(State.FAILED);
      String own = connecting.systems.marketo.url();
      assertThat(setup.saveMarketo(own, "another-client", "").state()).isEqualTo(State.FAILED);
      assertThat(received).isEmpty();
      assertThat(setup.saveMarketo(own, "", "").state()).isEqualTo(State.DONE);
      assertThat(setup.saveMarketo(strange, "theirs", "theirs too").state()).isEqualTo(State.DONE);
      assertThat(received.toString()).contains("theirs").doesNotContain(MARKETO_SECRET);
    }
  }

  @Test
  void another_consumer_key_asks_for_its_secret() {
    try (Bactrian bactrian = connecting.begun()) {
      Setup setup = bactrian.setup();
      connecting.logIn(setup);
      assertThat(setup.saveApp("another-key", "").found().toString())
          .contains("another consumer key");
      assertThat(connecting.secret("salesforce.consumer-key")).isEqualTo(KEY);
      assertThat(setup.saveApp("", "").state()).isEqualTo(State.DONE);
      assertThat(Connecting.report(setup, Step.LOGIN).state()).isEqualTo(State.DONE);
      String token = connecting.secret("salesforce.refresh-token");
      setup.saveApp("another-key", "its-secret");
      assertThat(Connecting.report(setup, Step.LOGIN).state()).isEqualTo(State.TO_DO);
      assertThat(connecting.isRefreshable(token)).as("revoked as the former app").isFalse();
    }
  }

  @Test
  void confirmed_systems_are_changed_after_disconnect_only() {
    try (Bactrian bactrian = connecting.started()) {
      Setup setup = bactrian.setup();
      assertThat(setup.chooseLoginHost(strange).found().toString())
          .contains("another login host than that of the confirmed org");
      setup.chooseLoginHost(connecting.systems.salesforce.url());
      assertThat(setup.saveMarketo(strange, "theirs", "theirs too").state())
          .isEqualTo(State.FAILED);
      setup.saveMarketo(connecting.systems.marketo.url(), "", "");
      assertThat(received).isEmpty();
      assertThat(setup.standing().kind()).isEqualTo(Standing.Kind.RUNNING);
      setup.disconnect();
      assertThat(setup.chooseLoginHost(strange).state()).isEqualTo(State.DONE);
    }
  }

  @Test
  void a_login_host_that_the_settings_change_gets_no_stored_secret() {
    connecting.systems.set("salesforce.login-url", connecting.systems.salesforce.url());
    try (Bactrian bactrian = connecting.process()) {
      bactrian.setup().saveApp(KEY, SECRET);
      connecting.logIn(bactrian.setup());
      bactrian
          .setup()
          .saveMarketo(connecting.systems.marketo.url(), "sandbox-client-id", MARKETO_SECRET);
    }
    connecting.systems.set("salesforce.login-url", strange);
    connecting.systems.set("marketo.url", strange);
    connecting.systems.settings().remove("bactrian.marketo.client-id");
    try (Bactrian bactrian = connecting.process()) {
      Setup setup = bactrian.setup();
      assertThat(Connecting.report(setup, Step.KEY).state()).isEqualTo(State.TO_DO);
      assertThat(Connecting.report(setup, Step.LOGIN).state()).isEqualTo(State.NOT_YET);
      assertThatThrownBy(setup::look).isInstanceOf(SetupTrouble.class);
      assertThat(received).isEmpty();
      assertThat(setup.disconnect().toString()).startsWith("Disconnected: the login was revoked");
      assertThat(received).as("revoked where it belongs").isEmpty();
    }
  }

  @Test
  void secrets_of_the_settings_go_where_the_settings_say() {
    connecting.systems.set("salesforce.client-id", KEY);
    connecting.systems.set("salesforce.client-secret", SECRET);
    assertThatThrownBy(connecting::process)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("give bactrian.salesforce.login-url too");
    connecting.systems.set("salesforce.login-url", connecting.systems.salesforce.url());
    try (Bactrian bactrian = connecting.process()) {
      Setup setup = bactrian.setup();
      assertThatThrownBy(() -> setup.chooseLoginHost(strange))
          .isInstanceOf(SetupTrouble.class)
          .hasMessageContaining("bactrian.salesforce.login-url");
      assertThat(connecting.logIn(setup)).isInstanceOf(LoginOutcome.Connected.class);
    }
    assertThat(received).isEmpty();
  }

  @Test
  void tokens_are_not_sent_to_an_instance_without_https() {
    try (Bactrian bactrian = connecting.connected()) {
      answerWithInstance("http://203.0.113.7");
      LoginOutcome outcome = connecting.logIn(bactrian.setup());
      assertThat(outcome.words().toString()).contains("http://203.0.113.7", "not https");
      assertThat(connecting.secrets().values()).doesNotContain("unencrypted");
      connecting.expire();
      answerWithInstance("http://203.0.113.7");
      assertThatThrownBy(() -> bactrian.setup().look()).isInstanceOf(SetupTrouble.class);
      assertThat(connecting.secrets().values()).doesNotContain("unencrypted");
    }
  }

  private void answerWithInstance(String url) {
    connecting.systems.salesforceFault(
        Map.of(
            "path",
            "/services/oauth2/token",
            "status",
            200,
            "body",
            """
            {"access_token":"unencrypted","refresh_token":"unencrypted","instance_url":"%s",\
            "id":"%s/id/00D000000000001AAA/005000000000001AAA"}\
            """
                .formatted(url, url)));
  }
}
