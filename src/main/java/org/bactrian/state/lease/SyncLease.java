package org.bactrian.state.lease;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bactrian.state.Database;
import org.bactrian.state.DatabaseUnavailable;
import org.bactrian.state.lease.LeaseState.Leader;
import org.bactrian.state.lease.LeaseState.Role;
import org.bactrian.state.lease.LeaseTable.Row;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one process of all, and one thread in it, work at a time.
 *
 * <p>While the lease is held, a thread of its own renews it four times a term. A process that
 * {@link #lead leads} keeps it between two works, in which commands of other processes may take it.
 *
 * <p>A write that was sent may be answered long after the lease has ended: it is sent only while at
 * least half a term is left, and if the lease is lost meanwhile, its outcome counts as unknown, as
 * after a crash.
 */
public final class SyncLease implements AutoCloseable {

  /** The lease of those who write to both systems. */
  public static final String SYNC = "sync";

  /** The lease of those who change the tokens of Salesforce's login. */
  public static final String LOGIN = "salesforce-login";

  private static final Logger LOG = LoggerFactory.getLogger(SyncLease.class);
  private static final int RENEWALS = 4;

  private final String name;
  private final Duration term;
  private final Term.Clocks clocks;
  private final boolean alone;
  private final LeaseTable table;
  private final Semaphore inside = new Semaphore(1);
  private final ScheduledThreadPoolExecutor renewer;
  private ScheduledFuture<?> renewing;
  private volatile boolean leads;
  private boolean closed;
  private volatile Held held;
  private volatile Held working;
  private volatile Leader leader;

  /** What is known of the lease while it is held. */
  private record Held(long epoch, Term term, Leader us) {}

  /**
   * @param name {@link #SYNC} or {@link #LOGIN}
   * @param term how long it lasts after each renewal
   */
  public SyncLease(Database database, String name, Duration term) {
    this(database, name, term, Term.Clocks.SYSTEM);
  }

  SyncLease(Database database, String name, Duration term, Term.Clocks clocks) {
    this.name = name;
    this.term = term;
    this.clocks = clocks;
    this.alone = database.isOfOneProcess();
    this.table = new LeaseTable(database, name, UUID.randomUUID().toString(), term);
    this.renewer =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "lease-" + name);
              thread.setDaemon(true);
              return thread;
            });
    renewer.setKeepAliveTime(1, TimeUnit.SECONDS);
    renewer.allowCoreThreadTimeOut(true);
    renewer.setRemoveOnCancelPolicy(true);
    database.beforeClosing(this);
  }

  /**
   * Does the work while holding the lease; also takes it from a leader that is not at work.
   *
   * @return false if another process or thread is at work, and nothing was done
   */
  public boolean whileHolding(Runnable work) {
    return whileHolding(work, true);
  }

  /** As {@link #whileHolding(Runnable)}, but leaves it to a leader that is not at work. */
  public boolean whileLeading(Runnable work) {
    return whileHolding(work, false);
  }

  private boolean whileHolding(Runnable work, boolean fromIdle) {
    if (!inside.tryAcquire()) return false;
    try {
      Held begun = begin(fromIdle);
      if (begun == null) return false;
      working = begun;
      try {
        work.run();
      } finally {
        working = null;
        end();
      }
      return true;
    } finally {
      inside.release();
    }
  }

  /** Keeps the lease from now on, as soon as it is free. */
  public synchronized void lead() {
    leads = true;
    renewEverySoOften();
    tick();
  }

  /** Whether this process holds the lease. */
  public boolean isHeld() {
    return held != null;
  }

  /** How this process stands, as it knew when it last asked. */
  public LeaseState state() {
    Held ours = held;
    if (ours != null) return new LeaseState(Role.LEADING, Optional.of(ours.us()));
    return new LeaseState(leads ? Role.STANDING_BY : Role.IDLE, Optional.ofNullable(leader));
  }

  /**
   * Makes sure, before a transaction of the work commits, that no other process has the lease, nor
   * gets it before that is done. Without work under way it does nothing.
   *
   * @throws LeaseLost if another process has it
   */
  public void check(Handle transaction) {
    Held work = working;
    if (work == null) return;
    if (held != null && table.isHeld(transaction, work.epoch())) return;
    lose(work);
    throw lost();
  }

  /**
   * Makes sure, before the work writes to a system, that there is time for it. Without work under
   * way it does nothing.
   *
   * @throws LeaseLost if the lease is another's, or could not be renewed in time
   */
  public void beforeWrite() {
    Held work = working;
    if (work == null || isTimeLeft(work)) return;
    renew();
    if (!isTimeLeft(work)) throw lost();
  }

  private boolean isTimeLeft(Held work) {
    Held now = held;
    return now != null
        && now.epoch() == work.epoch()
        && now.term().left().compareTo(term.dividedBy(2)) >= 0;
  }

  private LeaseLost lost() {
    return new LeaseLost(
        held == null
            ? "another process took over"
            : "the lease could not be renewed in time; the database did not answer");
  }

  private synchronized Held begin(boolean fromIdle) {
    if (closed) return null;
    try {
      if (held != null && renew(held, true)) return held;
      return take(fromIdle) ? held : null;
    } catch (SQLException e) {
      throw DatabaseUnavailable.during("taking the lease", e);
    }
  }

  private synchronized void end() {
    Held ours = held;
    if (ours == null) return;
    try {
      if (leads) renew(ours, false);
      else release(ours);
    } catch (SQLException e) {
      // Whether it is renewed or runs out is told by the next renewal.
      if (!leads) held = null;
    }
    if (!leads) stopRenewing();
  }

  private void release(Held ours) throws SQLException {
    held = null;
    table.release(ours.epoch());
  }

  /** Takes it, if it is free or can be. */
  private boolean take(boolean fromIdle) throws SQLException {
    Row seen = table.read();
    boolean ours = table.isOurs(seen);
    boolean ended = ours || seen.holder() != null && hasEnded(seen.process());
    boolean idle = fromIdle && !seen.busy();
    Term begun = Term.begin(clocks, term);
    if (!(seen.isFree() || ended || idle) || !table.take(seen, ended, fromIdle)) {
      standBy(seen);
      return false;
    }
    Instant now = clocks.wall().instant();
    ProcessIdentity us = ProcessIdentity.OURS;
    held = new Held(seen.epoch() + 1, begun, new Leader(us.host(), us.pid(), now, now));
    if (!ours && seen.holder() != null && (seen.expired() || ended)) {
      LOG.warn(
          "{}, has {}: this process takes over", seen.leader(), ended ? "ended" : "gone silent");
    } else if (leader != null && leads) {
      LOG.info("this process leads from now on");
    }
    leader = null;
    renewEverySoOften();
    return true;
  }

  private boolean hasEnded(ProcessIdentity process) {
    return alone && !process.equals(ProcessIdentity.OURS) || process.hasEnded();
  }

  private void standBy(Row seen) {
    Leader before = leader;
    leader = seen.leader();
    boolean other =
        leader != null
            && (before == null
                || before.pid() != leader.pid()
                || !before.host().equals(leader.host()));
    if (leads && other) LOG.info("standing by: {}", leader);
  }

  /** Renews it, or takes it when that is wanted; four times a term. */
  private synchronized void tick() {
    try {
      if (held != null) renew(held, working != null);
      else if (leads && !closed && take(false)) renew(held, false);
    } catch (SQLException | RuntimeException e) {
      LOG.debug("renewing the lease {}: {}", name, e.getMessage());
    }
  }

  private synchronized void renew() {
    Held ours = held;
    if (ours == null) return;
    try {
      renew(ours, working != null);
    } catch (SQLException e) {
      LOG.debug("renewing the lease {}: {}", name, e.getMessage());
    }
  }

  private boolean renew(Held ours, boolean busy) throws SQLException {
    Term begun = Term.begin(clocks, term);
    if (!table.renew(ours.epoch(), busy)) {
      lose(ours);
      return false;
    }
    Leader us = ours.us();
    held =
        new Held(
            ours.epoch(),
            begun,
            new Leader(us.host(), us.pid(), us.since(), clocks.wall().instant()));
    return true;
  }

  private synchronized void lose(Held lost) {
    if (held == null || held.epoch() != lost.epoch()) return;
    held = null;
  }

  private synchronized void renewEverySoOften() {
    if (renewing != null || closed) return;
    long every = term.dividedBy(RENEWALS).toMillis();
    renewing = renewer.scheduleWithFixedDelay(this::tick, every, every, TimeUnit.MILLISECONDS);
  }

  private synchronized void stopRenewing() {
    if (renewing != null) renewing.cancel(false);
    renewing = null;
    table.close();
  }

  /** Gives it back; who waits for it gets it at once. */
  @Override
  public synchronized void close() {
    closed = true;
    leads = false;
    Held ours = held;
    try {
      if (ours != null) release(ours);
    } catch (SQLException e) {
      // It runs out by itself.
    }
    stopRenewing();
    renewer.shutdownNow();
  }
}
