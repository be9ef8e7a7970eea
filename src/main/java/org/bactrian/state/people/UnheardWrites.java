package org.bactrian.state.people;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.state.Database;
import org.bactrian.state.Json;
import org.bactrian.state.Settlement.Entry;
import org.bactrian.sync.merge.Unremembered;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What was written to Marketo, and what had been found there, until Marketo's log tells of it: what
 * it replaced is compared with that. Where Marketo holds something else instead, the log never
 * does, and what it holds stays noted.
 */
public final class UnheardWrites {

  private static final String WRITTEN = "written";
  private static final String FOUND = "found";
  private static final String HELD = "held";

  /** So many of a field: of some fields the log may never tell, or in a form of its own. */
  private static final int MOST = 20;

  private final Jdbi jdbi;

  public UnheardWrites(Database database) {
    this.jdbi = database.jdbi();
  }

  /** What was written to these people and is not heard of yet, by Marketo id; one query. */
  public Map<String, Unremembered> of(String marketoObject, Collection<String> marketoIds) {
    return marketoIds.isEmpty()
        ? Map.of()
        : jdbi.withHandle(h -> read(h, marketoObject, marketoIds));
  }

  /** Notes what was written, after what is noted, by Marketo id. */
  public static Entry note(String marketoObject, Map<String, Unremembered> writes) {
    return (h, now) -> {
      if (writes.isEmpty()) return;
      Map<String, Unremembered> all = read(h, marketoObject, writes.keySet());
      writes.forEach((id, write) -> all.merge(id, write, Unremembered::and));
      all.replaceAll((id, noted) -> noted.latest(MOST));
      write(h, marketoObject, all);
    };
  }

  /**
   * Forgets what the log has told of.
   *
   * @param heard how many of the writes to each field, the first ones, by Marketo id
   */
  public void forget(String marketoObject, Map<String, Map<String, Integer>> heard) {
    if (heard.isEmpty()) return;
    jdbi.useTransaction(
        h -> {
          Map<String, Unremembered> left = read(h, marketoObject, heard.keySet());
          left.replaceAll((id, writes) -> writes.without(heard.get(id)));
          write(h, marketoObject, left);
        });
  }

  /** Forgets whatever was written to a person who is linked to a record no longer. */
  static void forgetOf(Handle h, String marketoObject, String salesforceId) {
    h.execute(
        "DELETE FROM unheard_write WHERE marketo_object = ? AND marketo_id IN"
            + " (SELECT marketo_id FROM link WHERE marketo_object = ? AND salesforce_id = ?)",
        marketoObject,
        marketoObject,
        salesforceId);
  }

  private static Map<String, Unremembered> read(
      Handle h, String marketoObject, Collection<String> marketoIds) {
    return h.createQuery(
            "SELECT marketo_id, writes FROM "
                + Database.KEYS
                + " JOIN unheard_write ON marketo_id = t.k AND marketo_object = ?")
        .bind(0, marketoIds.toArray(String[]::new))
        .bind(1, marketoObject)
        .reduceResultSet(
            new HashMap<>(),
            (all, row, context) -> {
              all.put(row.getString(1), writes(Json.record(row.getString(2))));
              return all;
            });
  }

  @SuppressWarnings("unchecked")
  private static Unremembered writes(Map<String, Object> record) {
    return new Unremembered(
        (Map<String, List<Object>>) record.get(WRITTEN),
        (Map<String, List<Object>>) record.get(FOUND),
        (Map<String, Object>) record.getOrDefault(HELD, Map.of()));
  }

  private static void write(Handle h, String marketoObject, Map<String, Unremembered> all) {
    if (all.isEmpty()) return;
    var delete =
        h.prepareBatch("DELETE FROM unheard_write WHERE marketo_object = ? AND marketo_id = ?");
    all.keySet().forEach(id -> delete.add(marketoObject, id));
    delete.execute();
    Map<String, Unremembered> kept = new LinkedHashMap<>(all);
    kept.values().removeIf(writes -> writes.written().isEmpty());
    if (kept.isEmpty()) return;
    var insert =
        h.prepareBatch(
            "INSERT INTO unheard_write (marketo_object, marketo_id, writes) VALUES (?, ?, ?)");
    kept.forEach(
        (id, writes) ->
            insert.add(
                marketoObject,
                id,
                Json.text(
                    Map.of(
                        WRITTEN, writes.written(), FOUND, writes.found(), HELD, writes.held()))));
    insert.execute();
  }
}
