package org.bactrian.state;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.sync.Change;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** How far each Salesforce object has been read, and the recent versions read on the way. */
public final class Checkpoints {

  private final Jdbi jdbi;

  public Checkpoints(Database database) {
    this.jdbi = database.jdbi();
  }

  /** The checkpoint of an object, unless it has never been read. */
  public Optional<Checkpoint> of(String salesforceObject) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT system_modstamp, salesforce_id, first_sync_done FROM checkpoint"
                        + " WHERE salesforce_object = ?")
                .bind(0, salesforceObject)
                .map(
                    (row, context) ->
                        new Checkpoint(
                            row.getObject(1, OffsetDateTime.class).toInstant(),
                            row.getString(2),
                            row.getBoolean(3)))
                .findOne());
  }

  /** How many versions between two instants have been read of an object, but for some records. */
  public long recentVersions(
      String salesforceObject, Instant after, Instant upTo, Collection<String> except) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT COUNT(*) FROM recent_version WHERE salesforce_object = ?"
                        + " AND system_modstamp > ? AND system_modstamp <= ?"
                        + " AND NOT (salesforce_id = ANY(?))")
                .bind(0, salesforceObject)
                .bind(1, after.atOffset(ZoneOffset.UTC))
                .bind(2, upTo.atOffset(ZoneOffset.UTC))
                .bind(3, except.toArray(String[]::new))
                .mapTo(Long.class)
                .one());
  }

  /** These changes without the versions that have been read already. */
  public List<Change> unread(String salesforceObject, List<Change> changes) {
    if (changes.isEmpty()) return changes;
    Map<String, Instant> known =
        jdbi.withHandle(
            h ->
                h.createQuery(
                        "SELECT salesforce_id, system_modstamp FROM "
                            + Database.KEYS
                            + " JOIN recent_version"
                            + " ON salesforce_id = t.k AND salesforce_object = ?")
                    .bind(0, changes.stream().map(Change::id).toArray(String[]::new))
                    .bind(1, salesforceObject)
                    .reduceResultSet(
                        new HashMap<>(),
                        (versions, row, context) -> {
                          versions.put(
                              row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant());
                          return versions;
                        }));
    return changes.stream().filter(c -> !c.version().equals(known.get(c.id()))).toList();
  }

  /** Moves the checkpoint of an object; the last act of the transaction that settles its slice. */
  static void advance(Handle h, String salesforceObject, Checkpoint to) {
    int moved =
        h.createUpdate(
                "UPDATE checkpoint SET system_modstamp = ?, salesforce_id = ?, first_sync_done = ?"
                    + " WHERE salesforce_object = ?")
            .bind(0, to.version().atOffset(ZoneOffset.UTC))
            .bind(1, to.salesforceId())
            .bind(2, to.firstSyncDone())
            .bind(3, salesforceObject)
            .execute();
    if (moved > 0) return;
    h.createUpdate(
            "INSERT INTO checkpoint (system_modstamp, salesforce_id, first_sync_done,"
                + " salesforce_object) VALUES (?, ?, ?, ?)")
        .bind(0, to.version().atOffset(ZoneOffset.UTC))
        .bind(1, to.salesforceId())
        .bind(2, to.firstSyncDone())
        .bind(3, salesforceObject)
        .execute();
  }

  /**
   * Notes which versions were read.
   *
   * @param recent only versions after this are noted
   * @param kept versions noted before this are forgotten
   */
  static void noteRecent(
      Handle h, String salesforceObject, Collection<Change> changes, Instant recent, Instant kept) {
    h.createUpdate(
            "DELETE FROM recent_version WHERE salesforce_object = ? AND system_modstamp <= ?")
        .bind(0, salesforceObject)
        .bind(1, kept.atOffset(ZoneOffset.UTC))
        .execute();
    List<Change> noted = changes.stream().filter(c -> c.version().isAfter(recent)).toList();
    if (changes.isEmpty()) return;
    String[] ids = changes.stream().map(Change::id).toArray(String[]::new);
    if (Database.knowsAround(h, "recent_version", "salesforce_id", ids))
      forget(h, salesforceObject, ids);
    if (noted.isEmpty()) return;
    PreparedBatch insert =
        h.prepareBatch(
            "INSERT INTO recent_version (salesforce_object, salesforce_id, system_modstamp)"
                + " VALUES (?, ?, ?)");
    for (Change change : noted) {
      insert
          .bind(0, salesforceObject)
          .bind(1, change.id())
          .bind(2, change.version().atOffset(ZoneOffset.UTC))
          .add();
    }
    insert.execute();
  }

  private static void forget(Handle h, String salesforceObject, String[] ids) {
    PreparedBatch delete =
        h.prepareBatch(
            "DELETE FROM recent_version WHERE salesforce_object = ? AND salesforce_id = ?");
    for (String id : ids) delete.add(salesforceObject, id);
    delete.execute();
  }
}
