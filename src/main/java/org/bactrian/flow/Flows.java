package org.bactrian.flow;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.bactrian.calls.StallWatch;
import org.bactrian.calls.StopSignal;
import org.bactrian.process.OutOfMemory;
import org.bactrian.salesforce.LoginNeeded;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.Run;
import org.bactrian.state.Runs;
import org.bactrian.state.lease.LeaseLost;
import org.bactrian.state.lease.LeaseState;
import org.bactrian.state.lease.SyncLease;
import org.bactrian.state.pool.Outage;
import org.bactrian.sync.Tally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The flows as a whole: what the schedule starts again and again, and {@code run --once} once. */
public final class Flows {

  private static final Logger LOG = LoggerFactory.getLogger(Flows.class);

  /** What two automations could throw back and forth must come to an end. */
  private static final int MOST_PASSES = 10;

  private final ProducerTemplate routes;
  private final SyncLease lease;
  private final Ledger ledger;
  private final Runs runs;
  private final LongSupplier salesforceCalls;
  private final LongSupplier marketoCalls;
  private final Supplier<Optional<String>> hold;
  private final boolean bothWays;
  private final Clock clock;
  private final List<Consumer<Run>> listeners = new CopyOnWriteArrayList<>();
  private volatile Runnable check = () -> {};
  private volatile Predicate<Set<String>> mended = feeds -> false;
  private volatile StallWatch stalls;
  private volatile StopSignal stop = new StopSignal();
  private volatile Progress progress = Progress.NONE;
  private volatile Instant pausedUntil = Instant.EPOCH;
  private volatile Function<Throwable, Optional<Instant>> spent = failure -> Optional.empty();
  private long salesforceCounted;
  private long marketoCounted;
  private volatile UnderWay underWay;
  private volatile Run last;
  private volatile String unrun = "";
  private volatile boolean elsewhere;
  private volatile Optional<String> held = Optional.empty();

  /**
   * @param hold why the schedule must stand still, if it must
   * @param bothWays whether what is written on one side may bring about something on the other
   */
  public Flows(
      ProducerTemplate routes,
      SyncLease lease,
      Ledger ledger,
      Runs runs,
      LongSupplier salesforceCalls,
      LongSupplier marketoCalls,
      Supplier<Optional<String>> hold,
      boolean bothWays,
      Clock clock) {
    this.routes = routes;
    this.lease = lease;
    this.ledger = ledger;
    this.runs = runs;
    this.salesforceCalls = salesforceCalls;
    this.marketoCalls = marketoCalls;
    this.hold = hold;
    this.bothWays = bothWays;
    this.clock = clock;
  }

  /**
   * The run under way.
   *
   * @param done changes read and settled
   * @param total changes that Salesforce said there are
   */
  public record UnderWay(
      Instant started, long done, long total, long salesforceCalls, long marketoCalls) {}

  /** How the flows stand. */
  public enum Stand {
    RUNNING,
    /** Between two runs. */
    IDLE,
    /** The last run could not finish. */
    STOPPED,
    /** Another process is at it. */
    STANDING_BY
  }

  /**
   * How the flows stand, and why.
   *
   * @param reason what stopped them, or null
   * @param until when they go on by themselves; null if that is at the next run
   */
  public record State(Stand stand, String reason, Instant until) {}

  /** How the flows stand in this process. */
  public State state() {
    if (underWay != null) return new State(Stand.RUNNING, null, null);
    Run run = last;
    if (run != null && run.failure() != null) {
      boolean paused = clock.instant().isBefore(pausedUntil);
      return new State(Stand.STOPPED, run.failure(), paused ? pausedUntil : null);
    }
    boolean elsewhere = this.elsewhere || lease.state().role() == LeaseState.Role.STANDING_BY;
    return new State(elsewhere ? Stand.STANDING_BY : Stand.IDLE, null, null);
  }

  /** The run under way in this process, if there is one. */
  public Optional<UnderWay> underWay() {
    UnderWay run = underWay;
    return run == null
        ? Optional.empty()
        : Optional.of(
            new UnderWay(
                run.started(),
                run.done(),
                run.total(),
                salesforceCalls.getAsLong() - run.salesforceCalls(),
                marketoCalls.getAsLong() - run.marketoCalls()));
  }

  /** Lets this be checked before every run; what it throws ends the run before it begins. */
  public void before(Runnable check) {
    this.check = check;
  }

  /**
   * What to do where a system denies what it said of its fields.
   *
   * @param mended of the feeds that stand still: whether it says other things now, so that another
   *     pass may get further
   */
  public void denied(Predicate<Set<String>> mended) {
    this.mended = mended;
  }

  /** Tells a listener of every run from now on. */
  public void tell(Consumer<Run> listener) {
    listeners.add(listener);
  }

  /** Has each run watched, and ended where nothing happens any more. */
  public void watchedBy(StallWatch watch) {
    stalls = watch;
  }

  /** Has each run ended by a signal, after which none begins. */
  public void stoppedBy(StopSignal signal) {
    stop = signal;
  }

  /** Shows how far each run has come. */
  public void show(Progress progress) {
    this.progress = progress;
  }

  /**
   * Lets the schedule stand still after some failures.
   *
   * @param until when to try again after a failure that says that a quota is spent
   */
  public void pause(Function<Throwable, Optional<Instant>> until) {
    spent = until;
  }

  /** One run, unless something holds it, another process is at it, or the day's quota is spent. */
  public void scheduled() {
    try {
      if (isHeld() || clock.instant().isBefore(pausedUntil)) return;
      if (alone(lease::whileLeading, "direct:cycle", null, 1).isPresent()) unrun = "";
    } catch (RuntimeException e) {
      // That the database is away is said once, by what connects to it.
      if (Outage.isCauseOf(e) || stop.isGiven()) return;
      String words = Failure.explain(e);
      if (!words.equals(unrun)) LOG.error("no run can begin; each next one tries again: {}", words);
      unrun = words;
    }
  }

  /** Says once why everything stands still, and once that it goes on. */
  private boolean isHeld() {
    Optional<String> now = hold.get();
    if (!now.equals(held)) {
      now.ifPresentOrElse(LOG::warn, () -> LOG.warn("the sync goes on"));
    }
    held = now;
    return now.isPresent();
  }

  /** Cycles over every flow until both sides are at rest; empty if another process is at it. */
  public Optional<Run> once() {
    return alone("direct:cycle", null, bothWays ? MOST_PASSES : 1);
  }

  /** Tries these dead letters again; empty if another process is at it. */
  public Optional<Run> replay(List<DeadLetter> letters) {
    return alone("direct:replay-dead-letters", letters, 1);
  }

  /** Goes on with the erasures that were begun; empty if another process is at it. */
  public Optional<Run> forget() {
    return alone("direct:forget", null, 1);
  }

  private Optional<Run> alone(String route, Object body, int mostPasses) {
    return alone(lease::whileHolding, route, body, mostPasses);
  }

  private Optional<Run> alone(
      Predicate<Runnable> lease, String route, Object body, int mostPasses) {
    Run[] done = new Run[1];
    boolean held = lease.test(() -> done[0] = run(route, body, mostPasses));
    elsewhere = !held && underWay == null;
    return Optional.ofNullable(done[0]);
  }

  /**
   * Waits for another process to finish what {@link #once} or {@link #replay} is to do.
   *
   * @throws IllegalStateException naming the process that is at work, if it goes on for too long
   */
  public Run patiently(Supplier<Optional<Run>> work, Duration patience)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    while (true) {
      Optional<Run> run = work.get();
      if (run.isPresent()) return run.get();
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "another Bactrian process has been syncing these systems for %d s: %s; stop it or let it do the work"
                .formatted(
                    patience.toSeconds(),
                    lease.state().leader().map(LeaseState.Leader::toString).orElse("this one")));
      }
      Thread.sleep(200);
    }
  }

  /** A run, or null if none may begin, or it had to end because another process took over. */
  private Run run(String route, Object body, int mostPasses) {
    if (!stop.begin()) return null;
    try {
      Run run = begin(route, body, mostPasses);
      runs.add(run);
      last = run;
      listeners.forEach(listener -> listener.accept(run));
      return run;
    } catch (LeaseLost e) {
      LOG.warn("the run ended, and this process stands by: {}", e.getMessage());
      return null;
    } finally {
      underWay = null;
      stop.end();
    }
  }

  private Run begin(String route, Object body, int mostPasses) {
    Instant started = clock.instant();
    underWay = new UnderWay(started, 0, 0, salesforceCounted, marketoCounted);
    Progress shown =
        (done, total) -> {
          underWay = new UnderWay(started, done, total, salesforceCounted, marketoCounted);
          stalls.progressed();
          progress.at(done, total);
        };
    ledger.begin();
    Cycle cycle = null;
    Throwable thrown = refusal();
    String ended;
    try (StallWatch.Watched watched = stalls.watch()) {
      int most = mostPasses;
      for (int pass = 0; thrown == null && pass < most; pass++) {
        if (cycle != null && cycle.isUnfinished()) pass = 0;
        long before = cycle == null ? 0 : cycle.tally().written();
        Exchange exchange = pass(route, body, shown, cycle);
        cycle = exchange.getProperty(Cycle.PROPERTY, Cycle.class);
        thrown = thrown(exchange);
        if (thrown != null || cycle == null) break;
        if (cycle.isDenied() && mended.test(cycle.apart().keySet())) {
          most = Math.max(most, pass + 2);
          continue;
        }
        if (cycle.tally().written() == before && !cycle.isUnfinished()) break;
      }
      ended = stop.isGiven() && thrown != null ? StopSignal.WORDS : watched.failure();
    }
    stop.settle();
    OutOfMemory.endIfIn(thrown);
    Optional<LeaseLost> lost = LeaseLost.in(thrown);
    if (lost.isPresent()) throw lost.get();
    Tally tally = cycle == null ? Tally.NONE : cycle.tally();
    String failure = ended == null ? failure(thrown, tally) : ended;
    if (failure == null && cycle != null && !cycle.apart().isEmpty()) {
      failure = Run.degraded(cycle.apart());
    }
    // Calls made since the last run, for one to read fields, are on this one's account.
    long salesforce = salesforceCalls.getAsLong();
    long marketo = marketoCalls.getAsLong();
    Run run =
        new Run(
            started,
            clock.instant(),
            tally,
            salesforce - salesforceCounted,
            marketo - marketoCounted,
            failure);
    salesforceCounted = salesforce;
    marketoCounted = marketo;
    return run;
  }

  private RuntimeException refusal() {
    try {
      check.run();
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  private Exchange pass(String route, Object body, Progress shown, Cycle before) {
    return routes.send(
        route,
        e -> {
          e.getMessage().setBody(body);
          e.setProperty("progress", shown);
          e.setProperty(Cycle.PROPERTY, before);
        });
  }

  private Throwable thrown(Exchange exchange) {
    try {
      ledger.await();
      return exchange.getException();
    } catch (RuntimeException e) {
      return exchange.getException() == null ? e : exchange.getException();
    }
  }

  private String failure(Throwable thrown, Tally tally) {
    if (thrown == null) {
      return tally.adds() ? null : "the outcomes do not add up to what was read: " + tally;
    }
    Throwable cause = Failure.cause(thrown);
    Optional<Instant> again = spent.apply(thrown);
    pausedUntil = again.orElse(pausedUntil);
    String next = again.map(at -> "; the next try is at " + at.truncatedTo(SECONDS)).orElse("");
    String words = Failure.explain(cause) + next;
    // The run says it; the schedule need not say it again.
    if (cause instanceof LoginNeeded) held = Optional.of(words);
    return words;
  }
}
