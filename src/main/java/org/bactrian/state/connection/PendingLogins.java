package org.bactrian.state.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.bactrian.state.Database;
import org.jdbi.v3.core.Jdbi;

/** Logins that were begun: each can be finished once. */
public final class PendingLogins {

  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final Jdbi jdbi;
  private final Clock clock;

  public PendingLogins(Database database, Clock clock) {
    this.jdbi = database.jdbi();
    this.clock = clock;
  }

  /**
   * A login that was begun.
   *
   * @param sessionHash of the browser's session that began it; null for a terminal's
   * @param verifier sealed
   * @param isUsed whether its callback came before
   */
  public record Pending(String sessionHash, String verifier, Instant begunAt, boolean isUsed) {}

  /** Remembers a login that begins now; those of yesterday are forgotten. */
  public void begin(String stateHash, String sessionHash, String verifier) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    jdbi.useTransaction(
        h -> {
          h.execute("DELETE FROM pending_login WHERE begun_at < ?", now.minus(REMEMBERED));
          h.execute(
              "INSERT INTO pending_login (state_hash, session_hash, verifier, begun_at)"
                  + " VALUES (?, ?, ?, ?)",
              stateHash,
              sessionHash,
              verifier,
              now);
        });
  }

  /** The login with this state. */
  public Optional<Pending> find(String stateHash) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT session_hash, verifier, begun_at, used_at FROM pending_login"
                        + " WHERE state_hash = ?")
                .bind(0, stateHash)
                .map(
                    (row, context) ->
                        new Pending(
                            row.getString(1),
                            row.getString(2),
                            row.getObject(3, OffsetDateTime.class).toInstant(),
                            row.getObject(4) != null))
                .findOne());
  }

  /** Whether a login waits for its callback. */
  public boolean areThereAny() {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT COUNT(*) FROM pending_login WHERE used_at IS NULL")
                    .mapTo(Long.class)
                    .one()
                > 0);
  }

  /** Uses a login up; false if it was used before. */
  public boolean use(String stateHash) {
    return jdbi.inTransaction(
        h ->
            h.execute(
                    "UPDATE pending_login SET used_at = ? WHERE state_hash = ? AND used_at IS NULL",
                    clock.instant().atOffset(ZoneOffset.UTC),
                    stateHash)
                == 1);
  }
}
