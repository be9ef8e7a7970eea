package org.bactrian.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bactrian.connection.Confirmation;
import org.bactrian.connection.Connection;
import org.bactrian.connection.Standing;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.settings.Connections;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;
import org.bactrian.state.Checkpoint;
import org.bactrian.state.Checkpoints;
import org.bactrian.state.Database;
import org.bactrian.state.DeadLetters;
import org.bactrian.state.Run;
import org.bactrian.state.Runs;
import org.bactrian.state.WaitingChanges;

/**
 * How the sync stands, from what is remembered: {@code status} prints it, and the console shows it.
 *
 * @param salesforce where it logs in; {@code simulated} on the sandbox
 * @param marketo likewise
 * @param standing how the connection stands
 * @param look what was last found of who is connected
 * @param waiting changes whose parent has not arrived
 */
public record Status(
    boolean sandbox,
    String salesforce,
    String marketo,
    Standing standing,
    Optional<Confirmation> look,
    List<Flow> flows,
    Optional<Run> lastRun,
    long waiting,
    long deadLetters,
    Budgets budgets) {

  /**
   * How far one mapping has come.
   *
   * @param readUpTo the newest version that is settled, or null before the first
   */
  public record Flow(
      String mapping, String salesforce, String marketo, Instant readUpTo, boolean firstSyncDone) {}

  /**
   * What may be asked of both systems, and was.
   *
   * @param marketoToday since midnight, US Central time, when Marketo's quota begins anew
   * @param salesforceInTheLastDay in the 24 hours over which Salesforce counts
   */
  public record Budgets(
      int marketoPer20Seconds,
      int marketoInFlight,
      int marketoPerDay,
      long marketoToday,
      long salesforceInTheLastDay) {}

  /** Reads it; asks neither system. */
  public static Status read(
      Settings settings, Connections connections, Mappings mappings, Database database) {
    Checkpoints checkpoints = new Checkpoints(database);
    Runs runs = new Runs(database);
    Connection connection = Connection.glance(connections, database);
    return new Status(
        !connections.real(),
        connections.real() ? connection.salesforceUrl() : "simulated",
        connections.real() ? connection.marketoUrl() : "simulated",
        connection.standing(),
        connection.lastLook(),
        mappings.inOrder().stream().map(mapping -> flow(mapping, checkpoints)).toList(),
        runs.latest(1).stream().findFirst(),
        new WaitingChanges(database).count(),
        new DeadLetters(database).count(),
        new Budgets(
            settings.number(Setting.MARKETO_CALLS_PER_20_SECONDS),
            settings.number(Setting.MARKETO_CALLS_IN_FLIGHT),
            settings.number(Setting.MARKETO_CALLS_PER_DAY),
            runs.marketoCallsSince(Runs.midnightCentral()),
            runs.salesforceCallsInTheLastDay()));
  }

  private static Flow flow(Mapping mapping, Checkpoints checkpoints) {
    Optional<Checkpoint> checkpoint = checkpoints.of(mapping.salesforceObject());
    return new Flow(
        mapping.name(),
        mapping.salesforceObject(),
        mapping.marketoObject().word(),
        checkpoint.map(Checkpoint::version).orElse(null),
        checkpoint.map(Checkpoint::firstSyncDone).orElse(false));
  }
}
