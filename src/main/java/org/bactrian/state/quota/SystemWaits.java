package org.bactrian.state.quota;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.bactrian.state.Database;
import org.jdbi.v3.core.Jdbi;

/** Which systems are waited for, for those who ask the database: commands, and other processes. */
public final class SystemWaits {

  private static final int LONGEST = 1000;

  private final Jdbi jdbi;

  public SystemWaits(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * A system that is waited for.
   *
   * @param system {@code Salesforce} or {@code Marketo}
   * @param until when the wait ends by itself; null where that is unknown
   * @param why in a sentence
   */
  public record Wait(String system, Instant since, Instant until, String why) {

    /** Whether it is a quota of the day that is spent, and not a system that does not answer. */
    public boolean isQuota() {
      return until != null;
    }

    /** What is waited for, since or until when, and why. */
    public String words() {
      // What spent it may know until when, and say so.
      if (isQuota() && why.contains(" until ")) return why;
      return isQuota()
          ? "the quota of %s is spent until %s: %s".formatted(system, at(until), why)
          : "waiting for %s since %s: %s".formatted(system, at(since), why);
    }

    private static Instant at(Instant instant) {
      return instant.truncatedTo(ChronoUnit.SECONDS);
    }
  }

  /** A system does not answer as it should. */
  public void began(Wait wait) {
    Database.replace(
        jdbi,
        h -> {
          h.execute("DELETE FROM system_wait WHERE system = ?", wait.system());
          h.execute(
              "INSERT INTO system_wait (system, since, why) VALUES (?, ?, ?)",
              wait.system(),
              wait.since().atOffset(ZoneOffset.UTC),
              shortened(wait.why()));
        });
  }

  /** It answers again. */
  public void ended(String system) {
    jdbi.useTransaction(h -> h.execute("DELETE FROM system_wait WHERE system = ?", system));
  }

  /** A quota of the day is spent. */
  public void spent(Wait wait) {
    jdbi.useTransaction(
        h ->
            h.execute(
                "UPDATE call_quota SET spent_since = COALESCE(spent_since, ?), spent_until = ?,"
                    + " spent_why = ? WHERE system = ?",
                wait.since().atOffset(ZoneOffset.UTC),
                wait.until().atOffset(ZoneOffset.UTC),
                shortened(wait.why()),
                wait.system()));
  }

  /** There are calls again. */
  public void unspent(String system) {
    jdbi.useTransaction(
        h ->
            h.execute(
                "UPDATE call_quota SET spent_since = NULL, spent_until = NULL, spent_why = NULL"
                    + " WHERE system = ? AND spent_since IS NOT NULL",
                system));
  }

  /** All that is waited for, those with a known end last. */
  public List<Wait> all() {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT system, since, CAST(NULL AS TIMESTAMP(3) WITH TIME ZONE), why, 1"
                        + " FROM system_wait UNION ALL"
                        + " SELECT system, spent_since, spent_until, spent_why, 2"
                        + " FROM call_quota WHERE spent_since IS NOT NULL ORDER BY 5, 1 DESC")
                .map(
                    (row, context) ->
                        new Wait(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant(),
                            row.getObject(3) == null
                                ? null
                                : row.getObject(3, OffsetDateTime.class).toInstant(),
                            row.getString(4)))
                .list());
  }

  private static String shortened(String why) {
    return why.length() <= LONGEST ? why : why.substring(0, LONGEST - 1) + "…";
  }
}
