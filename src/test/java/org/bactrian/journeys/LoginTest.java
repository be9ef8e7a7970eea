package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bactrian.connection.Setup;
import org.bactrian.connection.Standing;
import org.bactrian.connection.StepReport;
import org.bactrian.local.Modes;
import org.bactrian.state.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to log in without a browser, and tokens that die. */
class LoginTest {

  @TempDir Path folder;
  private TwoSystems systems;

  @BeforeEach
  void start() {
    systems = new TwoSystems(folder, 0);
  }

  @AfterEach
  void stop() {
    systems.close();
  }

  @Test
  void logsInByPrivateKey() throws Exception {
    Path key = folder.resolve("key.pem");
    Modes.secret(key, systems.text(systems.salesforce.url() + "/sandbox/oauth/private-key"));
    systems.settings().remove("bactrian.salesforce.client-secret");
    systems.set("salesforce.auth", "jwt");
    systems.set("salesforce.username", "sync@bactrian.example");
    systems.set("salesforce.private-key", key.toString());
    assertThat(systems.once().failure()).isNull();
    assertThat(grants().toString()).contains("jwt-bearer");
  }

  @Test
  void logsInByRefreshToken() {
    systems.set("salesforce.refresh-token", "sandbox-refresh-token");
    assertThat(systems.once().failure()).isNull();
    assertThat(grants().toString()).contains("refresh_token");
  }

  @Test
  void logsInAgainWhenTokensDie() {
    assertThat(systems.once().failure()).isNull();
    try (var bactrian = systems.bactrian()) {
      assertThat(bactrian.flows().once().orElseThrow().failure()).isNull();
      systems.post(systems.salesforce.url() + "/sandbox/oauth/expire", Map.of());
      systems.post(systems.marketo.url() + "/sandbox/tokens/expire", Map.of());
      systems.create(
          "Lead", Map.of("LastName", "Lin", "Company", "Acme", "Email", "a@example.com"));
      Run run = bactrian.flows().once().orElseThrow();
      assertThat(run.failure()).isNull();
      assertThat(run.tally().created()).isEqualTo(2);
    }
  }

  @Test
  void tellsWhoIsConnectedByConfiguration() {
    try (var bactrian = systems.bactrian()) {
      Setup setup = bactrian.setup();
      assertThat(setup.standing().kind()).isEqualTo(Standing.Kind.CONFIGURED);
      assertThat(setup.steps())
          .allSatisfy(report -> assertThat(report.state()).isEqualTo(StepReport.State.DONE));
      assertThat(setup.look().salesforce().username()).isEqualTo("sync@bactrian.example");
      assertThat(setup.compareFields().gaps()).isEmpty();
      assertThat(setup.entered().consumerKey()).isEqualTo("••••-key");
      assertThatThrownBy(() -> setup.beginLogin(Optional.empty()))
          .hasMessageContaining("bactrian.salesforce.auth");
      assertThatThrownBy(() -> setup.saveApp("a", "b"))
          .hasMessageContaining("bactrian.salesforce.client-id");
      setup.pause();
      bactrian.flows().scheduled();
      assertThat(setup.standing().kind()).isEqualTo(Standing.Kind.PAUSED);
      assertThat(setup.resume().runs()).isTrue();
    }
  }

  @Test
  void aStoppedProcessLeavesTheSessionsOfOthersAlone() {
    try (var one = systems.bactrian()) {
      assertThat(one.flows().once().orElseThrow().failure()).isNull();
      int logins = grants().path("client_credentials").asInt();
      systems.once();
      assertThat(grants().path("client_credentials").asInt()).isEqualTo(logins + 1);
      assertThat(one.flows().once().orElseThrow().failure()).isNull();
      assertThat(grants().path("client_credentials").asInt()).isEqualTo(logins + 1);
    }
  }

  private JsonNode grants() {
    return systems.get(systems.salesforce.url() + "/sandbox/oauth");
  }
}
