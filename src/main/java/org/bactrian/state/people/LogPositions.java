package org.bactrian.state.people;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.bactrian.state.Database;
import org.jdbi.v3.core.Jdbi;

/** How far each stream of Marketo's change log has been read. */
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
    Database.replace(
        jdbi,
        h -> {
          h.execute("DELETE FROM log_position WHERE stream = ?", stream);
          h.execute(
              "INSERT INTO log_position (stream, token, read_at) VALUES (?, ?, ?)",
              stream,
              token,
              clock.instant().atOffset(ZoneOffset.UTC));
        });
  }

  /** Forgets a stream that was read to its end and is not needed any more. */
  public void end(String stream) {
    jdbi.useTransaction(h -> h.execute("DELETE FROM log_position WHERE stream = ?", stream));
  }
}
