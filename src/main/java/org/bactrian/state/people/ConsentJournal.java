package org.bactrian.state.people;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.bactrian.state.Database;
import org.bactrian.state.Settlement.Entry;
import org.jdbi.v3.core.Jdbi;

/** Every opt-in and opt-out that was carried from one side to the other. */
public final class ConsentJournal {

  private final Jdbi jdbi;

  public ConsentJournal(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * One of them.
   *
   * @param field its REST name in Marketo
   * @param fromSide {@code Salesforce} or {@code Marketo}: who said so
   * @param before what the other side had
   * @param after what it got
   * @param why the rule, as {@code Decision.Why} names it
   */
  public record Event(
      Instant at,
      String salesforceId,
      String marketoId,
      String field,
      String fromSide,
      String before,
      String after,
      String why) {}

  /** Gives all of them, oldest first, one by one. */
  public void all(Consumer<Event> to) {
    jdbi.useHandle(
        h ->
            h.createQuery(
                    "SELECT happened_at, salesforce_id, marketo_id, field, from_side, value_before,"
                        + " value_after, why FROM consent_event ORDER BY id")
                .map(
                    (row, context) ->
                        new Event(
                            row.getObject(1, OffsetDateTime.class).toInstant(),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7),
                            row.getString(8)))
                .forEach(to));
  }

  /** Writes events into it. */
  public static Entry note(List<Event> events) {
    return (h, now) -> {
      if (events.isEmpty()) return;
      var insert =
          h.prepareBatch(
              "INSERT INTO consent_event (happened_at, salesforce_id, marketo_id, field, from_side,"
                  + " value_before, value_after, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
      for (Event event : events) {
        insert.add(
            event.at().atOffset(ZoneOffset.UTC),
            event.salesforceId(),
            event.marketoId(),
            event.field(),
            event.fromSide(),
            event.before(),
            event.after(),
            event.why());
      }
      insert.execute();
    };
  }
}
