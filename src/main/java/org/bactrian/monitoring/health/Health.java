package org.bactrian.monitoring.health;

/**
 * What the sync says of itself.
 *
 * @param isUp whether it does what there is to do, or rightly waits
 * @param reason why, in a sentence
 */
public record Health(boolean isUp, State state, String reason) {

  /** How the sync is. */
  public enum State {
    /** The first run has not begun yet. */
    STARTING,
    /** A run is under way and gets on. */
    SYNCING,
    /** Between two runs. */
    IDLE,
    /** An operator paused it. */
    PAUSED,
    /** The systems are not connected yet. */
    UNCONNECTED,
    /** Salesforce no longer takes the login. */
    LOGGED_OUT,
    /** Another process does the work. */
    STANDING_BY,
    /** No process does the work. */
    LEADERLESS,
    /** A system does not answer as it should. */
    WAITING,
    /** A quota of the day is spent; it is known when there are calls again. */
    QUOTA_SPENT,
    /** The database can't be asked. */
    DATABASE_AWAY,
    /** A run is under way and gets nowhere. */
    STALLED,
    /** The last run could not finish. */
    FAILED,
    /** The last run went on without some objects. */
    DEGRADED,
    /** No run begins although one is due. */
    SCHEDULE_DEAD
  }

  static Health up(State state, String reason) {
    return new Health(true, state, reason);
  }

  static Health down(State state, String reason) {
    return new Health(false, state, reason);
  }
}
