package org.bactrian.state.pool;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/**
 * Has an H2 file opened again after a full disk or another failure of its file: H2 closes the
 * database then, and opens it anew once no connection to the closed one is left.
 */
final class Reopening implements SQLExceptionOverride {

  private static final Set<Integer> BROKEN =
      Set.of(
          DataUtils.ERROR_READING_FAILED,
          DataUtils.ERROR_WRITING_FAILED,
          DataUtils.ERROR_INTERNAL,
          DataUtils.ERROR_CLOSED,
          DataUtils.ERROR_FILE_CORRUPT);

  private static final Set<Integer> CLOSED =
      Set.of(ErrorCode.DATABASE_IS_CLOSED, ErrorCode.DATABASE_ALREADY_OPEN_1);

  /** More than what a nearly full disk still takes. */
  private static final int TRIAL = 100_000;

  private static final String FORGET_TRIAL = "DELETE FROM fact WHERE name = 'trial'";

  private volatile HikariDataSource connections;
  private volatile Outage outage;

  /** Takes the pool whose connections are given up then, and what tells of it. */
  void of(HikariDataSource pool, Outage told) {
    this.outage = told;
    this.connections = pool;
  }

  /** Fails and gives the connection back, unless the file can be written again. */
  static void check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Rows, for a change of the schema that a full disk cuts off would leave H2 at odds with it.
      statement.execute(FORGET_TRIAL);
      statement.execute(
          "INSERT INTO fact (name, finding) VALUES ('trial', '%s')".formatted("x".repeat(TRIAL)));
      statement.execute(FORGET_TRIAL);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Whether H2 has the file still open from before, and will not for long. */
  static boolean isUnderWay(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      boolean open =
          cause instanceof SQLException sql
              && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1;
      if (open) return true;
    }
    return false;
  }

  /** Whether H2 closed the database because of this failure, or before it. */
  static boolean isCauseOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MVStoreException file && BROKEN.contains(file.getErrorCode())) {
        return true;
      }
      if (cause instanceof SQLException sql && CLOSED.contains(sql.getErrorCode())) return true;
    }
    return false;
  }

  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    if (!isCauseOf(failure)) return Override.CONTINUE_EVICT;
    HikariDataSource pool = connections;
    if (pool != null) {
      outage.failed(failure);
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    return Override.MUST_EVICT;
  }
}
