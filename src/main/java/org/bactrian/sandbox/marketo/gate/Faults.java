package org.bactrian.sandbox.marketo.gate;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The faults that wait for their call. */
public final class Faults {
  private static final class Waiting {
    final Fault fault;
    int seen;
    int done;
    long until;

    Waiting(Fault fault) {
      this.fault = fault;
    }
  }

  private final Clock clock;
  private final Random random;
  private final List<Waiting> waiting = new ArrayList<>();

  /** No fault yet. */
  public Faults(Clock clock, Random random) {
    this.clock = clock;
    this.random = random;
  }

  /** Adds a fault. */
  public void add(Fault fault) {
    waiting.add(new Waiting(fault));
  }

  /** Takes all faults away. */
  public void clear() {
    waiting.clear();
  }

  /** The faults that still wait or last. */
  public List<Fault> all() {
    return waiting.stream().map(w -> w.fault).toList();
  }

  /** The fault that this call meets, if any. */
  public Optional<Fault> meet(String method, String path) {
    long now = clock.millis();
    waiting.removeIf(w -> w.until > 0 && now >= w.until);
    for (Waiting w : waiting) {
      if (w.fault.matches(method, path) && hits(w, now)) {
        if (w.fault.times() > 0 && w.done >= w.fault.times()) {
          waiting.remove(w);
        }
        return Optional.of(w.fault);
      }
    }
    return Optional.empty();
  }

  private boolean hits(Waiting w, long now) {
    w.seen++;
    if (w.seen < w.fault.onCall() || random.nextDouble() >= w.fault.probability()) {
      return false;
    }
    w.done++;
    if (w.until == 0 && w.fault.forSeconds() > 0) {
      w.until = now + w.fault.forSeconds() * 1000L;
    }
    return true;
  }
}
