package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bactrian.journeys.Connecting.KEY;
import static org.bactrian.journeys.Connecting.SECRET;
import static org.bactrian.journeys.Connecting.SESSION;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bactrian.Bactrian;
import org.bactrian.connection.Confirmation;
import org.bactrian.connection.FieldComparison;
import org.bactrian.connection.LoginOutcome;
import org.bactrian.connection.Setup;
import org.bactrian.connection.SetupTrouble;
import org.bactrian.connection.Standing;
import org.bactrian.connection.Step;
import org.bactrian.connection.StepReport;
import org.bactrian.connection.StepReport.State;
import org.bactrian.state.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set-up by a browser, from nothing to the first sync, and what can go wrong on the way. */
class ConnectTest {

  @TempDir Path folder;
  private Connecting connecting;
  private TwoSystems systems;

  @BeforeEach
  void start() {
    connecting = new Connecting(folder, 20);
    systems = connecting.systems;
  }

  @AfterEach
  void stop() {
    connecting.close();
  }

  @Test
  void every_step_outlives_the_process() {
    at(Step.APP, setup -> setup.chooseLoginHost(systems.salesforce.url() + "/"));
    at(Step.KEY, setup -> setup.saveApp(" " + KEY + "\n", SECRET));
    String[] address = new String[1];
    try (Bactrian bactrian = connecting.process()) {
      address[0] = bactrian.setup().beginLogin(SESSION).toString();
    }
    at(
        Step.LOGIN,
        setup -> {
          LoginOutcome outcome =
              setup.finishLogin(connecting.allowed(URI.create(address[0])), SESSION);
          assertThat(outcome).isInstanceOf(LoginOutcome.Connected.class);
        });
    at(
        Step.MARKETO,
        setup ->
            setup.saveMarketo(
                systems.marketo.url() + "/rest", "sandbox-client-id", "sandbox-client-secret"));
    at(Step.CONFIRM, Setup::confirm);
    at(
        Step.FIELDS,
        setup -> {
          assertThat(setup.compareFields().gaps())
              .extracting(FieldComparison.Gap::field)
              .contains("salesforceId", "salesforceType");
          assertThat(Connecting.report(setup, Step.FIELDS).state()).isEqualTo(State.FAILED);
          assertThat(setup.createFields().gaps()).isEmpty();
        });
    at(
        Step.ENABLE,
        setup -> {
          assertThat(setup.forecast().marketoCalls()).isPositive();
          assertThat(setup.forecast()).isEqualTo(setup.forecast());
          setup.enable();
        });
    at(Step.START, Setup::start);
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().created()).isPositive();
  }

  @Test
  void says_who_is_connected() {
    try (Bactrian bactrian = connecting.connected()) {
      Confirmation found = bactrian.setup().look();
      assertThat(found.salesforce().organizationId()).startsWith("00D").hasSize(18);
      assertThat(found.salesforce().organization()).isNotEmpty();
      assertThat(found.salesforce().edition()).isEqualTo("Enterprise Edition");
      assertThat(found.salesforce().username()).isEqualTo("sync@bactrian.example");
      assertThat(found.salesforce().callsLeft()).isPositive();
      assertThat(found.salesforce().callsADay()).isEqualTo(100_000);
      assertThat(found.marketo().apiUser()).isNotEmpty();
      assertThat(found.marketo().isNativeSyncOn()).isFalse();
      assertThat(found.lacks()).isEmpty();
      assertThat(bactrian.setup().lastLook()).contains(found);
      assertThat(systems.get(systems.marketo.url() + "/sandbox/companies")).isEmpty();
    }
  }

  @Test
  void native_sync_stops_the_set_up() {
    systems.post(systems.marketo.url() + "/sandbox/native-sync", Map.of("on", true));
    try (Bactrian bactrian = connecting.connected()) {
      StepReport report = bactrian.setup().confirm();
      assertThat(report.state()).isEqualTo(State.FAILED);
      assertThat(report.found().toString()).contains("1018");
      assertThatThrownBy(() -> bactrian.setup().enable()).isInstanceOf(SetupTrouble.class);
    }
  }

  @Test
  void a_login_belongs_to_its_session_and_is_used_once() {
    try (Bactrian bactrian = connecting.begun()) {
      Setup setup = bactrian.setup();
      Map<String, String> callback = connecting.allowed(setup.beginLogin(SESSION));
      assertThat(setup.finishLogin(callback, Optional.of("another")))
          .isInstanceOf(LoginOutcome.Forged.class);
      assertThat(setup.finishLogin(callback, Optional.empty()))
          .isInstanceOf(LoginOutcome.Forged.class);
      Map<String, String> forged = new HashMap<>(callback);
      forged.put("state", "guessed");
      assertThat(setup.finishLogin(forged, SESSION)).isInstanceOf(LoginOutcome.Forged.class);
      assertThat(setup.finishLogin(Map.of("code", callback.get("code")), SESSION))
          .isInstanceOf(LoginOutcome.NotBegun.class);
      assertThat(Connecting.report(setup, Step.LOGIN).state()).isEqualTo(State.TO_DO);
      assertThat(setup.finishLogin(callback, SESSION)).isInstanceOf(LoginOutcome.Connected.class);
      assertThat(setup.finishLogin(callback, SESSION)).isInstanceOf(LoginOutcome.Replayed.class);
      assertThat(setup.finishLogin(forged, SESSION)).isInstanceOf(LoginOutcome.NotBegun.class);
      assertThat(Connecting.report(setup, Step.LOGIN).state()).isEqualTo(State.DONE);
    }
  }

  @Test
  void every_refusal_says_what_to_do() {
    try (Bactrian bactrian = connecting.begun()) {
      Setup setup = bactrian.setup();
      assertThat(refused(setup, Map.of("error", "access_denied")))
          .isInstanceOf(LoginOutcome.Denied.class);
      assertThat(
              refused(
                      setup,
                      Map.of(
                          "error",
                          "invalid_client",
                          "error_description",
                          "app must be installed into org"))
                  .advice()
                  .toString())
          .contains("Approve Uninstalled Connected Apps");
      assertThat(refused(setup, Map.of("code", "nonsense")).words().toString())
          .contains("invalid authorization code");
      URI address = setup.beginLogin(SESSION);
      Map<String, String> callback = connecting.allowed(address);
      setup.saveApp(KEY, "wrong");
      assertThat(setup.finishLogin(callback, SESSION).words().toString())
          .startsWith("The consumer secret is wrong");
      setup.saveApp("wrong", SECRET);
      assertThat(
              setup
                  .finishLogin(connecting.allowed(setup.beginLogin(SESSION)), SESSION)
                  .words()
                  .toString())
          .startsWith("Salesforce doesn't know the consumer key");
      StepReport report = Connecting.report(setup, Step.LOGIN);
      assertThat(report.state()).isEqualTo(State.FAILED);
      assertThat(report.toDo()).isNotEmpty();
    }
  }

  @Test
  void an_unreachable_salesforce_is_told_from_a_refusal() {
    try (Bactrian bactrian = connecting.begun()) {
      Setup setup = bactrian.setup();
      Map<String, String> callback = connecting.allowed(setup.beginLogin(SESSION));
      systems.salesforceFault(
          Map.of("path", "/services/oauth2/token", "status", 503, "body", "<html>down"));
      assertThat(setup.finishLogin(callback, SESSION)).isInstanceOf(LoginOutcome.Unreachable.class);
    }
  }

  @Test
  void what_people_mistype_is_mended_or_explained() {
    try (Bactrian bactrian = connecting.process()) {
      Setup setup = bactrian.setup();
      assertThat(setup.chooseLoginHost("http://example.my.salesforce.com").state())
          .isEqualTo(State.FAILED);
      assertThat(setup.chooseLoginHost("sandbox").state()).isEqualTo(State.DONE);
      assertThat(setup.entered().loginHost()).isEqualTo("https://test.salesforce.com");
      assertThat(setup.saveApp(KEY, "").state()).isEqualTo(State.FAILED);
      assertThat(
              setup.saveMarketo(systems.marketo.url(), "sandbox-client-id", "wrong").found() + "")
          .contains("doesn't know the client id");
      assertThat(setup.saveMarketo("127.0.0.1/x", "a", "b").state()).isEqualTo(State.FAILED);
      assertThatThrownBy(() -> setup.beginLogin(SESSION))
          .isInstanceOf(SetupTrouble.class)
          .hasMessageContaining("Consumer key");
    }
  }

  @Test
  void missing_fields_are_created_in_salesforce() throws Exception {
    Path mappings = folder.resolve("mappings");
    Files.createDirectories(mappings);
    Files.writeString(
        mappings.resolve("warmth.yaml"),
        """
        salesforce: Lead
        marketo: lead
        match:
          - Id: department
        to-marketo:
          LastName: lastName
        to-salesforce:
          Warmth__c: leadScore
        """);
    systems.set("mappings", mappings.toString());
    try (Bactrian bactrian = connecting.connected()) {
      Setup setup = bactrian.setup();
      assertThat(setup.look().lacks()).isEmpty();
      FieldComparison before = setup.compareFields();
      assertThat(before.gaps()).hasSize(1);
      assertThat(before.gaps().get(0).field()).isEqualTo("Warmth__c");
      assertThat(before.gaps().get(0).byHand().toString()).contains("Number", "Warmth__c");
      assertThat(setup.createFields().gaps()).isEmpty();
    }
  }

  @Test
  void another_org_or_instance_needs_a_reset() {
    try (Bactrian bactrian = connecting.connected()) {
      Setup setup = bactrian.setup();
      setup.confirm();
      assertThat(setup.saveMarketo("123-ABC-456", "sandbox-client-id", "x").found() + "")
          .contains("another instance");
      assertThat(setup.disconnect().toString()).startsWith("Disconnected");
      assertThat(setup.standing().kind()).isEqualTo(Standing.Kind.SETTING_UP);
      assertThat(setup.entered().hasConsumerSecret()).isFalse();
      assertThat(setup.entered().marketoUrl()).isEqualTo(systems.marketo.url());
      assertThat(setup.reset(false).toString()).startsWith("Reset");
      assertThat(setup.entered().marketoUrl()).isEmpty();
    }
  }

  @Test
  void links_are_forgotten_only_when_told_to() {
    try (Bactrian bactrian = connecting.started()) {
      assertThat(bactrian.flows().once().orElseThrow().failure()).isNull();
      assertThat(bactrian.setup().reset(false).toString()).startsWith("Nothing was changed");
      assertThat(bactrian.setup().standing().kind()).isEqualTo(Standing.Kind.RUNNING);
      assertThat(bactrian.setup().reset(true).toString()).startsWith("Reset");
      assertThat(bactrian.setup().standing().kind()).isEqualTo(Standing.Kind.SETTING_UP);
    }
  }

  @Test
  void a_connection_by_the_settings_takes_its_place() {
    connecting.started().close();
    connecting.revoke();
    connecting.expire();
    assertThat(systems.once().failure()).contains("Log in with Salesforce again");
    systems.set("salesforce.auth", "client-credentials");
    systems.set("salesforce.login-url", systems.salesforce.url());
    systems.set("salesforce.client-id", KEY);
    systems.set("salesforce.client-secret", SECRET);
    systems.set("marketo.url", systems.marketo.url());
    systems.set("marketo.client-id", "sandbox-client-id");
    systems.set("marketo.client-secret", "sandbox-client-secret");
    try (Bactrian bactrian = connecting.process()) {
      assertThat(bactrian.setup().standing().kind()).isEqualTo(Standing.Kind.CONFIGURED);
      bactrian.flows().scheduled();
      bactrian.flows().scheduled();
      assertThat(bactrian.flows().once().orElseThrow().failure()).isNull();
      assertThat(
              systems
                  .get(systems.salesforce.url() + "/sandbox/oauth")
                  .path("client_credentials")
                  .asInt())
          .isEqualTo(1);
    }
  }

  private interface Deed {
    void on(Setup setup);
  }

  /** Takes a step in a process of its own, which is at this step before and after it. */
  private void at(Step step, Deed deed) {
    try (Bactrian bactrian = connecting.process()) {
      Setup setup = bactrian.setup();
      for (StepReport report : setup.steps()) {
        assertThat(report.state())
            .as(report.toString())
            .isEqualTo(
                report.step().compareTo(step) < 0
                    ? State.DONE
                    : report.step() == step ? State.TO_DO : State.NOT_YET);
      }
      deed.on(setup);
      assertThat(Connecting.report(setup, step).state())
          .as(Connecting.report(setup, step) + "")
          .isEqualTo(State.DONE);
    }
  }

  private LoginOutcome refused(Setup setup, Map<String, String> answer) {
    Map<String, String> callback = new HashMap<>(answer);
    callback.put("state", Connecting.query(setup.beginLogin(SESSION)).get("state"));
    LoginOutcome outcome = setup.finishLogin(callback, SESSION);
    assertThat(outcome.isConnected()).isFalse();
    assertThat(outcome.advice().toString()).isNotBlank();
    return outcome;
  }
}
