package org.bactrian.state;

import java.sql.ResultSet;
import java.sql.SQLException;
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
                  + " filtered, waiting, parked, salesforce_calls, marketo_calls, failure)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT started, finished, changes_read, created, updated, unchanged, filtered,"
                        + " waiting, parked, salesforce_calls, marketo_calls, failure"
                        + " FROM run ORDER BY id DESC LIMIT ?")
                .bind(0, count)
                .map((row, context) -> run(row))
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
