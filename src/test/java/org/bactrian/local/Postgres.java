package org.bactrian.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL server for all tests of a JVM, started by the first that needs it. */
public final class Postgres {

  /** Who may do everything there, without a password. */
  public static final String USER = "postgres";

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private Postgres() {}

  private static final class Server {
    static final EmbeddedPostgres ONLY = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setPort(Ports.free()).start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Makes an empty database; its JDBC URL. */
  public static String database() {
    String name = "test_" + DATABASES.incrementAndGet();
    try (var connection = Server.ONLY.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("making the database " + name, e);
    }
    return Server.ONLY.getJdbcUrl(USER, name);
  }
}
