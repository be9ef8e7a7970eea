package org.bactrian.state.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bactrian.audit.Action;
import org.bactrian.audit.Actor;
import org.bactrian.audit.AuditEvent;
import org.bactrian.state.Database;
import org.bactrian.state.audit.AuditLog;
import org.bactrian.state.people.FormerIds.Reason;
import org.bactrian.sync.merge.Side;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The erasures of people who asked to be forgotten, from the request to the receipt: what has yet
 * to be deleted where, and what became of it. Nothing but ids is kept here.
 */
public final class Erasures {

  private final Jdbi jdbi;
  private final Tombstones tombstones;
  private final Clock clock;

  public Erasures(Database database, Tombstones tombstones, Clock clock) {
    this.jdbi = database.jdbi();
    this.tombstones = tombstones;
    this.clock = clock;
  }

  /** For those who only read. */
  public Erasures(Database database, Clock clock) {
    this(database, null, clock);
  }

  /** How far an erasure is. */
  public enum State {
    /** Something is to be deleted, by the next run if by nobody else. */
    OPEN,
    /** A system refused to delete something; it is tried again when somebody asks for it. */
    REFUSED,
    DONE
  }

  /**
   * A record that is to be deleted.
   *
   * @param marketoObject the object that it is in Marketo, or is linked to there
   * @param id its id in its system
   * @param outcome what became of it, in words; null as long as nothing did
   * @param at when that was told
   */
  public record Item(Side side, String marketoObject, String id, String outcome, Instant at) {

    /** One that is to be deleted. */
    public static Item of(Side side, String marketoObject, String id) {
      return new Item(side, marketoObject, id, null, null);
    }

    /** Whether its system refused to delete it. */
    public boolean isRefused() {
      return outcome != null && outcome.startsWith(REFUSED);
    }

    /** Whether it still has to be deleted. */
    public boolean isLeft() {
      return outcome == null;
    }

    private boolean isSame(Item other) {
      return side == other.side && marketoObject.equals(other.marketoObject) && id.equals(other.id);
    }
  }

  /** How the outcome of what a system refused to delete begins. */
  public static final String REFUSED = "refused: ";

  /** One erasure; once it is done, its receipt. */
  public record Erasure(
      long id, State state, Instant requestedAt, Instant finishedAt, List<Item> items) {

    /** The ids of one side. */
    public List<String> ids(Side side) {
      return items.stream().filter(item -> item.side() == side).map(Item::id).distinct().toList();
    }
  }

  /**
   * Begins an erasure, or once more one that was begun: from here on none of its ids and addresses
   * comes back.
   *
   * @param addresses in lower case
   * @param by who asked for it; the audit trail names the records' ids alone
   */
  public Erasure begin(List<Item> items, Set<String> addresses, Actor by) {
    long id =
        jdbi.inTransaction(
            h -> {
              Instant now = clock.instant();
              for (Item item : items) bury(h, item, now);
              tombstones.keep(addresses).write(h, now);
              Optional<Long> before = unfinished(h, items);
              long begun =
                  before.isPresent() ? reopen(h, before.get(), items) : insert(h, items, now);
              AuditLog.write(h, AuditEvent.of(by, Action.ERASE_PERSON, subject(begun, items)));
              return begun;
            });
    return find(id).orElseThrow();
  }

  private static String subject(long id, List<Item> items) {
    return items.stream()
        .map(item -> item.side().word() + " " + item.id())
        .distinct()
        .collect(Collectors.joining(", ", "erasure " + id + ": ", ""));
  }

  private static void bury(Handle h, Item item, Instant now) {
    FormerIds.keep(item.marketoObject(), item.side(), item.id(), null, Reason.FORGOTTEN)
        .write(h, now);
  }

  private static Optional<Long> unfinished(Handle h, List<Item> items) {
    for (Item item : items) {
      Optional<Long> found =
          h.createQuery(
                  "SELECT MAX(e.id) FROM erasure e JOIN erasure_item i ON i.erasure_id = e.id"
                      + " WHERE i.record_id = ? AND i.side = ? AND i.marketo_object = ?"
                      + " AND e.state <> ?")
              .bind(0, item.id())
              .bind(1, item.side().name())
              .bind(2, item.marketoObject())
              .bind(3, State.DONE.name())
              .mapTo(Long.class)
              .findOne();
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  private static long reopen(Handle h, long id, List<Item> items) {
    h.execute(
        "UPDATE erasure SET state = ?, finished_at = NULL WHERE id = ?", State.OPEN.name(), id);
    h.execute(
        "UPDATE erasure_item SET outcome = NULL, told_at = NULL WHERE erasure_id = ?"
            + " AND outcome LIKE ?",
        id,
        REFUSED + "%");
    List<Item> known = items(h, id);
    for (Item item : items) {
      if (known.stream().noneMatch(item::isSame)) add(h, id, item);
    }
    return id;
  }

  private static long insert(Handle h, List<Item> items, Instant now) {
    long id =
        h.createUpdate("INSERT INTO erasure (state, requested_at) VALUES (?, ?)")
            .bind(0, State.OPEN.name())
            .bind(1, now.atOffset(ZoneOffset.UTC))
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    for (Item item : items) add(h, id, item);
    return id;
  }

  private static void add(Handle h, long id, Item item) {
    h.execute(
        "INSERT INTO erasure_item (erasure_id, side, marketo_object, record_id)"
            + " VALUES (?, ?, ?, ?)",
        id,
        item.side().name(),
        item.marketoObject(),
        item.id());
  }

  /** Those that something is to be deleted of, oldest first. */
  public List<Erasure> open() {
    return jdbi.withHandle(
        h -> {
          List<Long> ids =
              h.createQuery("SELECT id FROM erasure WHERE state = ? ORDER BY id")
                  .bind(0, State.OPEN.name())
                  .mapTo(Long.class)
                  .list();
          List<Erasure> open = new ArrayList<>();
          for (long id : ids) open.add(one(h, id).orElseThrow());
          return open;
        });
  }

  /** The erasure with this number. */
  public Optional<Erasure> find(long id) {
    return jdbi.withHandle(h -> one(h, id));
  }

  /** The erasures of a Salesforce record or a Marketo person, oldest first. */
  public List<Erasure> of(String recordId) {
    return jdbi.withHandle(
        h -> {
          List<Long> ids =
              h.createQuery(
                      "SELECT DISTINCT erasure_id FROM erasure_item WHERE record_id = ?"
                          + " AND (side = 'SALESFORCE' OR marketo_object = 'lead')"
                          + " ORDER BY erasure_id")
                  .bind(0, recordId)
                  .mapTo(Long.class)
                  .list();
          List<Erasure> found = new ArrayList<>();
          for (long id : ids) one(h, id).ifPresent(found::add);
          return found;
        });
  }

  private static Optional<Erasure> one(Handle h, long id) {
    List<Item> items = items(h, id);
    return h.createQuery("SELECT state, requested_at, finished_at FROM erasure WHERE id = ?")
        .bind(0, id)
        .map(
            (row, context) ->
                new Erasure(
                    id,
                    State.valueOf(row.getString(1)),
                    row.getObject(2, OffsetDateTime.class).toInstant(),
                    instant(row, 3),
                    items))
        .findOne();
  }

  private static List<Item> items(Handle h, long id) {
    return h.createQuery(
            "SELECT side, marketo_object, record_id, outcome, told_at FROM erasure_item"
                + " WHERE erasure_id = ? ORDER BY side, marketo_object DESC, record_id")
        .bind(0, id)
        .map(
            (row, context) ->
                new Item(
                    Side.valueOf(row.getString(1)),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    instant(row, 5)))
        .list();
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /** Notes addresses that were found when the person's records were read once more. */
  public void addresses(Collection<String> addresses) {
    jdbi.useTransaction(h -> tombstones.keep(addresses).write(h, clock.instant()));
  }

  /** Notes what became of a record. */
  public void told(long erasure, Item item, String outcome) {
    jdbi.useTransaction(
        h ->
            h.execute(
                "UPDATE erasure_item SET outcome = ?, told_at = ? WHERE erasure_id = ?"
                    + " AND side = ? AND marketo_object = ? AND record_id = ?",
                outcome,
                clock.instant().atOffset(ZoneOffset.UTC),
                erasure,
                item.side().name(),
                item.marketoObject(),
                item.id()));
  }

  /**
   * Forgets all that is remembered of the person but ids, and closes the erasure if all is told.
   */
  public void finish(long id) {
    List<OptOuts.Due> due = new OptOuts(jdbi).due(Integer.MAX_VALUE);
    Set<String> forgotten =
        tombstones.addresses(due.stream().map(OptOuts.Due::address).distinct().toList()).keySet();
    jdbi.useTransaction(
        h -> {
          Instant now = clock.instant();
          Erasure erasure = one(h, id).orElseThrow();
          for (Item item : erasure.items()) Remains.scrub(h, item);
          Purge.due(h);
          OptOuts.done(due.stream().filter(d -> forgotten.contains(d.address())).toList())
              .write(h, now);
          if (erasure.items().stream().anyMatch(Item::isLeft)) return;
          boolean refused = erasure.items().stream().anyMatch(Item::isRefused);
          h.execute(
              "UPDATE erasure SET state = ?, finished_at = ? WHERE id = ?",
              (refused ? State.REFUSED : State.DONE).name(),
              now.atOffset(ZoneOffset.UTC),
              id);
        });
  }
}
