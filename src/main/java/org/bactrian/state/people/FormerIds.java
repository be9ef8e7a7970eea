package org.bactrian.state.people;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bactrian.state.Database;
import org.bactrian.state.Settlement.Entry;
import org.bactrian.sync.merge.Side;
import org.jdbi.v3.core.Jdbi;

/** What became of ids that are no one's any more: a tombstone, or the way to the survivor. */
public final class FormerIds {

  private static final int LONGEST_WAY = 100;

  private final Jdbi jdbi;

  public FormerIds(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Why an id is no one's any more. */
  public enum Reason {
    MERGED,
    /** Merged in Marketo by us, as their records were, and not heard of in its log yet. */
    UNITED,
    CONVERTED,
    DELETED_IN_SALESFORCE,
    DELETED_IN_MARKETO,
    FORGOTTEN
  }

  /**
   * What became of an id.
   *
   * @param successor whose it is now; empty of a tombstone
   */
  public record Fate(Optional<String> successor, Reason reason) {}

  /** The fates of these ids, as far as they have one, each followed to its end. */
  public Map<String, Fate> of(String marketoObject, Side side, Collection<String> ids) {
    Map<String, Fate> fates = new HashMap<>();
    Map<String, Fate> direct = direct(marketoObject, side, ids);
    direct.forEach((id, fate) -> fates.put(id, end(marketoObject, side, fate)));
    return fates;
  }

  /**
   * Which of these Salesforce ids are to have no person in Marketo: not those whose record was
   * deleted in Salesforce, who come back with it.
   */
  public Set<String> notToComeBack(String marketoObject, Collection<String> salesforceIds) {
    if (salesforceIds.isEmpty() || isEmpty()) return Set.of();
    Set<String> gone = new HashSet<>();
    direct(marketoObject, Side.SALESFORCE, salesforceIds)
        .forEach(
            (id, fate) -> {
              if (fate.reason() != Reason.DELETED_IN_SALESFORCE) gone.add(id);
            });
    return gone;
  }

  private boolean isEmpty() {
    return jdbi.withHandle(
            h -> h.createQuery("SELECT 1 FROM former_id LIMIT 1").mapTo(Integer.class).findOne())
        .isEmpty();
  }

  /**
   * An id that is no one's any more, on whichever side.
   *
   * @param successor whose it is now; null of a tombstone
   */
  public record Former(String id, Side side, String successor, Reason reason, Instant since) {}

  /** What became of an id, a Salesforce record's or a Marketo person's, and which became it. */
  public List<Former> about(String id) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT DISTINCT id, side, successor, reason, since FROM former_id"
                        + " WHERE (id = ? OR successor = ?)"
                        + " AND (side = 'SALESFORCE' OR marketo_object = 'lead') ORDER BY since, id")
                .bind(0, id)
                .bind(1, id)
                .map(
                    (row, context) ->
                        new Former(
                            row.getString(1),
                            Side.valueOf(row.getString(2)),
                            row.getString(3),
                            Reason.valueOf(row.getString(4)),
                            row.getObject(5, OffsetDateTime.class).toInstant()))
                .list());
  }

  private Fate end(String marketoObject, Side side, Fate fate) {
    Fate last = fate;
    for (int steps = 0; steps < LONGEST_WAY && last.successor().isPresent(); steps++) {
      String next = last.successor().get();
      Fate following = direct(marketoObject, side, List.of(next)).get(next);
      if (following == null) return last;
      last = following;
    }
    return last;
  }

  private Map<String, Fate> direct(String marketoObject, Side side, Collection<String> ids) {
    if (ids.isEmpty()) return Map.of();
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT id, successor, reason FROM "
                        + Database.KEYS
                        + " JOIN former_id ON id = t.k AND marketo_object = ? AND side = ?")
                .bind(0, ids.toArray(String[]::new))
                .bind(1, marketoObject)
                .bind(2, side.name())
                .reduceResultSet(
                    new HashMap<>(),
                    (fates, row, context) -> {
                      fates.put(
                          row.getString(1),
                          new Fate(
                              Optional.ofNullable(row.getString(2)),
                              Reason.valueOf(row.getString(3))));
                      return fates;
                    }));
  }

  /**
   * Remembers what became of an id.
   *
   * @param successor whose it is now; null of a tombstone
   */
  public static Entry keep(
      String marketoObject, Side side, String id, String successor, Reason reason) {
    return (h, now) -> {
      h.execute(
          "DELETE FROM former_id WHERE id = ? AND marketo_object = ? AND side = ?",
          id,
          marketoObject,
          side.name());
      h.execute(
          "INSERT INTO former_id (id, marketo_object, side, successor, reason, since)"
              + " VALUES (?, ?, ?, ?, ?, ?)",
          id,
          marketoObject,
          side.name(),
          successor,
          reason.name(),
          now.atOffset(ZoneOffset.UTC));
    };
  }

  /** Forgets what became of an id, because somebody has it again. */
  public static Entry revive(String marketoObject, Side side, String id) {
    return (h, now) ->
        h.execute(
            "DELETE FROM former_id WHERE id = ? AND marketo_object = ? AND side = ?",
            id,
            marketoObject,
            side.name());
  }
}
