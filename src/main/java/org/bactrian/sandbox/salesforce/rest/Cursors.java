package org.bactrian.sandbox.salesforce.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.schema.RecordId;
import org.bactrian.sandbox.salesforce.service.Service;
import org.bactrian.sandbox.salesforce.soql.Result;

/** Results that clients read page by page: the newest ones, and only for a time. */
final class Cursors {
  private static final int MOST = 60;

  private final Org org;
  private final Service service;
  private final Map<String, Cursor> cursors = new LinkedHashMap<>();
  private int opened;

  private record Cursor(Result result, long since, int generation) {}

  Cursors(Org org, Service service) {
    this.org = org;
    this.service = service;
  }

  /** Keeps a result; tells the id of its cursor. */
  String open(Result result) {
    String cursor = RecordId.of("01g", opened++);
    cursors.put(cursor, new Cursor(result, org.stamps().now(), service.locators()));
    if (cursors.size() > MOST) {
      cursors.remove(cursors.keySet().iterator().next());
    }
    return cursor;
  }

  /** The result of a cursor, or null if it is no longer kept. */
  Result result(String id) {
    Cursor cursor = cursors.get(id);
    boolean good =
        cursor != null
            && cursor.generation == service.locators()
            && org.stamps().now() - cursor.since <= service.answers().locatorSeconds() * 1000;
    return good ? cursor.result : null;
  }
}
