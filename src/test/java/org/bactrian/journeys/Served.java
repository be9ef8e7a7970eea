package org.bactrian.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.bactrian.Bactrian;
import org.bactrian.settings.Settings;

/** Two systems and Bactrian between them, with its console served. */
final class Served implements AutoCloseable {

  final TwoSystems systems;
  private Bactrian bactrian;

  Served(Path data, int leads) {
    systems = new TwoSystems(data, leads);
    systems.set("management.port", String.valueOf(freePort()));
    systems.set("console.port", String.valueOf(freePort()));
  }

  /** Starts it, as {@code run} does, without a run. */
  Bactrian start() {
    bactrian =
        Bactrian.serve(Settings.read(Path.of("").toAbsolutePath(), systems.settings, Map.of()));
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
    return "http://127.0.0.1:" + systems.settings.getProperty("bactrian.console.port");
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (bactrian != null) bactrian.close();
    systems.close();
  }
}
