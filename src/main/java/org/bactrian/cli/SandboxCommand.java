package org.bactrian.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.bactrian.Sandbox;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sandbox}: runs only the two simulated systems. */
@Command(
    name = "sandbox",
    description = "Runs only the two simulated systems, for other tools and for tests.")
final class SandboxCommand implements Callable<Integer> {

  private final Invocation invocation;

  SandboxCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Option(
      names = "--salesforce-port",
      description = "0 picks a free one; bactrian.sandbox.salesforce-port, or 8090, if not given.")
  private Integer salesforcePort;

  @Option(
      names = "--marketo-port",
      description = "0 picks a free one; bactrian.sandbox.marketo-port, or 8091, if not given.")
  private Integer marketoPort;

  @Option(names = "--leads", description = "How many leads it starts with; 5000 if not given.")
  private Integer leads;

  @Option(names = "--seed", description = "The same seed, the same people; 1 if not given.")
  private Integer seed;

  @Option(
      names = "--activity-per-minute",
      defaultValue = "0",
      description = "How often simulated users edit something; the setting is run's alone.")
  private int activityPerMinute;

  @Override
  public Integer call() throws InterruptedException {
    set(Setting.SANDBOX_SALESFORCE_PORT, salesforcePort);
    set(Setting.SANDBOX_MARKETO_PORT, marketoPort);
    set(Setting.SANDBOX_LEADS, leads);
    set(Setting.SANDBOX_SEED, seed);
    set(Setting.SANDBOX_ACTIVITY_PER_MINUTE, activityPerMinute);
    Settings settings = invocation.settings();
    try (Sandbox sandbox = Sandbox.start(settings)) {
      describe(sandbox, new Terminal(invocation));
      new CountDownLatch(1).await();
    }
    return Commands.DONE;
  }

  private void set(Setting setting, Integer value) {
    if (value != null) invocation.define(Map.of(setting.key(), String.valueOf(value)));
  }

  /** Says where the two systems are and how to log in. */
  static void describe(Sandbox sandbox, Terminal terminal) {
    terminal.say(
        "  Salesforce  %s  consumer key sandbox-consumer-key, secret sandbox-consumer-secret, user sync@bactrian.example, password sandbox"
            .formatted(sandbox.salesforceUrl()));
    terminal.say(
        "  Marketo     %s  client id sandbox-client-id, secret sandbox-client-secret"
            .formatted(sandbox.marketoUrl()));
  }
}
