package org.bactrian.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.sync.Change;
import org.bactrian.sync.Outcome;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The parked changes. */
public final class DeadLetters {

  private static final String COLUMNS =
      "SELECT id, mapping, salesforce_id, marketo_id, system_modstamp, code, message, suggestion,"
          + " record, edits, attempts, first_seen, last_seen FROM dead_letter";

  private final Jdbi jdbi;

  public DeadLetters(Database database) {
    this.jdbi = database.jdbi();
  }

  /** All dead letters, or those of one cause, oldest first. */
  public List<DeadLetter> list(Optional<String> code) {
    return jdbi.withHandle(
        h ->
            h.createQuery(COLUMNS + " WHERE CAST(? AS VARCHAR) IS NULL OR code = ? ORDER BY id")
                .bind(0, code.orElse(null))
                .bind(1, code.orElse(null))
                .map((row, context) -> deadLetter(row))
                .list());
  }

  public Optional<DeadLetter> find(long id) {
    return jdbi.withHandle(
        h ->
            h.createQuery(COLUMNS + " WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> deadLetter(row))
                .findOne());
  }

  public long count() {
    return jdbi.withHandle(
        h -> h.createQuery("SELECT COUNT(*) FROM dead_letter").mapTo(Long.class).one());
  }

  /** Keeps Salesforce values that replace the read ones at the next replay; false if unknown. */
  public boolean edit(long id, Map<String, Object> edits) {
    return jdbi.withHandle(
        h ->
            h.createUpdate("UPDATE dead_letter SET edits = ? WHERE id = ?")
                    .bind(0, Json.text(edits))
                    .bind(1, id)
                    .execute()
                == 1);
  }

  /** Gives a dead letter up; false if unknown. */
  public boolean discard(long id) {
    return jdbi.withHandle(h -> h.execute("DELETE FROM dead_letter WHERE id = ?", id) == 1);
  }

  static void park(Handle h, String mapping, Change change, Outcome.Parked why, Instant now) {
    OffsetDateTime seen = now.atOffset(ZoneOffset.UTC);
    int again =
        h.execute(
            "UPDATE dead_letter SET system_modstamp = ?, code = ?, message = ?, suggestion = ?,"
                + " record = ?, attempts = attempts + 1, last_seen = ?"
                + " WHERE mapping = ? AND salesforce_id = ?",
            change.version().atOffset(ZoneOffset.UTC),
            why.code(),
            why.message(),
            why.suggestion(),
            Json.text(change.record()),
            seen,
            mapping,
            change.id());
    if (again > 0) return;
    h.execute(
        "INSERT INTO dead_letter (mapping, salesforce_id, system_modstamp, code, message,"
            + " suggestion, record, attempts, first_seen, last_seen)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)",
        mapping,
        change.id(),
        change.version().atOffset(ZoneOffset.UTC),
        why.code(),
        why.message(),
        why.suggestion(),
        Json.text(change.record()),
        seen,
        seen);
  }

  static void delivered(Handle h, String mapping, Collection<String> salesforceIds) {
    Database.forget(h, "dead_letter", mapping, salesforceIds);
  }

  private static DeadLetter deadLetter(ResultSet row) throws SQLException {
    String edits = row.getString(10);
    return new DeadLetter(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        Json.record(row.getString(9)),
        edits == null ? Map.of() : Json.record(edits),
        row.getInt(11),
        row.getObject(12, OffsetDateTime.class).toInstant(),
        row.getObject(13, OffsetDateTime.class).toInstant());
  }
}
