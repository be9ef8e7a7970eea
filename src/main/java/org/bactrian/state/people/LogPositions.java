package org.bactrian.state.people;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bactrian.state.Database;
import org.jdbi.v3.core.Jdbi;

/**
 * How far each stream of Marketo's change log has been read, and what was read of it since the
 * place that it is read from again, for what is committed late.
 */
public final class LogPositions {

  private final Jdbi jdbi;
  private final Clock clock;

  public LogPositions(Database database, Clock clock) {
    this.jdbi = database.jdbi();
    this.clock = clock;
  }

  /**
   * A place in a stream.
   *
   * @param token Marketo's paging token
   * @param readAt when it was reached
   */
  public record Position(String token, Instant readAt) {}

  /** The positions by stream. */
  public Map<String, Position> all() {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT stream, token, read_at FROM log_position")
                .reduceResultSet(
                    new HashMap<>(),
                    (positions, row, context) -> {
                      positions.put(
                          row.getString(1),
                          new Position(
                              row.getString(2),
                              row.getObject(3, OffsetDateTime.class).toInstant()));
                      return positions;
                    }));
  }

  /** Moves to a place, once all before it is settled. */
  public void move(String stream, String token) {
    move(stream, new Position(token, clock.instant()));
  }

  /** Moves to a place that was reached before. */
  public void move(String stream, Position to) {
    Database.replace(
        jdbi,
        h -> {
          h.execute("DELETE FROM log_position WHERE stream = ?", stream);
          h.execute(
              "INSERT INTO log_position (stream, token, read_at) VALUES (?, ?, ?)",
              stream,
              to.token(),
              to.readAt().atOffset(ZoneOffset.UTC));
        });
  }

  /** Remembers that activities were read, some of them for the second time perhaps. */
  public void heard(String stream, Collection<String> guids) {
    if (guids.isEmpty()) return;
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    jdbi.useTransaction(
        h -> {
          var delete = h.prepareBatch("DELETE FROM heard_activity WHERE stream = ? AND guid = ?");
          guids.forEach(guid -> delete.add(stream, guid));
          delete.execute();
          var insert =
              h.prepareBatch("INSERT INTO heard_activity (stream, guid, read_at) VALUES (?, ?, ?)");
          guids.forEach(guid -> insert.add(stream, guid, now));
          insert.execute();
        });
  }

  /** Which of these activities were read already; one query. */
  public Set<String> heardOf(String stream, Collection<String> guids) {
    if (guids.isEmpty()) return Set.of();
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT guid FROM "
                        + Database.KEYS
                        + " JOIN heard_activity ON guid = t.k AND stream = ?")
                .bind(0, guids.toArray(String[]::new))
                .bind(1, stream)
                .mapTo(String.class)
                .set());
  }

  /** Forgets the activities that were read before an instant. */
  public void forgetHeard(String stream, Instant readAt) {
    jdbi.useTransaction(
        h ->
            h.execute(
                "DELETE FROM heard_activity WHERE stream = ? AND read_at < ?",
                stream,
                readAt.atOffset(ZoneOffset.UTC)));
  }

  /** Forgets a stream that was read to its end and is not needed any more. */
  public void end(String stream) {
    jdbi.useTransaction(h -> h.execute("DELETE FROM log_position WHERE stream = ?", stream));
  }
}
