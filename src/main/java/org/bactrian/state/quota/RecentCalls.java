package org.bactrian.state.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.bactrian.state.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The calls to Marketo of the last seconds, for processes that share its limit. */
public final class RecentCalls {

  private static final Duration KEPT = Duration.ofMinutes(1);

  private final Jdbi jdbi;
  private final String process;

  /**
   * @param process names this process among those of the database
   */
  public RecentCalls(Database database, String process) {
    this.jdbi = database.jdbi();
    this.process = process;
  }

  /**
   * Announces calls of this process, as many as the limit leaves beside those of the others.
   *
   * @param ours calls of this process that count yet
   * @param most how many there may be of all processes
   * @param window for how long those of others count
   * @return how many may be made now
   */
  public int announce(int wanted, int ours, int most, Duration window, Instant now) {
    try (Handle h = jdbi.open()) {
      return h.inTransaction(
          transaction -> {
            transaction
                .createQuery("SELECT system FROM call_quota WHERE system = 'Marketo' FOR UPDATE")
                .mapTo(String.class)
                .one();
            int granted =
                (int) Math.max(0, Math.min(wanted, most - ours - others(transaction, window, now)));
            if (granted > 0) {
              transaction.execute(
                  "INSERT INTO recent_call (process, made_at, calls) VALUES (?, ?, ?)",
                  process,
                  now.atOffset(ZoneOffset.UTC),
                  granted);
              transaction.execute(
                  "DELETE FROM recent_call WHERE made_at < ?",
                  now.minus(KEPT).atOffset(ZoneOffset.UTC));
            }
            return granted;
          });
    }
  }

  /** What lies in the future was written by a clock that has been put back since. */
  private long others(Handle h, Duration window, Instant now) {
    return h.createQuery(
            "SELECT COALESCE(SUM(calls), 0) FROM recent_call"
                + " WHERE process <> ? AND made_at > ? AND made_at < ?")
        .bind(0, process)
        .bind(1, now.minus(window).atOffset(ZoneOffset.UTC))
        .bind(2, now.plus(window).atOffset(ZoneOffset.UTC))
        .mapTo(Long.class)
        .one();
  }
}
