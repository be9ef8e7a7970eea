package org.bactrian.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bactrian.Bactrian;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: how the sync stands, from what is remembered; asks neither system. */
@Command(
    name = "status",
    description = "Shows connection, flows, backlog, budgets and dead letters.")
final class StatusCommand implements Callable<Integer> {

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    Settings settings = Commands.settings();
    Connections connections = Connections.of(settings);
    Mappings mappings = Bactrian.mappings(settings);
    try (Database database = Bactrian.database(settings)) {
      Map<String, Object> status = status(settings, connections, mappings, database);
      if (json) {
        System.out.println(JsonMapper.builder().build().writeValueAsString(status));
      } else {
        status.forEach((what, found) -> tell("", what, found));
      }
      return Commands.DONE;
    }
  }

  private static Map<String, Object> status(
      Settings settings, Connections connections, Mappings mappings, Database database) {
    Map<String, Object> flows = new LinkedHashMap<>();
    Checkpoints checkpoints = new Checkpoints(database);
    for (Mapping mapping : mappings.inOrder()) {
      flows.put(
          mapping.name(), flow(mapping, checkpoints.of(mapping.salesforceObject()).orElse(null)));
    }
    Runs runs = new Runs(database);
    List<Run> latest = runs.latest(1);
    Map<String, Object> budgets = new LinkedHashMap<>();
    budgets.put("marketoCallsPer20Seconds", settings.number(Setting.MARKETO_CALLS_PER_20_SECONDS));
    budgets.put("marketoCallsInFlight", settings.number(Setting.MARKETO_CALLS_IN_FLIGHT));
    budgets.put("marketoCallsToday", runs.marketoCallsSince(Runs.midnightCentral()));
    budgets.put("salesforceCallsInTheLast24Hours", runs.salesforceCallsInTheLastDay());
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("connection", connection(connections, database));
    status.put("flows", flows);
    status.put("lastRun", latest.isEmpty() ? null : run(latest.get(0)));
    status.put("backlog", Map.of("waiting", new WaitingChanges(database).count()));
    status.put("budgets", budgets);
    status.put("deadLetters", new DeadLetters(database).count());
    return status;
  }

  private static Map<String, Object> connection(Connections connections, Database database) {
    Connection known = Connection.glance(connections, database);
    Standing standing = known.standing();
    Map<String, Object> connection = new LinkedHashMap<>();
    connection.put("sandbox", !connections.real());
    connection.put("salesforce", connections.real() ? known.salesforceUrl() : "simulated");
    connection.put("marketo", connections.real() ? known.marketoUrl() : "simulated");
    connection.put("state", standing.kind().name().toLowerCase(Locale.ROOT));
    connection.put("words", standing.toString());
    known
        .lastLook()
        .ifPresent(
            look -> {
              connection.put("organization", look.salesforce().organization());
              connection.put("organizationId", look.salesforce().organizationId());
              connection.put("user", look.salesforce().username());
            });
    return connection;
  }

  private static Map<String, Object> flow(Mapping mapping, Checkpoint checkpoint) {
    Map<String, Object> flow = new LinkedHashMap<>();
    flow.put("salesforce", mapping.salesforceObject());
    flow.put("marketo", mapping.marketoObject().word());
    flow.put("readUpTo", checkpoint == null ? null : checkpoint.version().toString());
    flow.put("firstSyncDone", checkpoint != null && checkpoint.firstSyncDone());
    return flow;
  }

  private static Map<String, Object> run(Run run) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("finished", run.finished().toString());
    fields.put("read", run.tally().read());
    fields.put("created", run.tally().created());
    fields.put("updated", run.tally().updated());
    fields.put("unchanged", run.tally().unchanged());
    fields.put("filtered", run.tally().filtered());
    fields.put("waiting", run.tally().waiting());
    fields.put("parked", run.tally().parked());
    fields.put("salesforceCalls", run.salesforceCalls());
    fields.put("marketoCalls", run.marketoCalls());
    fields.put("failure", run.failure());
    return fields;
  }

  private static void tell(String indent, String what, Object found) {
    if (found instanceof Map<?, ?> map) {
      System.out.println(indent + what);
      map.forEach((k, v) -> tell(indent + "  ", String.valueOf(k), v));
    } else {
      System.out.println(indent + what + ": " + (found == null ? "-" : found));
    }
  }
}
