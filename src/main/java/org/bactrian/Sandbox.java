package org.bactrian;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.bactrian.connection.origin.OriginCheck;
import org.bactrian.sandbox.marketo.MarketoSandbox;
import org.bactrian.sandbox.salesforce.SalesforceSandbox;
import org.bactrian.settings.Connections;
import org.bactrian.settings.FileModes;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;
import org.bactrian.settings.SettingsException;
import org.bactrian.settings.TransportPolicy;

/** The two simulated systems: started here, or already running on their ports. */
public final class Sandbox implements AutoCloseable {

  /** The client id by which the simulated Marketo is known. */
  static final String MARKETO_CLIENT_ID = "sandbox-client-id";

  private static final String CONSUMER_KEY = "sandbox-consumer-key";
  private static final String CONSUMER_SECRET = "sandbox-consumer-secret";
  private static final String MARKETO_CLIENT_SECRET = "sandbox-client-secret";

  private static final int MOST_TRIES = 12;
  private static final long BETWEEN_TRIES = 250;

  private final SalesforceSandbox salesforce;
  private final MarketoSandbox marketo;
  private final String salesforceUrl;
  private final String marketoUrl;

  private Sandbox(
      SalesforceSandbox salesforce,
      MarketoSandbox marketo,
      String salesforceUrl,
      String marketoUrl) {
    this.salesforce = salesforce;
    this.marketo = marketo;
    this.salesforceUrl = salesforceUrl;
    this.marketoUrl = marketoUrl;
  }

  /**
   * Joins the sandbox that answers on the configured ports if it proves that this user started it,
   * or starts one there.
   *
   * @throws SettingsException if another program holds a port
   */
  public static Sandbox of(Settings settings) {
    String salesforce = url(settings.number(Setting.SANDBOX_SALESFORCE_PORT));
    String marketo = url(settings.number(Setting.SANDBOX_MARKETO_PORT));
    for (int tries = 1; ; tries++) {
      Optional<SandboxProof.Answer> left = SandboxProof.ask(salesforce);
      Optional<SandboxProof.Answer> right = SandboxProof.ask(marketo);
      if (isProven(left) && isProven(right)) return new Sandbox(null, null, salesforce, marketo);
      // Whoever answers without a proof, or takes a port meanwhile, may be about to start.
      boolean isLast = tries == MOST_TRIES;
      if (isLast || left.isEmpty() && right.isEmpty()) {
        try {
          return start(settings);
        } catch (SettingsException e) {
          if (isLast) throw e;
        }
      }
      pause();
    }
  }

  private static boolean isProven(Optional<SandboxProof.Answer> answer) {
    return answer.map(SandboxProof.Answer::proven).orElse(false);
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SettingsException("starting the sandbox: interrupted");
    }
  }

  /**
   * Starts the two systems.
   *
   * @throws SettingsException if another program holds a port
   */
  public static Sandbox start(Settings settings) {
    SalesforceSandbox salesforce =
        listening(
            Setting.SANDBOX_SALESFORCE_PORT,
            settings,
            port ->
                SalesforceSandbox.start(
                    new org.bactrian.sandbox.salesforce.Options(
                        port,
                        settings.number(Setting.SANDBOX_LEADS),
                        settings.number(Setting.SANDBOX_SEED),
                        settings.number(Setting.SANDBOX_ACTIVITY_PER_MINUTE) - marketers(settings),
                        Clock.systemUTC(),
                        "127.0.0.1")));
    try {
      MarketoSandbox marketo =
          listening(
              Setting.SANDBOX_MARKETO_PORT,
              settings,
              port -> MarketoSandbox.start(marketo(settings, port)));
      salesforce.provesBy(SandboxProof.leave(salesforce.port()));
      marketo.provesBy(SandboxProof.leave(marketo.port()));
      return new Sandbox(salesforce, marketo, salesforce.url(), marketo.url());
    } catch (RuntimeException e) {
      salesforce.close();
      throw e;
    }
  }

  private static org.bactrian.sandbox.marketo.Options marketo(Settings settings, int port) {
    return new org.bactrian.sandbox.marketo.Options(
        port,
        "127.0.0.1",
        Clock.systemUTC(),
        settings.number(Setting.SANDBOX_SEED),
        new org.bactrian.sandbox.marketo.Limits(100, 10, 50_000),
        Duration.ofHours(1),
        marketers(settings));
  }

  /** How many of the deeds a minute are done in Marketo: a third. */
  private static int marketers(Settings settings) {
    return settings.number(Setting.SANDBOX_ACTIVITY_PER_MINUTE) / 3;
  }

  private interface Start<T> {
    T on(int port);
  }

  private static <T> T listening(Setting setting, Settings settings, Start<T> start) {
    int port = settings.number(setting);
    try {
      return start.on(port);
    } catch (RuntimeException e) {
      for (Throwable t = e; t != null; t = t.getCause()) {
        if (t instanceof java.net.BindException) {
          throw new SettingsException(
              "starting the sandbox: port %d is in use by another program, which has not proved to be a sandbox of this user; stop it, or set %s to another port"
                  .formatted(port, setting.key()));
        }
      }
      throw e;
    }
  }

  public String salesforceUrl() {
    return salesforceUrl;
  }

  public String marketoUrl() {
    return marketoUrl;
  }

  /** Whether it was running before, in another process. */
  public boolean isElsewhere() {
    return salesforce == null;
  }

  /** Takes the database over from an earlier sandbox, unless it belongs to real systems. */
  void claim(OriginCheck origin) {
    origin.adopt(salesforceUrl, marketoUrl, !isElsewhere());
  }

  /** How to connect to it. */
  Connections connections() {
    return new Connections(
        false,
        salesforceUrl,
        "client-credentials",
        CONSUMER_KEY,
        CONSUMER_SECRET,
        "",
        marketoUrl,
        MARKETO_CLIENT_ID,
        MARKETO_CLIENT_SECRET,
        TransportPolicy.STRICT);
  }

  /**
   * Removes what is remembered of an earlier sandbox: its people are gone, and the links to them
   * would be taken for deletions.
   */
  void forgetOthers(Path data) {
    try {
      Path mark = data.resolve("sandbox.instance");
      String instance = instance(salesforceUrl).orElse("") + " " + instance(marketoUrl).orElse("");
      if (Files.exists(mark) && Files.readString(mark).equals(instance)) return;
      try (DirectoryStream<Path> files = Files.newDirectoryStream(data, "sandbox.*db")) {
        for (Path file : files) Files.delete(file);
      }
      Files.deleteIfExists(mark);
      Files.writeString(Files.createFile(mark, FileModes.ofFile()), instance);
    } catch (IOException e) {
      throw new SettingsException(
          "clearing the sandbox's data in " + data + ": " + FileModes.why(e));
    }
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  /** Which start of a simulated system answers at an address, if one does. */
  static Optional<String> instance(String url) {
    return SandboxProof.ask(url).map(SandboxProof.Answer::instance);
  }

  @Override
  public void close() {
    if (isElsewhere()) return;
    SandboxProof.remove(salesforce.port());
    SandboxProof.remove(marketo.port());
    salesforce.close();
    marketo.close();
  }
}
