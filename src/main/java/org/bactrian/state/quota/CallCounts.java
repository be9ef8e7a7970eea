package org.bactrian.state.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.bactrian.state.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** How many calls each system was asked, hour by hour, shared by all processes. */
public final class CallCounts {

  private static final Duration KEPT = Duration.ofDays(8);

  private final Jdbi jdbi;

  public CallCounts(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Calls taken out of what was left.
   *
   * @param granted how many; 0 where none was left
   * @param used how many are used since then, these included
   * @param oldest the hour of the oldest of them; empty where there are none
   */
  public record Taken(int granted, long used, Optional<Instant> oldest) {}

  /**
   * Takes calls out of what is left of a share.
   *
   * @param wanted how many
   * @param back calls of an earlier grant that were not made
   * @param since from which hour on calls count
   * @param most how many there may be since then
   */
  public Taken take(String system, int wanted, int back, Instant since, long most, Instant now) {
    // A handle of its own: jdbi would let this join a transaction that lasts.
    try (Handle h = jdbi.open()) {
      return h.inTransaction(
          transaction -> {
            transaction
                .createQuery("SELECT system FROM call_quota WHERE system = ? FOR UPDATE")
                .bind(0, system)
                .mapTo(String.class)
                .one();
            long used = used(transaction, system, since) - back;
            int granted = (int) Math.max(0, Math.min(wanted, most - used));
            add(transaction, system, granted - back, now);
            return new Taken(granted, used + granted, oldest(transaction, system, since));
          });
    }
  }

  private static void add(Handle h, String system, int calls, Instant now) {
    if (calls == 0) return;
    OffsetDateTime hour = now.truncatedTo(ChronoUnit.HOURS).atOffset(ZoneOffset.UTC);
    int rows =
        h.execute(
            "UPDATE call_count SET calls = calls + ? WHERE system = ? AND begins_at = ?",
            calls,
            system,
            hour);
    if (rows > 0) return;
    h.execute(
        "INSERT INTO call_count (system, begins_at, calls) VALUES (?, ?, ?)", system, hour, calls);
    h.execute(
        "DELETE FROM call_count WHERE system = ? AND begins_at < ?",
        system,
        now.minus(KEPT).atOffset(ZoneOffset.UTC));
  }

  private static Optional<Instant> oldest(Handle h, String system, Instant since) {
    return h.createQuery(
            "SELECT MIN(begins_at) FROM call_count WHERE system = ? AND begins_at >= ? AND calls > 0")
        .bind(0, system)
        .bind(1, since.atOffset(ZoneOffset.UTC))
        .mapTo(OffsetDateTime.class)
        .findOne()
        .map(OffsetDateTime::toInstant);
  }

  /** How many calls a system was asked from an hour on. */
  public long used(String system, Instant since) {
    return jdbi.withHandle(h -> used(h, system, since));
  }

  private static long used(Handle h, String system, Instant since) {
    return h.createQuery(
            "SELECT COALESCE(SUM(calls), 0) FROM call_count WHERE system = ? AND begins_at >= ?")
        .bind(0, system)
        .bind(1, since.atOffset(ZoneOffset.UTC))
        .mapTo(Long.class)
        .one();
  }
}
