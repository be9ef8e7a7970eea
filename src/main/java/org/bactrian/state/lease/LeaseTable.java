package org.bactrian.state.lease;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.bactrian.state.Database;
import org.bactrian.state.lease.LeaseState.Leader;
import org.jdbi.v3.core.Handle;

/**
 * The row of one lease, on a connection of its own: a pool may be used up, or hold connections that
 * are half dead. A statement ends within a quarter of the term.
 */
final class LeaseTable implements AutoCloseable {

  private static final String UNTIL =
      "CURRENT_TIMESTAMP + CAST(? AS INTEGER) * INTERVAL '0.001' SECOND";

  private final Database database;
  private final String name;
  private final String holder;
  private final Duration term;
  private Connection connection;

  LeaseTable(Database database, String name, String holder, Duration term) {
    this.database = database;
    this.name = name;
    this.holder = holder;
    this.term = term;
  }

  /**
   * What the row says.
   *
   * @param holder null if no one holds it
   * @param busy whether the holder works under it, rather than keeps it for later
   * @param expired whether its time is up, by the database's clock
   */
  record Row(
      long epoch,
      String holder,
      boolean busy,
      boolean expired,
      Leader leader,
      ProcessIdentity process) {

    boolean isFree() {
      return holder == null || expired;
    }
  }

  /** Reads it. */
  Row read() throws SQLException {
    String sql =
        "SELECT epoch, holder, busy, expires < CURRENT_TIMESTAMP, host, pid, since, renewed,"
            + " process FROM lease WHERE name = ?";
    return ask(
        sql,
        statement -> {
          statement.setString(1, name);
          try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) throw new SQLException("there is no lease '" + name + "'");
            return row(row);
          }
        });
  }

  /** Whether it is held by this very lease, which could not give it back when it wanted to. */
  boolean isOurs(Row seen) {
    return holder.equals(seen.holder());
  }

  private static Row row(ResultSet row) throws SQLException {
    String holder = row.getString(2);
    long epoch = row.getLong(1);
    if (holder == null) return new Row(epoch, null, false, false, null, null);
    String host = row.getString(5);
    long pid = row.getLong(6);
    return new Row(
        epoch,
        holder,
        row.getBoolean(3),
        row.getBoolean(4),
        new Leader(host, pid, instant(row, 7), instant(row, 8)),
        ProcessIdentity.of(host, pid, row.getString(9)));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /**
   * Takes it as it was seen, unless another process was faster.
   *
   * @param seen free, or of a holder that has ended or lets others in
   * @param ended whether that holder has ended
   * @param fromIdle whether it may be taken from a holder that does not work under it
   */
  boolean take(Row seen, boolean ended, boolean fromIdle) throws SQLException {
    String sql =
        "UPDATE lease SET epoch = epoch + 1, holder = ?, host = ?, pid = ?, process = ?,"
            + " busy = TRUE, since = CURRENT_TIMESTAMP, renewed = CURRENT_TIMESTAMP, expires = "
            + UNTIL
            + " WHERE name = ? AND epoch = ? AND (holder IS NULL OR expires < CURRENT_TIMESTAMP"
            + " OR CAST(? AS BOOLEAN) OR (NOT busy AND CAST(? AS BOOLEAN)))";
    ProcessIdentity ours = ProcessIdentity.OURS;
    return ask(
        sql,
        statement -> {
          statement.setString(1, holder);
          statement.setString(2, ours.host());
          statement.setLong(3, ours.pid());
          statement.setString(4, ours.text());
          statement.setInt(5, Math.toIntExact(term.toMillis()));
          statement.setString(6, name);
          statement.setLong(7, seen.epoch());
          statement.setBoolean(8, ended);
          statement.setBoolean(9, fromIdle);
          return statement.executeUpdate() == 1;
        });
  }

  /** Puts its end off; false if another process has it. */
  boolean renew(long epoch, boolean busy) throws SQLException {
    String sql =
        "UPDATE lease SET busy = ?, renewed = CURRENT_TIMESTAMP, expires = "
            + UNTIL
            + " WHERE name = ? AND holder = ? AND epoch = ?";
    return ask(
        sql,
        statement -> {
          statement.setBoolean(1, busy);
          statement.setInt(2, Math.toIntExact(term.toMillis()));
          statement.setString(3, name);
          statement.setString(4, holder);
          statement.setLong(5, epoch);
          return statement.executeUpdate() == 1;
        });
  }

  /** Gives it back, if it is still held. */
  void release(long epoch) throws SQLException {
    String sql =
        "UPDATE lease SET holder = NULL, busy = FALSE WHERE name = ? AND holder = ? AND epoch = ?";
    ask(
        sql,
        statement -> {
          statement.setString(1, name);
          statement.setString(2, holder);
          statement.setLong(3, epoch);
          return statement.executeUpdate();
        });
  }

  /** Whether it is still held, until the end of a transaction: who takes it meanwhile waits. */
  boolean isHeld(Handle transaction, long epoch) {
    return transaction
        .createQuery(
            "SELECT epoch FROM lease WHERE name = ? AND holder = ? AND epoch = ? FOR UPDATE")
        .bind(0, name)
        .bind(1, holder)
        .bind(2, epoch)
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  private interface Asking<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  private <T> T ask(String sql, Asking<T> asking) throws SQLException {
    return database.undisturbed(() -> askTwice(sql, asking));
  }

  private synchronized <T> T askTwice(String sql, Asking<T> asking) throws SQLException {
    boolean opened = connection == null;
    try {
      return askOnce(sql, asking);
    } catch (SQLException e) {
      close();
      // A connection that lay idle may have been cut without a word; a new one tells the truth.
      if (!opened) return askTwice(sql, asking);
      database.failed(e);
      throw e;
    }
  }

  private <T> T askOnce(String sql, Asking<T> asking) throws SQLException {
    if (connection == null) connection = database.connect(term.dividedBy(4));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      return asking.of(statement);
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (connection != null) connection.close();
    } catch (SQLException e) {
      // It is cut already, which is all that was wanted.
    }
    connection = null;
  }
}
