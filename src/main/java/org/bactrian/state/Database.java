package org.bactrian.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;

/** The one database: an H2 file or PostgreSQL, migrated when it is opened. */
public final class Database implements AutoCloseable {

  private static final int CONNECTIONS = 6;

  private final HikariDataSource dataSource;
  private final Jdbi jdbi;

  private Database(HikariDataSource dataSource) {
    this.dataSource = dataSource;
    this.jdbi = Jdbi.create(dataSource).registerArrayType(String.class, "varchar");
  }

  /**
   * Opens and migrates the database.
   *
   * @param url a JDBC URL of H2 or PostgreSQL
   * @throws DatabaseUnavailable if it is locked, unreachable or not ours, saying what to do
   */
  public static Database open(String url, String username, String password) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(username);
    config.setPassword(password);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setPoolName("bactrian");
    config.setConnectionTimeout(10_000);
    HikariDataSource dataSource;
    try {
      dataSource = new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw DatabaseUnavailable.explaining(url, e);
    }
    try {
      Flyway.configure(Database.class.getClassLoader()).dataSource(dataSource).load().migrate();
    } catch (FlywayException e) {
      dataSource.close();
      throw DatabaseUnavailable.explaining(url, e);
    }
    return new Database(dataSource);
  }

  Jdbi jdbi() {
    return jdbi;
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
