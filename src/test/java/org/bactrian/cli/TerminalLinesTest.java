package org.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.state.Run;
import org.bactrian.sync.Tally;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that stops says why once, however many stop for the same reason after it. */
class TerminalLinesTest {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Terminal terminal = new Terminal(invocation());

  private Invocation invocation() {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return (Invocation)
        Proxy.newProxyInstance(
            Invocation.class.getClassLoader(),
            new Class<?>[] {Invocation.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "out", "err" -> out;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private void run(String failure, Tally tally) {
    terminal.run(new Run(Instant.EPOCH, Instant.EPOCH.plusMillis(700), tally, 0, 0, failure));
  }

  private final Properties systems = (Properties) System.getProperties().clone();

  /** What a command was given by -D is not the next one's. */
  @AfterEach
  void forgetSettings() {
    System.setProperties(systems);
  }

  @Test
  void one_line_for_each_change_of_state() {
    run(null, Tally.NONE);
    for (int i = 0; i < 9; i++) run("Marketo: after " + i + " tries still 601", Tally.NONE);
    run("Salesforce can't be reached", Tally.NONE);
    run(null, Tally.NONE);
    run(null, Tally.NONE);
    run(null, Tally.read(2));
    run("Salesforce can't be reached", Tally.NONE);
    assertThat(said.toString(StandardCharsets.UTF_8).lines().map(line -> line.substring(9)))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("the run stopped: Marketo: after 0 tries still 601"),
            line -> assertThat(line).isEqualTo("the run stopped: Salesforce can't be reached"),
            line -> assertThat(line).isEqualTo("the sync goes on"),
            line -> assertThat(line).contains("read=2"),
            line -> assertThat(line).isEqualTo("the run stopped: Salesforce can't be reached"));
  }

  @Test
  void validate_finds_what_is_wrong_with_settings_that_only_run_needs() {
    PrintStream before = System.out;
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(Commands.execute("-Dbactrian.console.address=0.0.0.0", "validate"))
          .isEqualTo(Commands.FINDINGS);
    } finally {
      System.setOut(before);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("serving the console", "bactrian.console.password-hash");
  }

  @Test
  void a_condition_that_is_none_stops_every_command_at_its_line(@TempDir Path folder)
      throws IOException {
    Files.writeString(
        folder.resolve("lead.yaml"),
        "salesforce: Lead\nmarketo: lead\nmatch: [{ Id: salesforceId }]\nwhen: ${body[City] == 'x'\n");
    PrintStream before = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(Commands.execute("-Dbactrian.mappings=" + folder, "run", "--once"))
          .isEqualTo(Commands.UNFINISHED);
    } finally {
      System.setErr(before);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("lead.yaml line 4: when: expected symbol functionEnd");
  }

  @Test
  @Timeout(60)
  void the_command_sandbox_takes_its_ports_from_the_settings_too() throws IOException {
    PrintStream before = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      String ours = "-Dbactrian.sandbox.salesforce-port=" + port;
      assertThat(Commands.execute(ours, "sandbox", "--leads", "1")).isNotZero();
      assertThat(said.toString(StandardCharsets.UTF_8)).contains("port " + port + " is in use");
    } finally {
      System.setErr(before);
    }
  }
}
