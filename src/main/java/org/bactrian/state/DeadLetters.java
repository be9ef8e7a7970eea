package org.bactrian.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bactrian.audit.Action;
import org.bactrian.audit.Actor;
import org.bactrian.audit.AuditEvent;
import org.bactrian.mapping.FieldRule;
import org.bactrian.state.audit.AuditLog;
import org.bactrian.sync.Change;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The parked changes. */
public final class DeadLetters {

  private static final String SALESFORCE_ID = "salesforce_id";
  private static final String MARKETO_ID = "marketo_id";

  private static final String COLUMNS =
      "SELECT id, mapping, salesforce_id, marketo_id, system_modstamp, direction, code, fields,"
          + " message, suggestion, record, edits, attempts, first_seen, last_seen FROM dead_letter";

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

  /** Those of whoever has one of these ids, oldest first. */
  public List<DeadLetter> of(Collection<String> salesforceIds, Collection<String> marketoIds) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    COLUMNS
                        + " WHERE id IN (SELECT id FROM "
                        + Database.KEYS
                        + " JOIN dead_letter ON salesforce_id = t.k UNION SELECT id FROM "
                        + Database.KEYS
                        + " JOIN dead_letter ON marketo_id = t.k) ORDER BY id")
                .bind(0, salesforceIds.toArray(String[]::new))
                .bind(1, marketoIds.toArray(String[]::new))
                .map((row, context) -> deadLetter(row))
                .list());
  }

  /**
   * Which dead letters are meant: those that meet all that is given.
   *
   * @param code their cause, or null
   * @param mapping or null
   * @param text what their message or record contains, in any case, or their id in Salesforce or
   *     Marketo; or null
   * @param upTo the highest id, so that what is parked meanwhile is not meant
   */
  public record Selection(String code, String mapping, String text, long upTo) {

    public static final Selection ALL = new Selection(null, null, null, Long.MAX_VALUE);

    private String where(Map<String, Object> values) {
      StringBuilder where = new StringBuilder(" WHERE id <= :upTo");
      values.put("upTo", upTo);
      if (code != null) {
        where.append(" AND code = :code");
        values.put("code", code);
      }
      if (mapping != null) {
        where.append(" AND mapping = :mapping");
        values.put("mapping", mapping);
      }
      if (text != null) {
        where.append(
            " AND (salesforce_id = :text OR marketo_id = :text OR LOWER(message) LIKE :like ESCAPE"
                + " '!' OR LOWER(record) LIKE :like ESCAPE '!')");
        values.put("text", text);
        String escaped = text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0");
        values.put("like", "%" + escaped + "%");
      }
      return where.toString();
    }
  }

  /**
   * The dead letters of one cause.
   *
   * @param lastSeen when the latest of them was last tried
   */
  public record Cause(String code, long count, Instant lastSeen) {}

  /** The causes of the selected ones, the most frequent first. */
  public List<Cause> causes(Selection selection) {
    Map<String, Object> values = new HashMap<>();
    String where = selection.where(values);
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT code, COUNT(*), MAX(last_seen) FROM dead_letter"
                        + where
                        + " GROUP BY code ORDER BY COUNT(*) DESC, code")
                .bindMap(values)
                .map(
                    (row, context) ->
                        new Cause(
                            row.getString(1),
                            row.getLong(2),
                            row.getObject(3, OffsetDateTime.class).toInstant()))
                .list());
  }

  /** The selected ones with an id below this, newest first. */
  public List<DeadLetter> before(Selection selection, long id, int limit) {
    return page(selection, " AND id < :id ORDER BY id DESC", id, limit);
  }

  /** The selected ones with an id above this, oldest first. */
  public List<DeadLetter> after(Selection selection, long id, int limit) {
    return page(selection, " AND id > :id ORDER BY id", id, limit);
  }

  private List<DeadLetter> page(Selection selection, String order, long id, int limit) {
    Map<String, Object> values = new HashMap<>(Map.of("id", id, "limit", limit));
    String where = selection.where(values);
    return jdbi.withHandle(
        h ->
            h.createQuery(COLUMNS + where + order + " LIMIT :limit")
                .bindMap(values)
                .map((row, context) -> deadLetter(row))
                .list());
  }

  /** How many are selected. */
  public long count(Selection selection) {
    Map<String, Object> values = new HashMap<>();
    String where = selection.where(values);
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT COUNT(*) FROM dead_letter" + where)
                .bindMap(values)
                .mapTo(Long.class)
                .one());
  }

  /** The highest id, or 0. */
  public long latestId() {
    return jdbi.withHandle(
        h -> h.createQuery("SELECT COALESCE(MAX(id), 0) FROM dead_letter").mapTo(Long.class).one());
  }

  /** Gives the selected ones up, each with a line in the audit trail; returns how many. */
  public int discard(Selection selection, Actor by) {
    Map<String, Object> values = new HashMap<>();
    String where = selection.where(values);
    return jdbi.inTransaction(
        h -> {
          Map<Long, String> doomed =
              h.createQuery(
                      "SELECT id, mapping, salesforce_id, marketo_id FROM dead_letter"
                          + where
                          + " FOR UPDATE")
                  .bindMap(values)
                  .reduceResultSet(
                      new LinkedHashMap<>(),
                      (subjects, row, context) -> {
                        subjects.put(
                            row.getLong(1),
                            subject(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4)));
                        return subjects;
                      });
          if (doomed.isEmpty()) return 0;
          PreparedBatch delete = h.prepareBatch("DELETE FROM dead_letter WHERE id = ?");
          doomed.keySet().forEach(delete::add);
          delete.execute();
          AuditLog.writeAll(
              h,
              doomed.values().stream()
                  .map(subject -> AuditEvent.of(by, Action.DISCARD_DEAD_LETTER, subject))
                  .toList());
          return doomed.size();
        });
  }

  /** How the audit trail names a letter: its number, its mapping, and whose it is. */
  public static String subject(DeadLetter letter) {
    return subject(letter.id(), letter.mapping(), letter.salesforceId(), letter.marketoId());
  }

  /** The line of the audit trail for a replay: one letter by name, several by their number. */
  public static AuditEvent replayed(List<DeadLetter> letters, Actor by) {
    return AuditEvent.of(
        by,
        Action.REPLAY_DEAD_LETTERS,
        letters.size() == 1 ? subject(letters.get(0)) : letters.size() + " dead letters");
  }

  /**
   * As {@link #replayed(List, Actor)}, for a selection; what was searched for may be personal, so
   * only that there was a search is told.
   */
  public static AuditEvent replayed(Selection selection, long count, Actor by) {
    StringBuilder subject = new StringBuilder(count + " dead letters");
    if (selection.code() != null) subject.append(", cause ").append(selection.code());
    if (selection.mapping() != null) subject.append(", mapping ").append(selection.mapping());
    if (selection.text() != null) subject.append(", found by a search");
    return AuditEvent.of(by, Action.REPLAY_DEAD_LETTERS, subject.toString());
  }

  private static String subject(long id, String mapping, String salesforceId, String marketoId) {
    return "dead letter %d, %s %s"
        .formatted(id, mapping, salesforceId == null ? "Marketo " + marketoId : salesforceId);
  }

  public Optional<DeadLetter> find(long id) {
    return jdbi.withHandle(h -> find(h, id));
  }

  private static Optional<DeadLetter> find(Handle h, long id) {
    return h.createQuery(COLUMNS + " WHERE id = ?")
        .bind(0, id)
        .map((row, context) -> deadLetter(row))
        .findOne();
  }

  public long count() {
    return jdbi.withHandle(
        h -> h.createQuery("SELECT COUNT(*) FROM dead_letter").mapTo(Long.class).one());
  }

  /**
   * Keeps values that replace the read ones at the next replay; the audit trail names the fields,
   * and no value.
   *
   * @return false if it is unknown
   */
  public boolean edit(long id, Map<String, Object> edits, Actor by) {
    return jdbi.inTransaction(
        h -> {
          Optional<DeadLetter> letter = find(h, id);
          if (letter.isEmpty()) return false;
          h.createUpdate("UPDATE dead_letter SET edits = ? WHERE id = ?")
              .bind(0, Json.text(edits))
              .bind(1, id)
              .execute();
          AuditLog.write(
              h,
              AuditEvent.of(by, Action.EDIT_DEAD_LETTER, subject(letter.get()))
                  .changing(
                      String.join(", ", letter.get().edits().keySet()),
                      String.join(", ", edits.keySet())));
          return true;
        });
  }

  /** Gives a dead letter up; false if it is unknown. */
  public boolean discard(long id, Actor by) {
    return jdbi.inTransaction(
        h -> {
          Optional<DeadLetter> letter = find(h, id);
          if (letter.isEmpty()) return false;
          h.execute("DELETE FROM dead_letter WHERE id = ?", id);
          AuditLog.write(h, AuditEvent.of(by, Action.DISCARD_DEAD_LETTER, subject(letter.get())));
          return true;
        });
  }

  /** Lets a letter go that a replay found to be settled; no person gave it up. */
  public void drop(long id) {
    jdbi.useTransaction(h -> h.execute("DELETE FROM dead_letter WHERE id = ?", id));
  }

  /**
   * Ends the letters of these records that are delivered or superseded, and parks what is parked:
   * each record has one letter for a direction and a cause, which is kept while it lasts.
   *
   * @param linked the records that had a link before
   */
  static void settle(
      Handle h, String mapping, Collection<Settled> settled, Set<String> linked, Instant now) {
    Map<String, Settled> byId = byId(settled);
    Map<String, List<DeadLetter>> before = before(h, SALESFORCE_ID, mapping, byId.keySet());
    Writer writer = new Writer(h, SALESFORCE_ID, mapping, now);
    byId.forEach(
        (id, each) -> {
          List<Outcome.Parked> open = parked(each);
          for (DeadLetter letter : before.getOrDefault(id, List.of())) {
            Optional<Set<String>> left = letter.after(each, linked.contains(id));
            Optional<Outcome.Parked> same = open.stream().filter(letter::isOf).findFirst();
            if (same.isPresent()) {
              writer.again(letter, each.change(), same.get(), left.orElse(Set.of()));
              open.remove(same.get());
            } else if (left.isEmpty()) {
              writer.end(letter);
            } else if (!left.get().equals(letter.fields())) {
              writer.shrink(letter, left.get());
            }
          }
          open.forEach(parked -> writer.first(each.change(), parked));
        });
    writer.execute();
  }

  /**
   * Parks what is parked among people of Marketo who are in Salesforce under no id; what they were
   * parked for before is superseded.
   */
  static void parkPeople(Handle h, String mapping, Collection<Settled> settled, Instant now) {
    Map<String, Settled> byId = allParked(settled);
    Map<String, List<DeadLetter>> before = before(h, MARKETO_ID, mapping, byId.keySet());
    Writer writer = new Writer(h, MARKETO_ID, mapping, now);
    byId.forEach(
        (id, each) -> {
          Outcome.Parked parked = (Outcome.Parked) each.outcome();
          List<DeadLetter> letters = before.getOrDefault(id, List.of());
          if (letters.isEmpty()) writer.first(each.change(), parked);
          else writer.again(letters.get(0), each.change(), parked, Set.of());
        });
    writer.execute();
  }

  /** Which of these records are parked for nothing but what they were parked for before. */
  static Set<String> parkedBefore(Handle h, String mapping, Collection<Settled> settled) {
    Map<String, Settled> byId = allParked(settled);
    Map<String, List<DeadLetter>> before = before(h, SALESFORCE_ID, mapping, byId.keySet());
    Set<String> known = new HashSet<>();
    byId.forEach(
        (id, each) -> {
          List<DeadLetter> letters = before.getOrDefault(id, List.of());
          boolean isKnown =
              parked(each).stream()
                  .allMatch(parked -> letters.stream().anyMatch(letter -> letter.says(parked)));
          if (isKnown) known.add(id);
        });
    return known;
  }

  private static Map<String, Settled> allParked(Collection<Settled> settled) {
    Map<String, Settled> byId = byId(settled);
    byId.values().removeIf(each -> !(each.outcome() instanceof Outcome.Parked));
    return byId;
  }

  /** What became of each record; of several outcomes, that it is parked. */
  private static Map<String, Settled> byId(Collection<Settled> settled) {
    Map<String, Settled> byId = new LinkedHashMap<>();
    for (Settled each : settled) {
      byId.merge(
          each.change().id(),
          each,
          (before, now) -> before.outcome() instanceof Outcome.Parked ? before : now);
    }
    return byId;
  }

  private static List<Outcome.Parked> parked(Settled settled) {
    return settled.outcome() instanceof Outcome.Parked parked
        ? new ArrayList<>(parked.apart())
        : List.of();
  }

  private static Map<String, List<DeadLetter>> before(
      Handle h, String column, String mapping, Collection<String> ids) {
    String[] keys = ids.toArray(String[]::new);
    if (!Database.knowsAround(h, "dead_letter", column, keys)) return Map.of();
    return h
        .createQuery(
            COLUMNS
                + " JOIN "
                + Database.KEYS
                + " ON "
                + column
                + " = t.k WHERE mapping = ? ORDER BY id")
        .bind(0, keys)
        .bind(1, mapping)
        .map((row, context) -> deadLetter(row))
        .stream()
        .collect(
            Collectors.groupingBy(
                column.equals(MARKETO_ID) ? DeadLetter::marketoId : DeadLetter::salesforceId));
  }

  /** The changes of letters, in few statements. */
  private static final class Writer {

    private final String mapping;
    private final OffsetDateTime seen;
    private final List<PreparedBatch> all;
    private final PreparedBatch first;
    private final PreparedBatch again;
    private final PreparedBatch shrink;
    private final PreparedBatch end;

    Writer(Handle h, String column, String mapping, Instant now) {
      this.mapping = mapping;
      this.seen = now.atOffset(ZoneOffset.UTC);
      end = h.prepareBatch("DELETE FROM dead_letter WHERE id = ?");
      shrink = h.prepareBatch("UPDATE dead_letter SET fields = ? WHERE id = ?");
      again =
          h.prepareBatch(
              "UPDATE dead_letter SET system_modstamp = ?, direction = ?, code = ?, fields = ?,"
                  + " message = ?, suggestion = ?, record = ?, last_seen = ?,"
                  + " attempts = attempts + 1 WHERE id = ?");
      first =
          h.prepareBatch(
              "INSERT INTO dead_letter (system_modstamp, direction, code, fields, message,"
                  + " suggestion, record, last_seen, mapping, first_seen, "
                  + column
                  + ", attempts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)");
      all = List.of(end, shrink, again, first);
    }

    void first(Change change, Outcome.Parked why) {
      says(first, change, why, why.fields())
          .bind(8, mapping)
          .bind(9, seen)
          .bind(10, change.id())
          .add();
    }

    void again(DeadLetter letter, Change change, Outcome.Parked why, Set<String> left) {
      Set<String> fields = new TreeSet<>(left);
      fields.addAll(why.fields());
      says(again, change, why, fields).bind(8, letter.id()).add();
    }

    private PreparedBatch says(
        PreparedBatch batch, Change change, Outcome.Parked why, Set<String> fields) {
      return batch
          .bind(0, change.version().atOffset(ZoneOffset.UTC))
          .bind(1, why.direction().name())
          .bind(2, why.code())
          .bind(3, String.join(" ", fields))
          .bind(4, why.message())
          .bind(5, why.suggestion())
          .bind(6, Json.text(change.record()))
          .bind(7, seen);
    }

    void shrink(DeadLetter letter, Set<String> left) {
      shrink.add(String.join(" ", left), letter.id());
    }

    void end(DeadLetter letter) {
      end.add(letter.id());
    }

    void execute() {
      for (PreparedBatch each : all) {
        if (each.size() > 0) each.execute();
      }
    }
  }

  static void peopleDelivered(Handle h, String mapping, Collection<String> marketoIds) {
    Database.forget(h, "dead_letter", "marketo_id", mapping, marketoIds);
  }

  /** Lets the dead letters of a record go that has become part of another. */
  public static Settlement.Entry ended(String salesforceId) {
    return (h, now) -> h.execute("DELETE FROM dead_letter WHERE salesforce_id = ?", salesforceId);
  }

  /** Lets the dead letters of people go who have met their Salesforce record. */
  public static Settlement.Entry peopleDelivered(String mapping, Collection<String> marketoIds) {
    return (h, now) -> peopleDelivered(h, mapping, marketoIds);
  }

  private static DeadLetter deadLetter(ResultSet row) throws SQLException {
    String fields = row.getString(8);
    String edits = row.getString(12);
    return new DeadLetter(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        FieldRule.Direction.valueOf(row.getString(6)),
        row.getString(7),
        fields.isEmpty() ? Set.of() : new TreeSet<>(List.of(fields.split(" "))),
        row.getString(9),
        row.getString(10),
        Json.record(row.getString(11)),
        edits == null ? Map.of() : Json.record(edits),
        row.getInt(13),
        row.getObject(14, OffsetDateTime.class).toInstant(),
        row.getObject(15, OffsetDateTime.class).toInstant());
  }
}
