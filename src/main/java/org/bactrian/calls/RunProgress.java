package org.bactrian.calls;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When a run last got anywhere, and what it waits for: an answered call and a commit are progress;
 * a failed call is a sign of life and no progress.
 */
public final class RunProgress implements CallListener {

  /**
   * What is waited for.
   *
   * @param system {@code Salesforce} or {@code Marketo}
   * @param since when the first call failed
   * @param why the last failure, in a phrase
   */
  public record Wait(String system, Instant since, String why) {}

  private final Clock clock;
  private final Map<String, Wait> waits = new ConcurrentHashMap<>();
  private volatile Instant progress;
  private volatile Instant sign;

  /** No progress since now. */
  public RunProgress(Clock clock) {
    this.clock = clock;
    progressed();
  }

  /** A run begins, something was committed, or it got on in another way. */
  public void progressed() {
    progress = clock.instant();
    sign = progress;
  }

  /** A run ended: nothing is waited for. */
  public void ended() {
    waits.clear();
    sign = clock.instant();
  }

  /** When something was last answered or committed. */
  public Instant lastProgress() {
    return progress;
  }

  /** When anything last happened, a failed call included. */
  public Instant lastSign() {
    return sign;
  }

  /** What is waited for longest, if anything is. */
  public Optional<Wait> waiting() {
    return waits.values().stream().min((a, b) -> a.since().compareTo(b.since()));
  }

  @Override
  public void before(OutgoingCall call) {
    sign = clock.instant();
  }

  @Override
  public void answered(OutgoingCall call) {
    waits.remove(call.system());
    progressed();
  }

  @Override
  public void failed(OutgoingCall call, String why) {
    Instant now = clock.instant();
    sign = now;
    waits.compute(
        call.system(),
        (system, before) -> new Wait(system, before == null ? now : before.since(), why));
  }
}
