package org.bactrian.state.pool;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;

/**
 * Where the database is, and who asks.
 *
 * @param url a JDBC URL of H2 or PostgreSQL; what it says of time-outs counts
 */
public record Address(String url, String username, String password) {

  private static final String CONNECT_SECONDS = "5";

  /** Longer than any statement of ours takes, an index over all links included. */
  private static final String STATEMENT_SECONDS = "120";

  /** H2 would close itself as soon as the process is told to stop, under a run that still ends. */
  private static final String NOT_AT_EXIT = "DB_CLOSE_ON_EXIT=FALSE";

  public Address {
    boolean isSilent = !url.toUpperCase(Locale.ROOT).contains("DB_CLOSE_ON_EXIT=");
    if (isOfOneProcess(url) && isSilent) url += ";" + NOT_AT_EXIT;
  }

  /** Whether it is PostgreSQL. */
  public boolean isPostgres() {
    return url.startsWith("jdbc:postgresql:");
  }

  /** Whether no other process can have it open at the same time. */
  public boolean isOfOneProcess() {
    return isOfOneProcess(url);
  }

  private static boolean isOfOneProcess(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    return lower.startsWith("jdbc:h2:")
        && !lower.startsWith("jdbc:h2:tcp:")
        && !lower.startsWith("jdbc:h2:ssl:")
        && !lower.contains("auto_server=true");
  }

  /** The URL as a message may have it. */
  public String withoutOptions() {
    return withoutOptions(url);
  }

  /** A JDBC URL without its options, of which any may be secret. */
  public static String withoutOptions(String url) {
    return url.replaceFirst("[?;].*", "");
  }

  /** What PostgreSQL's driver is told, unless the URL says otherwise. */
  Properties timeouts() {
    Properties timeouts = new Properties();
    if (!isPostgres()) return timeouts;
    timeouts.setProperty("connectTimeout", CONNECT_SECONDS);
    timeouts.setProperty("loginTimeout", CONNECT_SECONDS);
    timeouts.setProperty("socketTimeout", STATEMENT_SECONDS);
    timeouts.setProperty("tcpKeepAlive", "true");
    timeouts.setProperty("ApplicationName", "bactrian");
    return timeouts;
  }

  /**
   * Connects, past the pool.
   *
   * @param longest how long PostgreSQL may take for a statement
   */
  Connection connect(Duration longest) throws SQLException {
    Properties properties = timeouts();
    properties.setProperty("user", username);
    properties.setProperty("password", password);
    if (isPostgres()) {
      long seconds = Math.max(1, longest.toSeconds());
      properties.setProperty("connectTimeout", String.valueOf(seconds));
      properties.setProperty("loginTimeout", String.valueOf(seconds));
    }
    Connection connection = DriverManager.getConnection(url, properties);
    if (isPostgres()) connection.setNetworkTimeout(Runnable::run, (int) longest.toMillis());
    return connection;
  }
}
