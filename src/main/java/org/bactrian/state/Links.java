package org.bactrian.state;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.mapping.SalesforceId;
import org.bactrian.sync.Link;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** What is linked to what, per Marketo object. */
public final class Links {

  private final Jdbi jdbi;
  private final MatchHints hints = new MatchHints();
  private volatile boolean indexed;

  public Links(Database database) {
    this.jdbi = database.jdbi();
  }

  /** The links of these Salesforce ids, by Salesforce id. */
  public Map<String, Link> of(String marketoObject, Collection<String> salesforceIds) {
    if (salesforceIds.isEmpty()) return Map.of();
    String[] ids = salesforceIds.toArray(String[]::new);
    return jdbi.withHandle(
        h ->
            Database.knowsAround(h, "link", "salesforce_id", ids)
                ? of(h, marketoObject, ids)
                : Map.of());
  }

  private static Map<String, Link> of(Handle h, String marketoObject, String[] salesforceIds) {
    return h.createQuery(
            "SELECT salesforce_id, marketo_id, match_value, system_modstamp, base FROM "
                + Database.KEYS
                + " JOIN link ON salesforce_id = t.k AND marketo_object = ?")
        .bind(0, salesforceIds)
        .bind(1, marketoObject)
        .reduceResultSet(
            new HashMap<>(),
            (links, row, context) -> {
              links.put(row.getString(1), link(row, 1));
              return links;
            });
  }

  /**
   * Makes the index by Marketo ids, unless it is there. Nobody looks for it before the first sync
   * is done, during which it would have to grow with every link; and of what goes one way, nobody
   * ever does.
   */
  private void index() {
    if (indexed) return;
    jdbi.useHandle(
        h ->
            h.execute(
                "CREATE INDEX IF NOT EXISTS link_by_marketo_id ON link (marketo_id,"
                    + " marketo_object)"));
    indexed = true;
  }

  /** A link, and the mapping that it is of. */
  public record Linked(String mapping, Link link) {}

  /** The links of these Marketo ids, by Marketo id; one query. */
  public Map<String, Linked> ofMarketo(String marketoObject, Collection<String> marketoIds) {
    if (marketoIds.isEmpty()) return Map.of();
    index();
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT mapping, salesforce_id, marketo_id, match_value, system_modstamp, base"
                        + " FROM "
                        + Database.KEYS
                        + " JOIN link ON marketo_id = t.k AND marketo_object = ?")
                .bind(0, marketoIds.toArray(String[]::new))
                .bind(1, marketoObject)
                .reduceResultSet(
                    new HashMap<>(marketoIds.size() * 2),
                    (links, row, context) -> {
                      links.put(row.getString(3), new Linked(row.getString(1), link(row, 2)));
                      return links;
                    }));
  }

  /** A link, and of which object and mapping it is. */
  public record Owned(String marketoObject, String mapping, Link link) {}

  /** The links of all objects of these Salesforce ids, and those of these people; people first. */
  public List<Owned> about(Collection<String> salesforceIds, Collection<String> peoplesIds) {
    if (!peoplesIds.isEmpty()) index();
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT marketo_object, mapping, salesforce_id, marketo_id, match_value,"
                        + " system_modstamp, base FROM "
                        + Database.KEYS
                        + " JOIN link ON salesforce_id = t.k UNION SELECT marketo_object, mapping,"
                        + " salesforce_id, marketo_id, match_value, system_modstamp, base FROM "
                        + Database.KEYS
                        + " JOIN link ON marketo_id = t.k AND marketo_object = 'lead'"
                        + " ORDER BY marketo_object DESC, mapping")
                .bind(0, salesforceIds.toArray(String[]::new))
                .bind(1, peoplesIds.toArray(String[]::new))
                .map((row, context) -> new Owned(row.getString(1), row.getString(2), link(row, 3)))
                .list());
  }

  private static Link link(ResultSet row, int first) throws SQLException {
    return new Link(
        row.getString(first),
        row.getString(first + 1),
        row.getString(first + 2),
        row.getObject(first + 3, OffsetDateTime.class).toInstant(),
        Json.record(row.getString(first + 4)));
  }

  /** Links in the order of their Salesforce ids, after one of them, with their mappings. */
  public List<Linked> after(String marketoObject, String salesforceId, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT mapping, salesforce_id, marketo_id, match_value, system_modstamp, base"
                        + " FROM link WHERE marketo_object = ? AND salesforce_id > ?"
                        + " ORDER BY salesforce_id LIMIT ?")
                .bind(0, marketoObject)
                .bind(1, salesforceId)
                .bind(2, limit)
                .map((row, context) -> new Linked(row.getString(1), link(row, 2)))
                .list());
  }

  /** How many there are. */
  public long count(String marketoObject) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT COUNT(*) FROM link WHERE marketo_object = ?")
                .bind(0, marketoObject)
                .mapTo(Long.class)
                .one());
  }

  /**
   * Which of these Salesforce ids have arrived in Marketo, each with the key that Marketo has it
   * under: the id, or its 15 characters where others had written those; one query.
   *
   * @param keyField the field that carries the key, by REST name
   */
  public Map<String, String> keys(
      String marketoObject, String keyField, Collection<String> salesforceIds) {
    if (salesforceIds.isEmpty()) return Map.of();
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT salesforce_id, base LIKE CAST(? AS VARCHAR)"
                        + " || SUBSTRING(salesforce_id, 1, 15) || '\"%' FROM "
                        + Database.KEYS
                        + " JOIN link ON salesforce_id = t.k AND marketo_object = ?")
                .bind(0, "%\"" + keyField + "\":\"")
                .bind(1, salesforceIds.toArray(String[]::new))
                .bind(2, marketoObject)
                .reduceResultSet(
                    new HashMap<>(),
                    (keys, row, context) -> {
                      String id = row.getString(1);
                      keys.put(id, row.getBoolean(2) ? SalesforceId.key(id) : id);
                      return keys;
                    }));
  }

  /**
   * Which Salesforce id holds each of these match values (e-mail addresses) already, as far as this
   * process has seen it; one query.
   */
  public Map<String, String> holders(String marketoObject, Collection<String> matchValues) {
    Map<String, String> seen = new HashMap<>();
    for (String value : matchValues) {
      hints.of(marketoObject + value).ifPresent(id -> seen.put(id, value));
    }
    Map<String, String> holders = new HashMap<>();
    of(marketoObject, seen.keySet())
        .forEach(
            (id, link) -> {
              if (seen.get(id).equals(link.matchValue())) holders.put(link.matchValue(), id);
            });
    return holders;
  }

  /** Sees which match value a link has. */
  public void see(String marketoObject, Link link) {
    if (link.matchValue() == null) return;
    hints.note(marketoObject + link.matchValue(), link.salesforceId());
  }

  /** Gives the links of converted or merged records to their successors. */
  static void move(Handle h, String marketoObject, Map<String, String> successors) {
    successors.forEach(
        (from, to) ->
            h.execute(
                "UPDATE link SET salesforce_id = ? WHERE marketo_object = ? AND salesforce_id = ?",
                to,
                marketoObject,
                from));
  }

  static void remember(
      Handle h,
      String mapping,
      String marketoObject,
      Collection<Link> created,
      Collection<Link> changed) {
    batch(
        h,
        "INSERT INTO link (mapping, marketo_id, match_value, system_modstamp, base,"
            + " marketo_object, salesforce_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        mapping,
        marketoObject,
        created);
    batch(
        h,
        "UPDATE link SET mapping = ?, marketo_id = ?, match_value = ?,"
            + " system_modstamp = ?, base = ? WHERE marketo_object = ? AND salesforce_id = ?",
        mapping,
        marketoObject,
        changed);
  }

  /** By JDBC itself: a first sync spends its time here, and Jdbi's binding would double it. */
  private static void batch(
      Handle h, String sql, String mapping, String marketoObject, Collection<Link> links) {
    if (links.isEmpty()) return;
    try (PreparedStatement batch = h.getConnection().prepareStatement(sql)) {
      batch.setString(1, mapping);
      batch.setString(6, marketoObject);
      for (Link link : links) {
        batch.setString(2, link.marketoId());
        batch.setString(3, Json.keepable(link.matchValue()));
        batch.setObject(4, link.version().atOffset(ZoneOffset.UTC));
        batch.setString(5, Json.text(link.base()));
        batch.setString(7, link.salesforceId());
        batch.addBatch();
      }
      batch.executeBatch();
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }
}
