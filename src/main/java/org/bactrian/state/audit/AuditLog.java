package org.bactrian.state.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.bactrian.audit.Action;
import org.bactrian.audit.Actor;
import org.bactrian.audit.AuditEntry;
import org.bactrian.audit.AuditEvent;
import org.bactrian.audit.AuditTrail;
import org.bactrian.state.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The audit trail in the database; times are the database's, one clock for all processes. */
public final class AuditLog implements AuditTrail {

  private static final String COLUMNS =
      "SELECT id, happened_at, origin, actor, action, subject, value_before, value_after, times"
          + " FROM audit_event";
  private static final String INTO =
      "INSERT INTO audit_event (origin, actor, action, subject, value_before, value_after) ";
  private static final String AGAIN =
      "UPDATE audit_event SET times = times + 1 WHERE id = (SELECT MAX(id) FROM audit_event"
          + " WHERE origin = ? AND actor = ? AND action = ?"
          + " AND happened_at > CURRENT_TIMESTAMP - INTERVAL '1' MINUTE)";

  private final Jdbi jdbi;

  public AuditLog(Database database) {
    this.jdbi = database.jdbi();
  }

  @Override
  public void record(AuditEvent event) {
    jdbi.useTransaction(h -> write(h, event));
  }

  /** Writes an event in the transaction of what it tells. */
  public static void write(Handle h, AuditEvent event) {
    Actor actor = event.actor();
    boolean counted =
        event.action().isCounted()
            && h.execute(AGAIN, actor.origin().name(), actor.name(), event.action().name()) > 0;
    if (!counted) writeAll(h, List.of(event));
  }

  /** As {@link #write}, for many at once, none of which is counted. */
  public static void writeAll(Handle h, Collection<AuditEvent> events) {
    if (events.isEmpty()) return;
    PreparedBatch insert = h.prepareBatch(INTO + "VALUES (?, ?, ?, ?, ?, ?)");
    for (AuditEvent event : events) {
      insert.add(
          event.actor().origin().name(),
          event.actor().name(),
          event.action().name(),
          event.subject(),
          event.before(),
          event.after());
    }
    insert.execute();
  }

  @Override
  public List<AuditEntry> after(long id, Instant since, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(COLUMNS + " WHERE id > ? AND happened_at >= ? ORDER BY id LIMIT ?")
                .bind(0, id)
                .bind(1, since.atOffset(ZoneOffset.UTC))
                .bind(2, limit)
                .map((row, context) -> entry(row))
                .list());
  }

  @Override
  public List<AuditEntry> before(long id, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(COLUMNS + " WHERE id < ? ORDER BY id DESC LIMIT ?")
                .bind(0, id)
                .bind(1, limit)
                .map((row, context) -> entry(row))
                .list());
  }

  /** Deletes what happened before an instant; returns how many rows. */
  public int clean(Instant before) {
    return jdbi.inTransaction(
        h ->
            h.execute(
                "DELETE FROM audit_event WHERE happened_at < ?", before.atOffset(ZoneOffset.UTC)));
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong(1),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        row.getInt(9),
        new AuditEvent(
            new Actor(Actor.Origin.valueOf(row.getString(3)), row.getString(4)),
            Action.valueOf(row.getString(5)),
            row.getString(6),
            row.getString(7),
            row.getString(8)));
  }
}
