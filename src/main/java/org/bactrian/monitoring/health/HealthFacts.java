package org.bactrian.monitoring.health;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bactrian.connection.Standing;
import org.bactrian.state.quota.SystemWaits.Wait;

/**
 * What health is decided by, at one instant.
 *
 * @param connection how the connection stands, and in words
 * @param lease how this process stands towards the others
 * @param run the run under way in this process
 * @param waits the systems that do not answer as they should, longest first
 * @param quota the quota that is spent, if one is
 * @param lastRun the last run that ended in this process
 * @param schedule what begins runs; empty before the first run has ended
 */
public record HealthFacts(
    Instant now,
    Linkage connection,
    Lease lease,
    Optional<UnderWay> run,
    List<Wait> waits,
    Optional<Wait> quota,
    Optional<Ended> lastRun,
    Optional<Schedule> schedule) {

  /** How the connection stands, and in words. */
  public record Linkage(Standing.Kind kind, String words) {}

  /**
   * How this process stands towards the others.
   *
   * @param standsBy whether another process does the work
   * @param leader names the process that does; empty where it is unknown
   * @param renewed when the leader last said that it lives; null where it is unknown
   */
  public record Lease(boolean standsBy, String leader, Instant renewed) {
    /** There is no other process. */
    public static final Lease ALONE = new Lease(false, "", null);
  }

  /**
   * A run under way.
   *
   * @param progress when a call was last answered or something committed
   */
  public record UnderWay(Instant began, Instant progress) {}

  /**
   * A run that ended.
   *
   * @param failure why it could not finish, or null
   * @param degraded whether only some feeds could not
   */
  public record Ended(Instant at, String failure, boolean degraded) {}

  /**
   * What begins runs.
   *
   * @param due when the next run is due; in the past where it did not begin
   * @param trouble what is seen to be wrong with it; empty where nothing is
   */
  public record Schedule(Instant due, String trouble) {}
}
