package org.bactrian.journeys;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.bactrian.local.Ports;
import org.bactrian.local.Postgres;
import org.bactrian.local.PostgresServer;

/** Processes that share a PostgreSQL between the two systems, as services do. */
final class Services implements AutoCloseable {

  /** On a busy machine it takes its time. */
  private static final Duration START = Duration.ofMinutes(6);

  private final TwoSystems systems;
  private final PostgresServer postgres;
  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private int started;

  Services(TwoSystems systems, PostgresServer postgres, Path folder) {
    this.systems = systems;
    this.postgres = postgres;
    this.folder = folder;
    systems.set("database.url", postgres.url());
    systems.set("database.username", Postgres.USER);
    systems.set("lease", "4s");
    systems.set("poll-every", "200ms");
  }

  /** Starts another one. */
  Process start() {
    Properties settings = new Properties();
    settings.putAll(systems.settings());
    settings.setProperty("bactrian.data-directory", folder.resolve("p" + ++started).toString());
    settings.setProperty("bactrian.management.port", String.valueOf(Ports.free()));
    settings.setProperty("bactrian.console.port", String.valueOf(Ports.free()));
    Process process = Process.start(settings, "run");
    processes.add(process);
    return process;
  }

  /** Starts another one, and waits until it serves its console. */
  Process started() {
    return await(start());
  }

  /** Waits until a process serves its console. */
  Process await(Process process) {
    Awaitility.await("it has started")
        .atMost(START)
        .failFast(
            () -> {
              if (!process.isAlive()) throw new AssertionError(process.err());
            })
        .until(() -> process.out().contains("in a browser to watch"));
    return process;
  }

  /** All that were started, those that ended too. */
  List<Process> all() {
    return processes;
  }

  /** The one that leads, once one of those that live does. */
  Process leader() {
    Process[] leader = new Process[1];
    Awaitility.await("one leads")
        .until(
            () -> {
              String pid =
                  postgres
                      .ask(
                          "SELECT pid FROM lease WHERE name = 'sync' AND holder IS NOT NULL"
                              + " AND expires > CURRENT_TIMESTAMP")
                      .orElse("");
              for (Process each : processes) {
                if (each.isAlive() && pid.equals(String.valueOf(each.pid()))) leader[0] = each;
              }
              return leader[0] != null;
            });
    return leader[0];
  }

  /** A journey. */
  interface Journey {
    void go() throws Exception;
  }

  /** Makes a journey; if it fails, tells what the processes said. */
  void explaining(Journey journey) throws Exception {
    try {
      journey.go();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + complaints(), e);
    }
  }

  /** Everything that they complained of. */
  String complaints() {
    StringBuilder all = new StringBuilder();
    for (Process each : processes) all.append(each.pid()).append(":\n").append(each.err());
    return all.toString();
  }

  @Override
  public void close() {
    processes.forEach(Process::kill);
  }
}
