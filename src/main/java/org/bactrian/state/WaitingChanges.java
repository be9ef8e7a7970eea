package org.bactrian.state;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.bactrian.sync.Change;
import org.bactrian.sync.Outcome;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The changes whose parent has not arrived yet, each in its newest version. */
public final class WaitingChanges {

  private final Jdbi jdbi;

  public WaitingChanges(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Changes of a mapping whose parent has arrived since, oldest first. */
  public List<Change> released(String mapping, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT w.salesforce_id, w.system_modstamp, w.record FROM waiting_change w"
                        + " JOIN link l ON l.marketo_object = w.parent_object"
                        + " AND l.salesforce_id = w.parent_key"
                        + " WHERE w.mapping = ? ORDER BY w.since, w.salesforce_id LIMIT ?")
                .bind(0, mapping)
                .bind(1, limit)
                .map(
                    (row, context) ->
                        new Change(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant(),
                            Json.record(row.getString(3))))
                .list());
  }

  public long count() {
    return jdbi.withHandle(
        h -> h.createQuery("SELECT COUNT(*) FROM waiting_change").mapTo(Long.class).one());
  }

  static void wait(Handle h, String mapping, Change change, Outcome.Waiting parent, Instant now) {
    h.execute(
        "INSERT INTO waiting_change (mapping, salesforce_id, system_modstamp, parent_object,"
            + " parent_key, record, since) VALUES (?, ?, ?, ?, ?, ?, ?)",
        mapping,
        change.id(),
        change.version().atOffset(ZoneOffset.UTC),
        parent.parentObject(),
        parent.parentKey(),
        Json.text(change.record()),
        now.atOffset(ZoneOffset.UTC));
  }

  /** Lets dead letters of these records try again, because their link has just come to be. */
  static void retry(Handle h, String marketoObject, Collection<String> salesforceIds, Instant now) {
    for (String id : salesforceIds) {
      h.execute(
          "INSERT INTO waiting_change (mapping, salesforce_id, system_modstamp, parent_object,"
              + " parent_key, record, since) SELECT mapping, salesforce_id, system_modstamp, ?,"
              + " salesforce_id, record, ? FROM dead_letter WHERE salesforce_id = ?",
          marketoObject,
          now.atOffset(ZoneOffset.UTC),
          id);
    }
  }

  static void superseded(Handle h, String mapping, Collection<String> salesforceIds) {
    Database.forget(h, "waiting_change", mapping, salesforceIds);
  }
}
