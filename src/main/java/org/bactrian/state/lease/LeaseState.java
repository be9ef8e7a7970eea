package org.bactrian.state.lease;

import java.time.Instant;
import java.util.Optional;

/**
 * How a process stands towards a lease, as it knew when it last asked the database.
 *
 * @param leader the process that holds the lease; empty while no process does
 */
public record LeaseState(Role role, Optional<Leader> leader) {

  /** What this process does. */
  public enum Role {
    /** It holds the lease. */
    LEADING,
    /** It waits to take over from the leader. */
    STANDING_BY,
    /** It does not want the lease at the moment. */
    IDLE
  }

  /**
   * A process that holds a lease.
   *
   * @param since when it took the lease
   * @param renewed when it last said that it lives
   */
  public record Leader(String host, long pid, Instant since, Instant renewed) {

    /** Names it in a message, e.g. {@code process 4711 on host a, which has led since ...}. */
    @Override
    public String toString() {
      return "process %d on host %s, which has led since %s".formatted(pid, host, since);
    }
  }
}
