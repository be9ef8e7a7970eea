package org.bactrian.console.status;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.bactrian.flow.Flows;
import org.bactrian.monitoring.Status;
import org.bactrian.state.Run;

/**
 * What the Status page shows.
 *
 * @param progress how far the run under way is, or null
 * @param runs the latest that read something or could not finish
 */
public record StatusView(
    Status status, Flows.State state, Progress progress, List<Gauge> gauges, List<Run> runs) {

  /**
   * How far a run is.
   *
   * @param total 0 while it is unknown
   * @param perSecond records settled each second, on average
   * @param left how long it will take at this rate, or null
   */
  public record Progress(long done, long total, long perSecond, Duration left, Duration taken) {

    public int percent() {
      return total == 0 ? 0 : (int) (done * 100 / total);
    }
  }

  /**
   * How much of a budget is used.
   *
   * @param name a key below {@code gauge.}
   * @param most what there may be; 0 where there is no limit or it is unknown
   */
  public record Gauge(String name, long used, long most) {

    /** Whether little is left. */
    public boolean isHigh() {
      return most > 0 && used * 10 >= most * 9;
    }
  }

  /** A name of this content, so that a page need not be sent what it has. */
  public String fingerprint() {
    return Integer.toHexString(hashCode());
  }

  /** Whether the flows wait for somebody to connect the systems, log in again or resume. */
  public boolean isAwaitingSomebody() {
    return !status.standing().runs();
  }

  /** How the flows stand, as messages and style sheets name it. */
  public String stand() {
    if (isAwaitingSomebody() && !isRunning()) {
      return status.standing().kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    return state.stand().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public boolean isRunning() {
    return state.stand() == Flows.Stand.RUNNING;
  }
}
