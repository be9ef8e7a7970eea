package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bactrian.local.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set-up on a terminal, as an operator does it without the console. */
class TerminalTest {

  private static final String[] SECRETS = {
    Connecting.KEY, Connecting.SECRET, "sandbox-client-id", "sandbox-client-secret"
  };

  @TempDir Path folder;
  private Connecting connecting;
  private int port;

  @BeforeEach
  void start() {
    connecting = new Connecting(folder, 10);
    port = Ports.free();
    connecting.systems.set("console.port", String.valueOf(port));
    connecting.systems.set("salesforce.login-url", connecting.systems.salesforce.url());
    connecting.systems.set("marketo.url", connecting.systems.marketo.url());
  }

  @AfterEach
  void stop() {
    connecting.close();
  }

  @Test
  void connects_by_the_callback_and_starts() {
    Command connect = connect("--yes");
    String page =
        connecting.systems.text(
            "http://127.0.0.1:" + port + "/connect/callback?" + allowed(connect::out));
    assertThat(page).contains("Logged in", "You can close this page");
    assertThat(connect.waitFor()).as(connect.out() + connect.err()).isZero();
    assertThat(connect.out())
        .contains("Enterprise Edition")
        .contains("sync@bactrian.example")
        .contains("apis@bactrian.example")
        .contains("The sync is started");
    Command once = Command.start(connecting.systems.settings(), "run", "--once");
    assertThat(once.waitFor()).as(once.err()).isZero();
    assertThat(once.summary().get("created")).isNotEqualTo("0");
  }

  @Test
  void takes_the_pasted_address_of_a_browser_elsewhere() {
    Command connect = connect();
    String callback = allowed(connect::out);
    connect.type("what?", "http://localhost:1/connect/callback?" + callback);
    await().until(() -> connect.out().contains("Are these the right ones?"));
    connect.type("n");
    assertThat(connect.waitFor()).as(connect.out() + connect.err()).isZero();
    assertThat(connect.out()).contains("Logged in").doesNotContain("sandbox-consumer-secret");
  }

  @Test
  void goes_on_where_a_killed_process_was() {
    Process killed = Process.start(connecting.systems.settings(), "connect");
    killed.type(SECRETS);
    String callback = allowed(killed::out);
    killed.kill();
    Command connect = Command.start(connecting.systems.settings(), "connect", "--yes");
    page(connect::out);
    assertThat(connect.out()).doesNotContain("Consumer secret:", "Client secret:");
    connecting.systems.text("http://127.0.0.1:" + port + "/connect/callback?" + callback);
    assertThat(connect.waitFor()).as(connect.out() + connect.err()).isZero();
    assertThat(connect.out()).contains("The sync is started");
  }

  @Test
  void is_asked_at_this_terminal_and_done_in_the_process_that_serves_the_console() {
    connecting.systems.set("management.port", String.valueOf(Ports.free()));
    Process run = Process.start(connecting.systems.settings(), "run");
    try {
      await().until(() -> run.out().contains("not connected yet") || !run.isAlive());
      Command connect = connect("--yes");
      connecting.systems.text(
          "http://127.0.0.1:" + port + "/connect/callback?" + allowed(connect::out));
      assertThat(connect.waitFor()).as(connect.out() + connect.err()).isZero();
      assertThat(connect.out()).contains("The sync is started");
      await().until(() -> run.out().contains("Syncing every"));
      Command pause = Command.start(connecting.systems.settings(), "connect", "--pause");
      assertThat(pause.waitFor()).as(pause.err()).isZero();
    } finally {
      run.kill();
    }
  }

  @Test
  void a_refusal_ends_it_with_what_to_do() {
    Command connect = connect();
    String state = Connecting.query(page(connect::out)).get("state");
    connecting.systems.text(
        "http://127.0.0.1:" + port + "/connect/callback?error=access_denied&state=forged");
    connecting.systems.text(
        "http://127.0.0.1:" + port + "/connect/callback?error=access_denied&state=" + state);
    assertThat(connect.waitFor()).isEqualTo(2);
    assertThat(connect.out()).contains("denied").contains("press Allow");
  }

  @Test
  void what_is_wrong_with_what_was_typed_ends_it_too() {
    Command connect = Command.start(connecting.systems.settings(), "connect");
    connect.type(Connecting.KEY, Connecting.SECRET, "sandbox-client-id", "wrong");
    assertThat(connect.waitFor()).isEqualTo(2);
    assertThat(connect.out()).contains("doesn't know the client id or the secret");
  }

  @Test
  void an_unconnected_run_says_what_to_do() {
    Command once = Command.start(connecting.systems.settings(), "run", "--once");
    assertThat(once.waitFor()).isEqualTo(2);
    assertThat(once.err()).contains("not connected yet").contains("step 2").contains("connect");
    Command status = Command.start(connecting.systems.settings(), "status", "--json");
    assertThat(status.waitFor()).as(status.err()).isZero();
    assertThat(status.out()).contains("\"state\":\"setting_up\"");
  }

  /** Begins a login, after typing what it asks for before. */
  private Command connect(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "connect";
    System.arraycopy(options, 0, arguments, 1, options.length);
    Command connect = Command.start(connecting.systems.settings(), arguments);
    connect.type(SECRETS);
    return connect;
  }

  private static URI page(Supplier<String> out) {
    await().until(out::get, containsString("paste it here"));
    return out.get()
        .lines()
        .map(String::strip)
        .filter(line -> line.contains("/services/oauth2/authorize?"))
        .map(URI::create)
        .findFirst()
        .orElseThrow();
  }

  private String allowed(Supplier<String> out) {
    Map<String, String> callback = connecting.allowed(page(out));
    return callback.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
