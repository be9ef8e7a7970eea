package org.bactrian.state.people;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bactrian.state.Database;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the bytes of forgotten people leave the database, and not only their rows: that it is due
 * is remembered, so that a process that dies before it does so at its next start.
 */
public final class Purge implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Purge.class);

  /** The fact that says that it is due. */
  static final String DUE = "purge-due";

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);
  private static final Duration WHILE_OTHERS_WAIT = Duration.ofMillis(300);
  private static final Duration STOPPING = Duration.ofSeconds(10);
  private static final List<String> TABLES =
      List.of(
          "link",
          "dead_letter",
          "field_decision",
          "waiting_change",
          "recent_version",
          "made_of_marketo",
          "consent_event",
          "opt_out_due",
          "meeting_intent",
          "unheard_write",
          "fact");

  private final Database database;
  private volatile boolean closing;
  private final ExecutorService later =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "purge");
            thread.setDaemon(true);
            return thread;
          });

  public Purge(Database database) {
    this.database = database;
  }

  /** Notes that it is due, in the transaction that deletes. */
  static void due(Handle h) {
    h.execute("DELETE FROM fact WHERE name = ?", DUE);
    h.execute("INSERT INTO fact (name, finding) VALUES (?, ?)", DUE, Instant.now().toString());
  }

  /** Whether something was deleted whose bytes may be left. */
  public boolean isDue() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT 1 FROM fact WHERE name = ?")
                    .bind(0, DUE)
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent());
  }

  /**
   * Does it if it is due: writes H2's file anew, or vacuums PostgreSQL's tables where this user
   * may.
   *
   * @param patience how long other work on the database is waited for
   * @return whether nothing is due any more
   */
  public synchronized boolean now(Duration patience) {
    if (!isDue()) return true;
    if (database.isFile()) {
      if (!database.rewriteFile(patience)) return false;
    } else {
      database.jdbi().useHandle(h -> TABLES.forEach(table -> h.execute("VACUUM " + table)));
    }
    database.jdbi().useTransaction(h -> h.execute("DELETE FROM fact WHERE name = ?", DUE));
    return true;
  }

  /** Does it when the work under way is done, and gives back what the file has grown by. */
  public void later() {
    if (!closing) later.execute(this::tidy);
  }

  private void tidy() {
    try {
      database.tidyFile(WHILE_OTHERS_WAIT);
      while (!closing && !now(WHILE_OTHERS_WAIT)) Thread.sleep(BETWEEN_TRIES.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn(
          "purging what was deleted from the database, which the next start tries again: {}",
          e.getMessage());
    }
  }

  /** Waits for what is under way; an interrupt would close H2's file. */
  @Override
  public void close() {
    closing = true;
    later.shutdown();
    try {
      later.awaitTermination(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
