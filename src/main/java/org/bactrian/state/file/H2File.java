package org.bactrian.state.file;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of an H2 database that this process has open. H2 tidies it only in a thread that it
 * starts for a delayed commit; since every commit is on disk at once here ({@code WRITE_DELAY=0}),
 * there is none, and the file would grow with each edit until it is closed.
 */
public final class H2File {

  private static final Logger LOG = LoggerFactory.getLogger(H2File.class);
  private static final String SUFFIX = ".mv.db";
  private static final long ROOM = 8 * 1024 * 1024;
  private static final int GROWTH = 2;
  private static final int BETWEEN_LOOKS = 5;

  private final HikariDataSource pool;
  private final Path file;
  private long tidy;

  private H2File(HikariDataSource pool, Path file) {
    this.pool = pool;
    this.file = file;
    this.tidy = size();
  }

  /** The file behind a pool; null where the database is none of H2's in this process. */
  public static H2File behind(HikariDataSource pool) {
    if (!pool.getJdbcUrl().startsWith("jdbc:h2:")) return null;
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT DATABASE_PATH()")) {
      if (session(connection) == null || !row.next() || row.getString(1) == null) return null;
      String path = row.getString(1).replaceFirst("^[a-z]{2,}:", "");
      return new H2File(pool, Path.of(path + SUFFIX));
    } catch (SQLException e) {
      return null;
    }
  }

  private static SessionLocal session(Connection connection) throws SQLException {
    return connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal local
        ? local
        : null;
  }

  /** What is done with a connection that is none of the pool's. */
  public interface Work<T> {
    T run() throws SQLException;
  }

  /** Does something while the file is not written anew. */
  public synchronized <T> T undisturbed(Work<T> work) throws SQLException {
    return work.run();
  }

  /**
   * Writes the file anew if it has doubled since that was done last. H2's own way to do so while
   * others work can break the store (an assertion of {@code MVStore.compactFile} fails).
   *
   * @param patience how long connections that are in use are waited for
   */
  public synchronized void tidy(Duration patience) {
    if (size() >= tidy * GROWTH + ROOM) rewrite(patience);
  }

  /**
   * Writes the file anew, so that nothing that was deleted is left in it. Whoever asks for a
   * connection meanwhile waits, and so does {@link #undisturbed}.
   *
   * @param patience how long connections that are in use are waited for
   * @return false if one was still in use, and nothing was done
   */
  public synchronized boolean rewrite(Duration patience) {
    HikariPoolMXBean connections = pool.getHikariPoolMXBean();
    connections.suspendPool();
    try {
      long deadline = System.nanoTime() + patience.toNanos();
      while (connections.getActiveConnections() > 0) {
        if (System.nanoTime() > deadline) return false;
        Thread.sleep(BETWEEN_LOOKS);
      }
      try (Connection alone =
              DriverManager.getConnection(
                  pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
          Statement statement = alone.createStatement()) {
        statement.execute("SHUTDOWN COMPACT");
      }
      tidy = size();
      return true;
    } catch (SQLException e) {
      LOG.warn("rewriting {}, so that what was deleted leaves it: {}", file, e.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      connections.softEvictConnections();
      connections.resumePool();
    }
  }

  private long size() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }
}
