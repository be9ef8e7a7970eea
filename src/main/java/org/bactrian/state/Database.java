package org.bactrian.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import org.bactrian.state.file.H2File;
import org.bactrian.state.pool.Address;
import org.bactrian.state.pool.ConnectionPool;
import org.bactrian.state.pool.Outage;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.transaction.LocalTransactionHandler;

/** The one database: an H2 file or PostgreSQL, migrated when it is opened. */
public final class Database implements AutoCloseable {

  /**
   * An array of texts as a table of keys {@code t.k} to join with: in this form both databases look
   * each key up by an index, where H2 compares every row with every element of {@code = ANY(?)}.
   */
  public static final String KEYS = "UNNEST(CAST(? AS VARCHAR ARRAY)) AS t(k)";

  /** Whether the database orders ids as Java does, and so need not be asked. */
  private static final String BY_CODE = "orders-by-code";

  private static final int MOST_TRIES = 10;

  /** The term of a lease where no setting says another. */
  public static final Duration LEASE = Duration.ofSeconds(20);

  private final ConnectionPool connections;
  private final Jdbi jdbi;
  private final Deque<AutoCloseable> first = new ConcurrentLinkedDeque<>();
  private final H2File file;

  private Database(ConnectionPool connections) {
    this.connections = connections;
    this.file = H2File.behind(connections.dataSource());
    this.jdbi = jdbi(connections);
    jdbi.define(BY_CODE, jdbi.withHandle(Database::ordersByCode));
  }

  private Database(Database whole, Consumer<Handle> fence) {
    this.connections = whole.connections;
    this.file = whole.file;
    this.jdbi = jdbi(connections);
    jdbi.define(BY_CODE, whole.jdbi.getConfig(SqlStatements.class).getAttribute(BY_CODE));
    jdbi.setTransactionHandler(new FencedTransactions(LocalTransactionHandler.binding(), fence));
  }

  private static Jdbi jdbi(ConnectionPool connections) {
    return Jdbi.create(connections)
        .registerArgument(new KeepableText())
        .registerArrayType(String.class, "varchar", Json::keepable);
  }

  /** The one place where texts are bound: none holds what PostgreSQL refuses. */
  private static final class KeepableText extends AbstractArgumentFactory<String> {

    private KeepableText() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String text, ConfigRegistry config) {
      String kept = Json.keepable(text);
      return (position, statement, context) -> statement.setString(position, kept);
    }
  }

  /** Whether ids are in the order of their characters' codes, as by no language's rules. */
  private static boolean ordersByCode(Handle h) {
    return h.createQuery("SELECT '9' < 'A' AND 'Z' < 'a' AND 'aZ' < 'aa'")
        .mapTo(Boolean.class)
        .one();
  }

  /** As {@link #open(String, String, String, Duration)}, for leases of 20 s. */
  public static Database open(String url, String username, String password) {
    return open(url, username, password, LEASE);
  }

  /**
   * Opens and migrates the database.
   *
   * @param url a JDBC URL of H2 or PostgreSQL
   * @param lease the term of leases: a transaction that stands still for half of it is rolled back,
   *     and a PostgreSQL that is away is waited for so long
   * @throws DatabaseUnavailable if it is locked, unreachable or not ours, saying what to do
   */
  public static Database open(String url, String username, String password, Duration lease) {
    return Outage.waitedOut(lease, () -> openOnce(url, username, password, lease));
  }

  private static Database openOnce(String url, String username, String password, Duration lease) {
    ConnectionPool connections;
    try {
      connections = ConnectionPool.open(new Address(url, username, password), lease);
    } catch (RuntimeException e) {
      throw DatabaseUnavailable.explaining(url, e);
    }
    try {
      Flyway flyway =
          Flyway.configure(Database.class.getClassLoader())
              .dataSource(connections.dataSource())
              .load();
      MigrationInfo newest = flyway.info().current();
      if (newest != null && newest.getState() == MigrationState.FUTURE_SUCCESS) {
        throw DatabaseUnavailable.ofNewerVersion(url);
      }
      flyway.migrate();
      return new Database(connections);
    } catch (DatabaseUnavailable e) {
      connections.close();
      throw e;
    } catch (FlywayException | JdbiException e) {
      connections.close();
      throw DatabaseUnavailable.explaining(url, e);
    }
  }

  /**
   * The same database, each of whose transactions is committed only if a check passes.
   *
   * @param fence asks, in the transaction itself, whether it may still be committed, and throws if
   *     not
   */
  public Database fencedBy(Consumer<Handle> fence) {
    return new Database(this, fence);
  }

  /** Whether no other process can have it open at the same time. */
  public boolean isOfOneProcess() {
    return connections.address().isOfOneProcess();
  }

  /** A connection past the pool, whose statements may take so long at most. */
  public Connection connect(Duration longest) throws SQLException {
    return connections.connect(longest);
  }

  /** Takes it that work on such a connection failed: the database may be away, which is told. */
  public void failed(SQLException failure) {
    connections.failed(failure);
  }

  /** Does something with a connection past the pool, while the file is not written anew. */
  public <T> T undisturbed(H2File.Work<T> work) throws SQLException {
    return isFile() ? file.undisturbed(work) : work.run();
  }

  /** Closes this before the connections are closed. */
  public void beforeClosing(AutoCloseable other) {
    first.addFirst(other);
  }

  /** Replaces rows in a transaction, and again where another process inserts the same meanwhile. */
  public static void replace(Jdbi jdbi, Consumer<Handle> rows) {
    for (int tries = 1; ; tries++) {
      try {
        jdbi.useTransaction(rows::accept);
        return;
      } catch (UnableToExecuteStatementException e) {
        boolean again = e.getCause() instanceof SQLException sql && isDuplicate(sql);
        if (!again || tries == MOST_TRIES) throw e;
      }
    }
  }

  private static boolean isDuplicate(SQLException refusal) {
    return refusal.getSQLState() != null && refusal.getSQLState().startsWith("23");
  }

  /** For the other packages of {@code state}; nothing else knows SQL. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /** Whether it is a file of this process, as H2's are. */
  public boolean isFile() {
    return file != null;
  }

  /**
   * Gives back what its file has grown by, if it has grown much.
   *
   * @param patience how long other work on the database is waited for
   */
  public void tidyFile(Duration patience) {
    if (isFile()) file.tidy(patience);
  }

  /**
   * Writes its file anew, without what was deleted.
   *
   * @param patience how long work under way is waited for
   * @return false if it was not done by then
   */
  public boolean rewriteFile(Duration patience) {
    return isFile() && file.rewrite(patience);
  }

  @Override
  public void close() {
    for (AutoCloseable each : first) {
      try {
        each.close();
      } catch (Exception e) {
        // The connections are closed all the same.
      }
    }
    connections.close();
  }

  /** Deletes a mapping's rows of these records; most often there are none. */
  static void forget(Handle h, String table, String mapping, Collection<String> salesforceIds) {
    forget(h, table, "salesforce_id", mapping, salesforceIds);
  }

  /** As {@link #forget}, by another column. */
  static void forget(
      Handle h, String table, String column, String mapping, Collection<String> ids) {
    Set<String> found = find(h, table, column, mapping, ids);
    if (found.isEmpty()) return;
    PreparedBatch delete =
        h.prepareBatch("DELETE FROM " + table + " WHERE " + column + " = ? AND mapping = ?");
    for (String id : found) delete.add(id, mapping);
    delete.execute();
  }

  /**
   * Whether a table has a row of any id from the least of these to the greatest: one look that
   * spares one for each id in a first sync, which goes by id and most often finds none.
   */
  static boolean knowsAround(Handle h, String table, String column, String[] ids) {
    if (ids.length == 0) return false;
    List<String> ends = ends(h, ids);
    return h.createQuery(
            "SELECT EXISTS (SELECT 1 FROM " + table + " WHERE " + column + " BETWEEN ? AND ?)")
        .bind(0, ends.get(0))
        .bind(1, ends.get(1))
        .mapTo(Boolean.class)
        .one();
  }

  /** The least and the greatest, in the order of the database. */
  private static List<String> ends(Handle h, String[] ids) {
    if (Boolean.TRUE.equals(h.getConfig(SqlStatements.class).getAttribute(BY_CODE))) {
      List<String> all = Arrays.asList(ids);
      return List.of(Collections.min(all), Collections.max(all));
    }
    return h.createQuery("SELECT MIN(k), MAX(k) FROM " + KEYS)
        .bind(0, ids)
        .map((row, context) -> List.of(row.getString(1), row.getString(2)))
        .one();
  }

  /** Of which of these records a mapping has a row, by the column of their ids. */
  static Set<String> find(
      Handle h, String table, String column, String mapping, Collection<String> ids) {
    String[] keys = ids.toArray(String[]::new);
    if (!knowsAround(h, table, column, keys)) return Set.of();
    return h.createQuery(
            "SELECT "
                + column
                + " FROM "
                + KEYS
                + " JOIN "
                + table
                + " ON "
                + column
                + " = t.k AND mapping = ?")
        .bind(0, keys)
        .bind(1, mapping)
        .mapTo(String.class)
        .set();
  }
}
