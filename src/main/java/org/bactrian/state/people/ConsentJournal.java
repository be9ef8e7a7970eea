package org.bactrian.state.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.bactrian.state.Database;
import org.bactrian.state.Settlement.Entry;
import org.jdbi.v3.core.Jdbi;

/**
 * Every opt-in and opt-out that came to hold on a side where it did not hold before, or that both
 * sides came to by themselves.
 */
public final class ConsentJournal {

  private static final String COLUMNS =
      "SELECT id, happened_at, said_at, salesforce_id, marketo_id, field, from_side, value_before,"
          + " value_after, why FROM consent_event";

  private final Jdbi jdbi;

  public ConsentJournal(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Who said so. */
  public enum From {
    SALESFORCE,
    MARKETO,
    /** Each side by itself. */
    BOTH
  }

  /** By which rule. */
  public enum Rule {
    TRUE_WINS("one side says yes, and yes wins over no"),
    CREATED("the person brought it along when the other side's record was made"),
    MET("both sides had it when they first met"),
    BOTH_CHANGED("both sides were changed to the same"),
    SAME_ADDRESS("somebody with the same e-mail address had opted out");

    private final String words;

    Rule(String words) {
      this.words = words;
    }

    /** In words. */
    public String words() {
      return words;
    }
  }

  /**
   * One of them.
   *
   * @param at when it came to hold
   * @param saidAt when the side that said so was changed, as far as that is known; or null
   * @param salesforceId whose it is; null of a person who is only in Marketo
   * @param marketoId whose it is; null of a record that is only in Salesforce
   * @param field its REST name in Marketo
   * @param before what the other side had, or what was last agreed; null where there was nothing
   * @param after what it got
   */
  public record Event(
      Instant at,
      Instant saidAt,
      String salesforceId,
      String marketoId,
      String field,
      From from,
      Boolean before,
      boolean after,
      Rule why) {}

  /** An event, and its place in the journal. */
  public record Noted(long id, Event event) {}

  /** The events since an instant after a place in the journal, oldest first. */
  public List<Noted> after(long id, Instant since, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(COLUMNS + " WHERE id > ? AND happened_at >= ? ORDER BY id LIMIT ?")
                .bind(0, id)
                .bind(1, since.atOffset(ZoneOffset.UTC))
                .bind(2, limit)
                .map((row, context) -> noted(row))
                .list());
  }

  /** The events of whoever has one of these ids, oldest first. */
  public List<Event> of(Collection<String> salesforceIds, Collection<String> marketoIds) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    COLUMNS
                        + " WHERE id IN (SELECT id FROM "
                        + Database.KEYS
                        + " JOIN consent_event ON salesforce_id = t.k UNION SELECT id FROM "
                        + Database.KEYS
                        + " JOIN consent_event ON marketo_id = t.k) ORDER BY id")
                .bind(0, salesforceIds.toArray(String[]::new))
                .bind(1, marketoIds.toArray(String[]::new))
                .map((row, context) -> noted(row).event())
                .list());
  }

  /** Writes events into it. */
  public static Entry note(List<Event> events) {
    return (h, now) -> {
      if (events.isEmpty()) return;
      var insert =
          h.prepareBatch(
              "INSERT INTO consent_event (happened_at, said_at, salesforce_id, marketo_id, field,"
                  + " from_side, value_before, value_after, why)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
      for (Event event : events) {
        insert.add(
            event.at().atOffset(ZoneOffset.UTC),
            event.saidAt() == null ? null : event.saidAt().atOffset(ZoneOffset.UTC),
            event.salesforceId(),
            event.marketoId(),
            event.field(),
            event.from().name(),
            event.before() == null ? null : event.before().toString(),
            String.valueOf(event.after()),
            event.why().name());
      }
      insert.execute();
    };
  }

  private static Noted noted(ResultSet row) throws SQLException {
    OffsetDateTime said = row.getObject(3, OffsetDateTime.class);
    String before = row.getString(8);
    return new Noted(
        row.getLong(1),
        new Event(
            row.getObject(2, OffsetDateTime.class).toInstant(),
            said == null ? null : said.toInstant(),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            From.valueOf(row.getString(7)),
            before == null ? null : Boolean.valueOf(before),
            Boolean.parseBoolean(row.getString(9)),
            Rule.valueOf(row.getString(10))));
  }
}
