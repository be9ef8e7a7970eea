package org.bactrian.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.bactrian.local.Modes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @TempDir Path home;

  @Test
  void the_command_line_wins_over_the_environment_and_that_over_the_file() throws IOException {
    write("bactrian.poll-every = 1s\nbactrian.overlap = 2m\nbactrian.marketo.url = http://file");
    Properties system = new Properties();
    system.setProperty("bactrian.poll-every", "3s");
    Map<String, String> environment =
        Map.of("BACTRIAN_POLL_EVERY", "2s", "BACTRIAN_MARKETO_URL", "http://environment");
    Settings settings = Settings.read(home, system, environment);
    assertThat(settings.duration(Setting.POLL_EVERY)).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.get(Setting.MARKETO_URL)).isEqualTo("http://environment");
    assertThat(settings.duration(Setting.OVERLAP)).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.number(Setting.CONSOLE_PORT)).isEqualTo(8080);
  }

  @Test
  void placeholders_in_the_file_are_resolved() throws IOException {
    write("bactrian.marketo.client-secret = {{sys:user.dir}}");
    assertThat(read().get(Setting.MARKETO_CLIENT_SECRET)).isEqualTo(System.getProperty("user.dir"));
  }

  @Test
  void a_secret_may_lie_in_a_file() throws IOException {
    Modes.secret(home.resolve("marketo.secret"), "from the file\n");
    Modes.secret(home.resolve("other.secret"), "from another");
    write("bactrian.marketo.client-secret-file = marketo.secret");
    assertThat(read().get(Setting.MARKETO_CLIENT_SECRET)).isEqualTo("from the file");
    Map<String, String> environment =
        Map.of(
            "BACTRIAN_MARKETO_CLIENT_SECRET_FILE",
            home.resolve("other.secret").toString(),
            "BACTRIAN_SALESFORCE_CLIENT_SECRET",
            "itself");
    Settings settings = Settings.read(home, new Properties(), environment);
    assertThat(settings.get(Setting.MARKETO_CLIENT_SECRET)).isEqualTo("from another");
    assertThat(settings.get(Setting.SALESFORCE_CLIENT_SECRET)).isEqualTo("itself");
    write("bactrian.marketo.client-secret-file = nowhere");
    assertThatThrownBy(this::read)
        .hasMessageContaining("bactrian.marketo.client-secret-file")
        .hasMessageEndingWith("nowhere can't be read (there is no such file)");
    write("bactrian.marketo.client-secret-file = marketo.secret");
    Modes.set(home.resolve("marketo.secret"), "rw-r--r--");
    assertThatThrownBy(this::read)
        .hasMessageContaining("chmod 600 " + home.resolve("marketo.secret"));
    Modes.secret(home.resolve("marketo.secret"), "\n");
    assertThatThrownBy(this::read).hasMessageContaining("marketo.secret is empty");
  }

  @Test
  void every_setting_may_lie_in_a_file() throws IOException {
    Path value = Modes.secret(home.resolve("value"), "from a file\n");
    for (Setting setting : Setting.values()) {
      if (!setting.hasFile()) continue;
      Map<String, String> given = Map.of(setting.variable() + "_FILE", value.toString());
      assertThat(Settings.read(home, new Properties(), given).get(setting))
          .as(setting.key())
          .isEqualTo("from a file");
      Map<String, String> both =
          Map.of(setting.variable() + "_FILE", value.toString(), setting.variable(), "itself");
      assertThatThrownBy(() -> Settings.read(home, new Properties(), both))
          .as(setting.key())
          .hasMessageContaining("the environment: both " + setting.key());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BACTRIAN_POLL_EVERY",
        "bactrian_poll_every",
        "Bactrian.poll-every",
        "BACTRIAN.POLL-EVERY"
      })
  void a_setting_in_the_form_of_a_variable_is_refused(String name) {
    Properties given = new Properties();
    given.setProperty(name, "5s");
    assertThatThrownBy(() -> Settings.read(home, given, Map.of()))
        .hasMessage(
            "reading the command line: unknown setting '%s', did you mean 'bactrian.poll-every'?"
                .formatted(name));
  }

  @Test
  void a_variable_with_our_prefix_that_is_none_of_ours_is_refused() throws IOException {
    assertThatThrownBy(() -> variable("BACTRIAN_CONSOLE_PASWORD_HASH", "x"))
        .hasMessage(
            "reading the environment: unknown variable 'BACTRIAN_CONSOLE_PASWORD_HASH', did you"
                + " mean 'BACTRIAN_CONSOLE_PASSWORD_HASH'?");
    assertThatThrownBy(() -> variable("bactrian_console_password_hash", "x"))
        .hasMessageContaining("did you mean 'BACTRIAN_CONSOLE_PASSWORD_HASH'?");
    assertThatThrownBy(() -> variable("BACTRIAN_SECRETS_KEY", "x")).hasMessageContaining("unknown");
    write("bactrian.key = {{env:BACTRIAN_SECRETS_KEY}}");
    assertThatThrownBy(() -> variable("BACTRIAN_SECRETS_KEY", "x"))
        .as("the file names it, and it is not in this process's environment")
        .hasMessageNotContaining("unknown variable");
    write("");
    assertThat(variable("BACTRIAN_STACK_TRACES", "1")).isNotNull();
    file("routes/own.camel.yaml", "- route: { from: { uri: '{{env:BACTRIAN_QUEUE}}' } }");
    file(
        "config/mappings/lead.yaml",
        "when: ${env.BACTRIAN_REGION} == 'eu'\n# {{env:BACTRIAN_OLD}}");
    assertThat(variable("BACTRIAN_QUEUE", "jms:changes")).isNotNull();
    assertThat(variable("BACTRIAN_REGION", "eu")).isNotNull();
    assertThatThrownBy(() -> variable("BACTRIAN_OLD", "x")).hasMessageContaining("unknown");
    assertThat(variable("PATH", "/bin")).isNotNull();
    for (String link :
        List.of("SERVICE_HOST", "SERVICE_PORT_HTTP", "PORT", "PORT_8080_TCP_ADDR", "DB_PORT")) {
      assertThat(variable("BACTRIAN_" + link, "tcp://10.0.0.1")).as(link).isNotNull();
    }
    assertThatThrownBy(() -> variable("BACTRIAN_CONSOL_PORT", "8081"))
        .as("a number is no address of a service")
        .hasMessageContaining("did you mean 'BACTRIAN_CONSOLE_PORT'?");
  }

  @Test
  void a_secret_that_is_given_empty_is_not_taken_for_none() {
    for (Setting setting : Setting.NEVER_EMPTY) {
      assertThatThrownBy(() -> variable(setting.variable(), " "))
          .as(setting.key())
          .hasMessageContaining(setting.variable() + ") is given and empty");
    }
  }

  @Test
  void a_key_that_nobody_would_read_is_refused() throws IOException {
    write("bactrain.marketo.url = http://x");
    assertThatThrownBy(this::read).hasMessageContaining("did you mean 'bactrian.marketo.url'?");
    write("came.component.salesforce.http-proxy-host = x");
    assertThatThrownBy(this::read)
        .hasMessageContaining("did you mean 'camel.component.salesforce.http-proxy-host'?");
    write("camel.componnent.salesforce.http-proxy-host = x");
    assertThatThrownBy(this::read)
        .hasMessageContaining("did you mean 'camel.component.salesforce.http-proxy-host'?");
    write("slack.channel = a placeholder of a route's own");
    assertThat(read()).isNotNull();
  }

  private Settings variable(String name, String value) {
    return Settings.read(home, new Properties(), Map.of(name, value));
  }

  @Test
  void a_secret_may_lie_in_a_vault_of_Camels() throws IOException {
    write(
        "camel.vault.hashicorp.token = {{sys:user.name}}\n"
            + "bactrian.marketo.client-secret = {{drawer:marketo}}");
    assertThat(read().get(Setting.MARKETO_CLIENT_SECRET))
        .isEqualTo("marketo opened by " + System.getProperty("user.name"));
    write("bactrian.marketo.client-secret = {{drawer:lost}}");
    assertThatThrownBy(this::read).hasMessageContaining("bactrian.marketo.client-secret");
    write("bactrian.marketo.client-secret = {{aws:marketo}}");
    assertThatThrownBy(this::read)
        .hasMessageContaining("bactrian.marketo.client-secret")
        .hasMessageContaining("camel-aws-secrets-manager");
  }

  @Test
  void the_console_is_where_Salesforce_can_send_browsers_back() throws IOException {
    assertThat(read().consoleUrl()).isEqualTo("http://localhost:8080");
    write("bactrian.console.address = 10.0.0.1");
    assertThat(read().consoleUrl()).isEqualTo("http://10.0.0.1:8080");
    write("bactrian.console.public-url = https://bactrian.example.com/");
    assertThat(read().consoleUrl()).isEqualTo("https://bactrian.example.com");
  }

  @Test
  void a_typo_is_named_with_what_was_meant() throws IOException {
    write("bactrian.marketo.ulr = http://x");
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("application.properties")
        .hasMessageContaining("'bactrian.marketo.ulr', did you mean 'bactrian.marketo.url'?");
  }

  @Test
  void a_typo_on_the_command_line_is_named_too() {
    Properties system = new Properties();
    system.setProperty("bactrian.sandbox.leeds", "5");
    assertThatThrownBy(() -> Settings.read(home, system, Map.of()))
        .hasMessage(
            "reading the command line: unknown setting 'bactrian.sandbox.leeds', did you mean"
                + " 'bactrian.sandbox.leads'?");
  }

  @Test
  void the_console_has_one_address() throws IOException {
    assertThat(read().consoleUrl()).isEqualTo("http://localhost:8080");
    write("bactrian.console.address = fd00::7\nbactrian.console.tls.keystore = x.p12");
    assertThat(read().consoleUrl()).isEqualTo("https://[fd00::7]:8080");
  }

  @Test
  void a_value_of_the_wrong_form_is_named() throws IOException {
    write("bactrian.console.port = http\nbactrian.poll-every = soon");
    assertThatThrownBy(() -> read().number(Setting.CONSOLE_PORT))
        .hasMessage("reading bactrian.console.port: 'http' is not a whole number");
    assertThatThrownBy(() -> read().duration(Setting.POLL_EVERY))
        .hasMessage(
            "reading bactrian.poll-every: 'soon' is not a length of time such as 10s or 5m");
  }

  private Settings read() {
    return Settings.read(home, new Properties(), Map.of());
  }

  private void write(String properties) throws IOException {
    file("config/application.properties", properties);
  }

  private void file(String name, String text) throws IOException {
    Files.createDirectories(home.resolve(name).getParent());
    Files.writeString(home.resolve(name), text);
  }
}
