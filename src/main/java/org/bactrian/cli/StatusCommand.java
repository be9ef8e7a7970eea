package org.bactrian.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bactrian.Bactrian;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.monitoring.Status;
import org.bactrian.settings.Connections;
import org.bactrian.settings.Settings;
import org.bactrian.state.Database;
import org.bactrian.state.Run;
import org.bactrian.state.quota.SystemWaits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: how the sync stands, from what is remembered; asks neither system. */
@Command(
    name = "status",
    description = "Shows connection, flows, backlog, budgets and dead letters.")
final class StatusCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  StatusCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws Exception {
    return invocation.onDatabase(this::tell);
  }

  private int tell(Database database) throws JsonProcessingException {
    Settings settings = invocation.settings();
    Map<String, Object> status =
        fields(
            Status.read(settings, Connections.of(settings), Bactrian.mappings(settings), database));
    if (json) {
      invocation.out().println(JsonMapper.builder().build().writeValueAsString(status));
    } else {
      status.forEach((what, found) -> tell("", what, found));
    }
    return Commands.DONE;
  }

  private static Map<String, Object> fields(Status status) {
    Map<String, Object> connection = new LinkedHashMap<>();
    connection.put("sandbox", status.sandbox());
    connection.put("salesforce", status.salesforce());
    connection.put("marketo", status.marketo());
    connection.put("state", status.standing().kind().name().toLowerCase(Locale.ROOT));
    connection.put("words", status.standing().toString());
    status
        .look()
        .ifPresent(
            look -> {
              connection.put("organization", look.salesforce().organization());
              connection.put("organizationId", look.salesforce().organizationId());
              connection.put("user", look.salesforce().username());
            });
    Map<String, Object> flows = new LinkedHashMap<>();
    for (Status.Flow flow : status.flows()) flows.put(flow.mapping(), flow(flow));
    Map<String, Object> budgets = new LinkedHashMap<>();
    budgets.put("marketoCallsPer20Seconds", status.budgets().marketoPer20Seconds());
    budgets.put("marketoCallsInFlight", status.budgets().marketoInFlight());
    budgets.put("marketoCallsToday", status.budgets().marketoToday());
    budgets.put("salesforceCallsInTheLast24Hours", status.budgets().salesforceInTheLastDay());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("connection", connection);
    fields.put("flows", flows);
    fields.put("lastRun", status.lastRun().map(StatusCommand::run).orElse(null));
    fields.put("backlog", Map.of("waiting", status.waiting()));
    fields.put("budgets", budgets);
    fields.put("waits", status.waits().stream().map(StatusCommand::wait).toList());
    fields.put("deadLetters", status.deadLetters());
    return fields;
  }

  private static Map<String, Object> wait(SystemWaits.Wait wait) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("system", wait.system());
    fields.put("since", wait.since().toString());
    fields.put("until", wait.until() == null ? null : wait.until().toString());
    fields.put("words", wait.words());
    return fields;
  }

  private static Map<String, Object> flow(Status.Flow flow) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("salesforce", flow.salesforce());
    fields.put("marketo", flow.marketo());
    fields.put("readUpTo", flow.readUpTo() == null ? null : flow.readUpTo().toString());
    fields.put("firstSyncDone", flow.firstSyncDone());
    fields.put("backfill", backfill(flow));
    return fields;
  }

  /** What is read again, or null. */
  private static String backfill(Status.Flow flow) {
    if (flow.backfill().isEmpty()) return null;
    String left = flow.remaining().map("; %,d records left"::formatted).orElse("");
    return String.join(", ", flow.backfill()) + left;
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

  private void tell(String indent, String what, Object found) {
    if (found instanceof Map<?, ?> map) {
      invocation.out().println(indent + what);
      map.forEach((k, v) -> tell(indent + "  ", String.valueOf(k), v));
    } else if (found instanceof List<?> list) {
      invocation.out().println(indent + what + ":" + (list.isEmpty() ? " -" : ""));
      for (Object each : list) {
        invocation.out().println(indent + "  " + ((Map<?, ?>) each).get("words"));
      }
    } else {
      invocation.out().println(indent + what + ": " + (found == null ? "-" : found));
    }
  }
}
