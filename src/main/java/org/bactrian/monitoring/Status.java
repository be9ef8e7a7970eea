package org.bactrian.monitoring;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bactrian.calls.OutgoingCall;
import org.bactrian.connection.Confirmation;
import org.bactrian.connection.Connection;
import org.bactrian.connection.Standing;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.quota.QuotaDay;
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
import org.bactrian.state.backfill.Backfills;
import org.bactrian.state.quota.CallCounts;
import org.bactrian.state.quota.SystemWaits;
import org.bactrian.state.quota.SystemWaits.Wait;

/**
 * How the sync stands, from what is remembered: {@code status} prints it, and the console shows it.
 *
 * @param salesforce where it logs in; {@code simulated} on the sandbox
 * @param marketo likewise
 * @param standing how the connection stands
 * @param look what was last found of who is connected
 * @param waiting changes whose parent has not arrived
 * @param waits the systems that are waited for, and the quotas that are spent
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
    Budgets budgets,
    List<Wait> waits) {

  /**
   * How far one mapping has come.
   *
   * @param readUpTo the newest version that is settled, or null before the first
   * @param backfill what all records are read again for, as its mapping was edited; often nothing
   * @param remaining how many of them are left for that, as far as is known
   */
  public record Flow(
      String mapping,
      String salesforce,
      String marketo,
      Instant readUpTo,
      boolean firstSyncDone,
      List<String> backfill,
      Optional<Long> remaining) {}

  /**
   * What may be asked of both systems, and was.
   *
   * @param marketoToday since midnight, US Central time, when Marketo's quota begins anew
   * @param salesforceInTheLastDay in the 24 hours over which Salesforce counts, or an hour more
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
    Backfills backfills = new Backfills(database, Clock.systemUTC());
    Runs runs = new Runs(database);
    CallCounts calls = new CallCounts(database);
    Instant now = Instant.now();
    Connection connection = Connection.glance(connections, database);
    return new Status(
        !connections.real(),
        connections.real() ? connection.salesforceUrl() : "simulated",
        connections.real() ? connection.marketoUrl() : "simulated",
        connection.standing(),
        connection.lastLook(),
        mappings.asWritten().stream()
            .map(mapping -> flow(mapping, checkpoints, backfills))
            .toList(),
        runs.latest(1).stream().findFirst(),
        new WaitingChanges(database).count(),
        new DeadLetters(database).count(),
        new Budgets(
            settings.number(Setting.MARKETO_CALLS_PER_20_SECONDS),
            settings.number(Setting.MARKETO_CALLS_IN_FLIGHT),
            settings.number(Setting.MARKETO_CALLS_PER_DAY),
            calls.used(OutgoingCall.MARKETO, QuotaDay.CENTRAL.since(now)),
            calls.used(OutgoingCall.SALESFORCE, QuotaDay.ROLLING.since(now))),
        new SystemWaits(database).all());
  }

  private static Flow flow(Mapping mapping, Checkpoints checkpoints, Backfills backfills) {
    Optional<Checkpoint> checkpoint = checkpoints.of(mapping.salesforceObject());
    return new Flow(
        mapping.name(),
        mapping.salesforceObject(),
        mapping.marketoObject().word(),
        checkpoint.map(Checkpoint::version).orElse(null),
        checkpoint.map(Checkpoint::firstSyncDone).orElse(false),
        backfills.due(mapping.name()),
        backfills.place(mapping.name()).flatMap(Backfills.Place::remaining));
  }
}
