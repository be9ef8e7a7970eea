package org.bactrian.journeys;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.bactrian.Bactrian;
import org.bactrian.local.Ports;
import org.bactrian.settings.Settings;

/** Two systems and Bactrian between them, with its console served. */
final class Served implements AutoCloseable {

  /** What its console may ask for. */
  static final String PASSWORD = "two humps, one camel";

  /** By fewer rounds than the command makes, which take seconds in a JVM for tests. */
  private static final String HASH =
      "pbkdf2-sha256:1000:MDEyMzQ1Njc4OWFiY2RlZg:LkAoEgHDW98MeHd1gzTbUMToVvVUdyCzasWbaaxDVvI";

  final TwoSystems systems;
  Clock clock = Clock.systemUTC();
  private Bactrian bactrian;

  Served(Path data, int leads) {
    systems = new TwoSystems(data, leads);
    systems.set("management.port", String.valueOf(Ports.free()));
    systems.set("console.port", String.valueOf(Ports.free()));
  }

  /** Has its console ask for {@link #PASSWORD}. */
  void askPassword() {
    systems.set("console.password-hash", HASH);
  }

  /** Starts it, as {@code run} does, without a run. */
  Bactrian start() {
    bactrian =
        Bactrian.serve(
            Settings.read(Path.of("").toAbsolutePath(), systems.settings(), Map.of()), clock);
    bactrian.syncFields();
    return bactrian;
  }

  Bactrian bactrian() {
    return bactrian;
  }

  String url() {
    return bactrian.consoleUrl();
  }

  /** Its address on this machine, whatever its public one. */
  String local() {
    return "http://127.0.0.1:" + systems.settings().getProperty("bactrian.console.port");
  }

  @Override
  public void close() {
    if (bactrian != null) bactrian.close();
    systems.close();
  }
}
