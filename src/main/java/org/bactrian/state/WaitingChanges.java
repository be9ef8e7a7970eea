package org.bactrian.state;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.bactrian.mapping.Mapping;
import org.bactrian.sync.Change;
import org.bactrian.sync.Delivery;
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
    return changes(
        "(parent_key IS NULL OR EXISTS (SELECT 1 FROM link WHERE link.marketo_object ="
            + " parent_object AND link.salesforce_id = parent_key))",
        mapping,
        limit);
  }

  /** Changes of a mapping that still wait, oldest first. */
  public List<Change> stranded(String mapping, int limit) {
    return changes("NOT alone", mapping, limit);
  }

  private List<Change> changes(String condition, String mapping, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT salesforce_id, system_modstamp, record FROM waiting_change"
                        + " WHERE mapping = ? AND "
                        + condition
                        + " ORDER BY since, salesforce_id LIMIT ?")
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

  /** How many wait. */
  public long count() {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT COUNT(*) FROM waiting_change WHERE NOT alone")
                .mapTo(Long.class)
                .one());
  }

  /** Remembers changes that went without a parent; they go again if it comes. */
  public static Settlement.Entry alone(Mapping mapping, List<Delivery.Alone> changes) {
    return new Settlement.Entry() {
      @Override
      public void write(Handle h, Instant now) {
        superseded(h, mapping.name(), changes.stream().map(each -> each.change().id()).toList());
        for (Delivery.Alone each : changes) {
          Outcome.Waiting parent = Outcome.Waiting.of(each.parent());
          String object = mapping.marketoObject().word();
          add(h, mapping.name(), object, each.change(), parent, true, now);
        }
      }

      @Override
      public boolean isLast() {
        return true;
      }
    };
  }

  static void add(
      Handle h,
      String mapping,
      String marketoObject,
      Change change,
      Outcome.Waiting parent,
      boolean alone,
      Instant now) {
    h.execute(
        "INSERT INTO waiting_change (mapping, marketo_object, salesforce_id, system_modstamp,"
            + " parent_object, parent_key, record, alone, since)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        mapping,
        marketoObject,
        change.id(),
        change.version().atOffset(ZoneOffset.UTC),
        parent.parentObject(),
        parent.parentKey(),
        Json.text(change.record()),
        alone,
        now.atOffset(ZoneOffset.UTC));
  }

  /** Lets dead letters of these records try again, because their link has just come to be. */
  static void retry(Handle h, Collection<String> salesforceIds, Instant now) {
    for (String id : salesforceIds) {
      h.execute(
          "INSERT INTO waiting_change (mapping, salesforce_id, system_modstamp, record, since)"
              + " SELECT mapping, salesforce_id, system_modstamp, record, ? FROM dead_letter"
              + " WHERE id IN (SELECT MAX(id) FROM dead_letter WHERE salesforce_id = ?"
              + " GROUP BY mapping)",
          now.atOffset(ZoneOffset.UTC),
          id);
    }
  }

  static void superseded(Handle h, String mapping, Collection<String> salesforceIds) {
    Database.forget(h, "waiting_change", mapping, salesforceIds);
  }
}
