package org.bactrian.state.pool;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that the database can't be reached, and once that it can be reached again: when it
 * could for some seconds.
 */
public final class Outage {

  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  /** Classes of SQL states: the connection broke, or the server is stopping or starting. */
  private static final String CONNECTION = "08";

  /** An H2 file that is opened anew gives some room back, and may fill the disk again at once. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  /** Closing a database that failed takes H2 less long, if it can. */
  private static final Duration LEFT_OPEN = Duration.ofSeconds(5);

  private static final Set<String> SERVER =
      Set.of(
          "57P01", // admin_shutdown, or the connection was cut
          "57P02", // crash_shutdown
          "57P03", // cannot_connect_now
          "25P03", // idle_in_transaction_session_timeout
          "53300"); // too_many_connections

  private final Address address;
  private final InstantSource clock;
  private long since;
  private long failedAt;
  private boolean away;
  private boolean proved;
  private boolean broken;
  private long leftOpenSince;
  private String words = "it gives no answer";

  Outage(Address address, InstantSource clock) {
    this.address = address;
    this.clock = clock;
  }

  /** Whether a failure was caused by a server that is away, a broken connection or a full disk. */
  public static boolean isCauseOf(Throwable failure) {
    if (Reopening.isCauseOf(failure)) return true;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) return true;
      if (cause instanceof SQLException sql && isAway(sql)) return true;
    }
    return false;
  }

  /** Whether an H2 file could not be opened because another program has it open. */
  public static boolean isFileHeld(Throwable failure) {
    return Reopening.isUnderWay(failure);
  }

  private static boolean isAway(SQLException failure) {
    String state = failure.getSQLState();
    // The pool's own words for a connection that broke under its work.
    if (state == null) return "Connection is closed".equals(failure.getMessage());
    return state.startsWith(CONNECTION) || SERVER.contains(state);
  }

  /** A start, and what it may throw. */
  public interface Start<T, E extends Exception> {
    T start() throws E;
  }

  /**
   * Starts something that asks the database, and starts it anew as long as a PostgreSQL that is
   * away or is being restarted is all that it fails of.
   *
   * @param patience how long
   */
  public static <T, E extends Exception> T waitedOut(Duration patience, Start<T, E> start)
      throws E {
    long end = System.nanoTime() + patience.toNanos();
    boolean said = false;
    while (true) {
      try {
        return start.start();
      } catch (RuntimeException e) {
        boolean again = isCauseOf(e) && !Reopening.isCauseOf(e) && System.nanoTime() < end;
        if (!again || !ConnectionPool.pause()) throw e;
        if (!said) LOG.warn("starting: {}; trying again", explain(e).orElse(""));
        said = true;
      }
    }
  }

  /** What happened, without the statement and its values; empty if it is another failure. */
  public static Optional<String> explain(Throwable failure) {
    if (!isCauseOf(failure)) return Optional.empty();
    String when = since(failure).map(at -> " since " + at.truncatedTo(SECONDS)).orElse("");
    return Optional.of("the database can't be used" + when + ": " + innermost(failure));
  }

  /** Since when the database has been away, if that is why something failed. */
  public static Optional<Instant> since(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DatabaseAway found) return Optional.of(found.since());
    }
    return Optional.empty();
  }

  /** Whether nothing has worked yet since the last failure. */
  synchronized boolean isUnproved() {
    return away && !proved;
  }

  /** What whoever only glances at the database is told. */
  synchronized DatabaseAway found() {
    return new DatabaseAway(words, away ? Instant.ofEpochMilli(since) : clock.instant());
  }

  /** Whether the file was left open by a database that failed, so long that it stays so. */
  synchronized boolean isLeftOpen(SQLException failure) {
    if (!Reopening.isUnderWay(failure)) {
      broken = true;
      leftOpenSince = 0;
      return false;
    }
    if (leftOpenSince == 0) leftOpenSince = clock.millis();
    return broken && clock.millis() - leftOpenSince >= LEFT_OPEN.toMillis();
  }

  synchronized void failed(SQLException failure) {
    failedAt = clock.millis();
    proved = false;
    words = innermost(failure);
    if (away) return;
    away = true;
    since = failedAt;
    LOG.warn(
        "the database {} can't be used: {}; nothing can be synced until it is back, which is tried"
            + " again and again",
        address.withoutOptions(),
        words);
  }

  synchronized void succeeded() {
    leftOpenSince = 0;
    proved = true;
    if (!away || clock.millis() - failedAt < SETTLED.toMillis()) return;
    away = false;
    broken = false;
    LOG.warn(
        "the database is back after {} s; the sync goes on",
        Duration.ofMillis(clock.millis() - since).toSeconds());
  }

  static String innermost(Throwable failure) {
    if (Reopening.isUnderWay(failure)) {
      return "its file is still open from before, or another process has it";
    }
    String words = "it gives no answer";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) words = cause.getMessage();
    }
    // The pool's own words, where no connection failed.
    if (words.startsWith(ConnectionPool.NAME + " - ")) return "no connection was free in time";
    return words.lines().findFirst().orElse("");
  }
}
