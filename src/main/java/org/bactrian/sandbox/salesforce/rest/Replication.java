package org.bactrian.sandbox.salesforce.rest;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Stamps;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.org.Values;
import org.bactrian.sandbox.salesforce.rest.wire.Answer;
import org.bactrian.sandbox.salesforce.rest.wire.Call;
import org.bactrian.sandbox.salesforce.rest.wire.Json;

/** Which records were changed, and which deleted, within a span of time. */
final class Replication {
  private static final long MINUTE = 60_000;
  private static final long MOST = 30 * 24 * 60 * MINUTE;

  private final Stamps stamps;

  Replication(Stamps stamps) {
    this.stamps = stamps;
  }

  Answer updated(Call call, Table table) {
    long[] span = span(call);
    List<String> ids = new ArrayList<>();
    table.inStampOrder(
        span[0],
        span[1],
        row -> {
          if (!table.isDeleted(row)) {
            ids.add(table.id(row));
          }
          return true;
        });
    return Answer.ok(Map.of("ids", ids, "latestDateCovered", new String(Json.instant(span[1]))));
  }

  Answer deleted(Call call, Table table) {
    long[] span = span(call);
    List<Map<String, String>> gone = new ArrayList<>();
    if (span[0] < table.deletionsFrom()) {
      throw refused("startDate before org replication enabled date");
    }
    table.inOrderOfDeletion(
        span[0],
        span[1],
        row ->
            gone.add(
                Map.of(
                    "id",
                    table.id(row),
                    "deletedDate",
                    new String(Json.instant(table.stamp(row))))));
    return Answer.ok(
        Map.of(
            "deletedRecords", gone,
            "earliestDateAvailable", new String(Json.instant(table.deletionsFrom())),
            "latestDateCovered", new String(Json.instant(span[1]))));
  }

  private long[] span(Call call) {
    long now = stamps.now();
    if (!call.method().equals("GET")) {
      throw call.methodNotAllowed("GET,HEAD");
    }
    try {
      long start = Values.millis(call.query().getOrDefault("start", "").replace(' ', '+'));
      long end = Values.millis(call.query().getOrDefault("end", "").replace(' ', '+'));
      if (end <= start) {
        throw refused("startDate after endDate");
      }
      if (end - start < MINUTE) {
        throw refused("endDate must be at least one minute greater than startDate");
      }
      if (start < now - MOST) {
        throw refused("startDate cannot be more than 30 days ago");
      }
      return new long[] {start, end};
    } catch (DateTimeException e) {
      throw refused("Invalid date: start and end are instants such as 2026-01-31T12:00:00Z");
    }
  }

  private static Refusal refused(String why) {
    return Refusal.of("INVALID_REPLICATION_DATE", why);
  }
}
