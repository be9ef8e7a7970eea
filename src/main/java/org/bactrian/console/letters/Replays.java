package org.bactrian.console.letters;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.bactrian.audit.Actor;
import org.bactrian.audit.AuditEvent;
import org.bactrian.audit.AuditTrail;
import org.bactrian.console.Errand;
import org.bactrian.flow.Flows;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.DeadLetters;
import org.bactrian.state.Run;

/** Replays dead letters in the background, so many at a time. */
public final class Replays {

  private static final int AT_ONCE = 1_000;
  private static final Duration PATIENCE = Duration.ofHours(6);

  private final DeadLetters letters;
  private final Flows flows;
  private final AuditTrail audit;
  private final Errand<Result> errand;

  public Replays(DeadLetters letters, Flows flows, AuditTrail audit, Clock clock) {
    this.letters = letters;
    this.flows = flows;
    this.audit = audit;
    this.errand = new Errand<>("replay", clock);
  }

  /**
   * What a replay came to.
   *
   * @param chosen letters that were to be replayed
   * @param tried letters that were
   * @param parked letters that were refused again
   */
  public record Result(long chosen, long tried, long parked) {

    public long gone() {
      return tried - parked;
    }
  }

  /** How far the last replay is, if there was one. */
  Optional<Errand.State<Result>> state() {
    return errand.state();
  }

  /** Replays one; false if a replay is under way. */
  boolean one(DeadLetter letter, Actor by) {
    return begin(
        1,
        DeadLetters.replayed(List.of(letter), by),
        after -> after == 0 ? List.of(letter) : List.of());
  }

  /** Replays all that are selected; false if a replay is under way. */
  boolean all(DeadLetters.Selection selection, Actor by) {
    long chosen = letters.count(selection);
    return begin(
        chosen,
        DeadLetters.replayed(selection, chosen, by),
        after -> letters.after(selection, after, AT_ONCE));
  }

  private boolean begin(long chosen, AuditEvent event, LongFunction<List<DeadLetter>> batchAfter) {
    Result nothing = new Result(chosen, 0, 0);
    return errand.begin(
        nothing,
        soFar -> {
          audit.record(event);
          return replay(nothing, batchAfter, soFar);
        });
  }

  private Result replay(
      Result begun, LongFunction<List<DeadLetter>> batchAfter, Consumer<Result> soFar)
      throws InterruptedException {
    Result result = begun;
    List<DeadLetter> batch = batchAfter.apply(0);
    while (!batch.isEmpty()) {
      List<DeadLetter> now = batch;
      Run run = flows.patiently(() -> flows.replay(now), PATIENCE);
      if (run.failure() != null) throw new IllegalStateException(run.failure());
      result =
          new Result(
              begun.chosen(), result.tried() + now.size(), result.parked() + run.tally().parked());
      soFar.accept(result);
      batch = batchAfter.apply(now.get(now.size() - 1).id());
    }
    return result;
  }
}
