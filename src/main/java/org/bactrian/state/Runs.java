package org.bactrian.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.bactrian.sync.Tally;
import org.jdbi.v3.core.Jdbi;

/** What each run did, newest first. */
public final class Runs {

  private static final int KEPT = 10_000;

  private final Jdbi jdbi;

  public Runs(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Keeps a run; the oldest of more than 10,000 go. */
  public void add(Run run) {
    Tally tally = run.tally();
    jdbi.useTransaction(
        h -> {
          h.execute(
              "INSERT INTO run (started, finished, changes_read, created, updated, unchanged,"
                  + " filtered, waiting, parked, salesforce_calls, marketo_calls, failure,"
                  + " waiting_left, dead_letters_left)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                  + " (SELECT COUNT(*) FROM waiting_change WHERE NOT alone), (SELECT COUNT(*) FROM dead_letter))",
              run.started().atOffset(ZoneOffset.UTC),
              run.finished().atOffset(ZoneOffset.UTC),
              tally.read(),
              tally.created(),
              tally.updated(),
              tally.unchanged(),
              tally.filtered(),
              tally.waiting(),
              tally.parked(),
              run.salesforceCalls(),
              run.marketoCalls(),
              run.failure());
          h.execute("DELETE FROM run WHERE id <= (SELECT MAX(id) FROM run) - ?", KEPT);
        });
  }

  /** The latest runs. */
  public List<Run> latest(int count) {
    return select("", count);
  }

  /** The latest runs that read something or could not finish. */
  public List<Run> eventful(int count) {
    return select(" WHERE changes_read > 0 OR failure IS NOT NULL", count);
  }

  private List<Run> select(String which, int count) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT started, finished, changes_read, created, updated, unchanged, filtered,"
                        + " waiting, parked, salesforce_calls, marketo_calls, failure FROM run"
                        + which
                        + " ORDER BY id DESC LIMIT ?")
                .bind(0, count)
                .map((row, context) -> run(row))
                .list());
  }

  /**
   * A run in the history of throughput and backlog.
   *
   * @param written records created and updated
   * @param waiting changes that were waiting when it ended; null of runs before this was counted
   * @param deadLetters dead letters that there were when it ended; null likewise
   */
  public record Mark(
      Instant started, Instant finished, long read, long written, Long waiting, Long deadLetters) {}

  /** The runs that ended after an instant, oldest first. */
  public List<Mark> history(Instant since) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT started, finished, changes_read, created + updated, waiting_left,"
                        + " dead_letters_left FROM run WHERE finished > ? ORDER BY finished")
                .bind(0, since.atOffset(ZoneOffset.UTC))
                .map(
                    (row, context) ->
                        new Mark(
                            row.getObject(1, OffsetDateTime.class).toInstant(),
                            row.getObject(2, OffsetDateTime.class).toInstant(),
                            row.getLong(3),
                            row.getLong(4),
                            row.getObject(5, Long.class),
                            row.getObject(6, Long.class)))
                .list());
  }

  private static Run run(ResultSet row) throws SQLException {
    return new Run(
        row.getObject(1, OffsetDateTime.class).toInstant(),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        new Tally(
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            row.getLong(6),
            row.getLong(7),
            row.getLong(8),
            row.getLong(9)),
        row.getLong(10),
        row.getLong(11),
        row.getString(12));
  }
}
