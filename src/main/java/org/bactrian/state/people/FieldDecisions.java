package org.bactrian.state.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.state.Database;
import org.bactrian.state.Settlement.Entry;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What was last decided of each field of a pair, but for what its first sync brought. */
public final class FieldDecisions {

  private static final String COLUMNS =
      "SELECT salesforce_id, field, from_side, why, value_before, value_after, decided_at, swings,"
          + " rests_until FROM ";

  private final Jdbi jdbi;

  public FieldDecisions(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * What was decided of a field.
   *
   * @param field its REST name in Marketo
   * @param fromSide {@code Salesforce} or {@code Marketo}: whose value was carried
   * @param why the rule, as {@code Decision.Why} names it
   * @param before what the other side had, in Marketo's form; or null
   * @param after what it got; or null
   * @param swings how often in a row two sides threw it back and forth
   * @param restsUntil when it may be carried again, or null
   */
  public record Kept(
      String salesforceId,
      String field,
      String fromSide,
      String why,
      String before,
      String after,
      Instant at,
      int swings,
      Instant restsUntil) {

    /** The same, resting until then, or no longer. */
    public Kept resting(Instant until) {
      return new Kept(salesforceId, field, fromSide, why, before, after, at, swings, until);
    }
  }

  /** The decisions of these records, by Salesforce id and field. */
  public Map<String, Map<String, Kept>> of(String marketoObject, Collection<String> ids) {
    if (ids.isEmpty()) return Map.of();
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    COLUMNS
                        + Database.KEYS
                        + " JOIN field_decision ON salesforce_id = t.k AND marketo_object = ?")
                .bind(0, ids.toArray(String[]::new))
                .bind(1, marketoObject)
                .reduceResultSet(
                    new HashMap<>(),
                    (all, row, context) -> {
                      Kept kept = kept(row);
                      all.computeIfAbsent(kept.salesforceId(), id -> new HashMap<>())
                          .put(kept.field(), kept);
                      return all;
                    }));
  }

  /** The Salesforce ids of a mapping's pairs with a field whose rest is over. */
  public List<String> rested(String mapping, Instant now, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT DISTINCT d.salesforce_id FROM field_decision d JOIN link l"
                        + " ON l.salesforce_id = d.salesforce_id"
                        + " AND l.marketo_object = d.marketo_object"
                        + " WHERE d.rests_until <= ? AND l.mapping = ? LIMIT ?")
                .bind(0, now.atOffset(ZoneOffset.UTC))
                .bind(1, mapping)
                .bind(2, limit)
                .mapTo(String.class)
                .list());
  }

  /** Remembers decisions, in the place of the earlier ones. */
  public static Entry keep(String marketoObject, List<Kept> decisions) {
    return (h, now) -> keep(h, marketoObject, decisions);
  }

  private static void keep(Handle h, String marketoObject, List<Kept> decisions) {
    if (decisions.isEmpty()) return;
    var delete =
        h.prepareBatch(
            "DELETE FROM field_decision WHERE salesforce_id = ? AND marketo_object = ? AND field ="
                + " ?");
    var insert =
        h.prepareBatch(
            "INSERT INTO field_decision (salesforce_id, marketo_object, field, from_side, why,"
                + " value_before, value_after, decided_at, swings, rests_until)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (Kept kept : decisions) {
      delete.add(kept.salesforceId(), marketoObject, kept.field());
      insert.add(
          kept.salesforceId(),
          marketoObject,
          kept.field(),
          kept.fromSide(),
          kept.why(),
          kept.before(),
          kept.after(),
          kept.at().atOffset(ZoneOffset.UTC),
          kept.swings(),
          kept.restsUntil() == null ? null : kept.restsUntil().atOffset(ZoneOffset.UTC));
    }
    delete.execute();
    insert.execute();
  }

  private static Kept kept(ResultSet row) throws SQLException {
    OffsetDateTime rest = row.getObject(9, OffsetDateTime.class);
    return new Kept(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getObject(7, OffsetDateTime.class).toInstant(),
        row.getInt(8),
        rest == null ? null : rest.toInstant());
  }
}
