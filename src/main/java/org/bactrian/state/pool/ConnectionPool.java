package org.bactrian.state.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.InstantSource;
import org.bactrian.state.file.OwnerOnlyFilePath;
import org.jdbi.v3.core.ConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pooled connections to one database; it goes on by itself when the server is back. */
public final class ConnectionPool implements ConnectionFactory, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);
  static final String NAME = "bactrian";

  private static final int CONNECTIONS = 6;

  /** One try; whoever only glances has no more than this, and what a validation adds to it. */
  private static final Duration TRY = Duration.ofSeconds(1);

  private static final Duration VALIDATION = Duration.ofSeconds(1);

  /** How long work waits for a connection before it fails. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How long a server may take to answer at all. */
  private static final Duration GREETING = Duration.ofSeconds(3);

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(15);

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);

  private final Address address;
  private final HikariDataSource connections;
  private final Outage outage;
  private final Proof proof = new Proof(this::tryPatiently);

  private ConnectionPool(Address address, HikariDataSource connections) {
    this.address = address;
    this.connections = connections;
    this.outage = new Outage(address, InstantSource.system());
  }

  /**
   * Opens it; waits some seconds for a server that is away or is being started.
   *
   * @param lease the term of leases, and how long a server that is away is waited for; PostgreSQL
   *     rolls back a transaction that stands still for half of it, since that of a frozen process
   *     must not keep others out
   * @throws RuntimeException if the database can't be used
   */
  public static ConnectionPool open(Address address, Duration lease) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.url());
    config.setUsername(address.username());
    config.setPassword(address.password());
    config.setDataSourceProperties(address.timeouts());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setPoolName(NAME);
    config.setConnectionTimeout(TRY.toMillis());
    config.setValidationTimeout(VALIDATION.toMillis());
    config.setKeepaliveTime(KEEP_ALIVE.toMillis());
    config.setMaxLifetime(LONGEST_LIFE.toMillis());
    config.setAllowPoolSuspension(true);
    if (address.isPostgres()) {
      config.setConnectionInitSql(
          "SET idle_in_transaction_session_timeout = " + lease.dividedBy(2).toMillis());
      awaitServer(address, lease);
    }
    if (address.isPostgres()) return new ConnectionPool(address, new HikariDataSource(config));
    Reopening reopening = new Reopening();
    config.setExceptionOverride(reopening);
    ConnectionPool pool = new ConnectionPool(address, new HikariDataSource(config));
    reopening.of(pool.connections, pool.outage);
    return pool;
  }

  private static void awaitServer(Address address, Duration patience) {
    long start = System.nanoTime();
    boolean said = false;
    while (true) {
      try {
        address.connect(GREETING).close();
        return;
      } catch (SQLException e) {
        boolean late = System.nanoTime() - start > patience.toNanos();
        if (late || !Outage.isCauseOf(e)) return; // The pool says what is wrong.
        if (!said) {
          LOG.warn(
              "opening the database {}: {}; trying for {} s",
              address.withoutOptions(),
              Outage.innermost(e),
              patience.toSeconds());
        }
        said = true;
      }
      if (!pause()) return;
    }
  }

  /** The pool as what migrates a schema wants it. */
  public HikariDataSource dataSource() {
    return connections;
  }

  /** Where it connects to. */
  public Address address() {
    return address;
  }

  @Override
  public Connection openConnection() throws SQLException {
    Duration longest = Glance.longest();
    return longest == null ? watched(this::patiently) : glance(longest);
  }

  private Connection patiently() throws SQLException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return pooled();
      } catch (SQLTransientConnectionException e) {
        if (System.nanoTime() > end) throw e;
      }
    }
  }

  private Connection pooled() throws SQLException {
    Connection connection = connections.getConnection();
    if (outage.isUnproved() && !address.isPostgres()) Reopening.check(connection);
    return connection;
  }

  /** None of all that glance waits for a database that may be away: the proof does, for them. */
  private Connection glance(Duration longest) throws SQLException {
    if (outage.isUnproved() || !proof.isGiven()) requireProof();
    try {
      Connection connection = pooled();
      outage.succeeded();
      if (address.isPostgres()) {
        connection.setNetworkTimeout(Runnable::run, (int) longest.toMillis());
      }
      return connection;
    } catch (SQLException e) {
      if (connections.isClosed()) throw e;
      requireProof();
      throw e;
    }
  }

  private void requireProof() throws DatabaseAway {
    proof.want();
    if (!proof.isGiven()) throw outage.found();
  }

  private boolean tryPatiently() {
    try (Connection connection = watched(this::patiently)) {
      return connection.isValid((int) VALIDATION.toSeconds());
    } catch (SQLException e) {
      return false;
    }
  }

  /** Takes it that work on a connection past the pool failed. */
  public void failed(SQLException failure) {
    if (Outage.isCauseOf(failure) && !connections.isClosed()) outage.failed(failure);
  }

  /** A connection of the caller's own, whose statements may take so long at most. */
  public Connection connect(Duration longest) throws SQLException {
    return watched(() -> connectOnceReopened(longest));
  }

  private Connection connectOnceReopened(Duration longest) throws SQLException {
    long end = System.nanoTime() + longest.toNanos();
    while (true) {
      try {
        return address.connect(longest);
      } catch (SQLException e) {
        releaseLeftOpen(e);
        if (!Reopening.isUnderWay(e) || System.nanoTime() > end || !pause()) throw e;
      }
    }
  }

  /** Whether it was not interrupted. */
  static boolean pause() {
    try {
      Thread.sleep(BETWEEN_TRIES.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private interface Connecting {
    Connection connect() throws SQLException;
  }

  private Connection watched(Connecting connecting) throws SQLException {
    try {
      Connection connection = connecting.connect();
      outage.succeeded();
      return connection;
    } catch (SQLException e) {
      releaseLeftOpen(e);
      if (!connections.isClosed()) outage.failed(e);
      throw e;
    }
  }

  private void releaseLeftOpen(SQLException failure) {
    if (!address.isPostgres() && outage.isLeftOpen(failure)) {
      OwnerOnlyFilePath.release(address.url());
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
