package org.bactrian.sandbox.marketo.gate;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Optional;
import org.bactrian.sandbox.marketo.store.Refusal;

/** Marketo's limits: calls in a rolling window of 20 seconds, calls at a time, calls a day. */
public final class Gate {
  private static final ZoneId CENTRAL = ZoneId.of("America/Chicago");
  private static final long WINDOW_MILLIS = 20_000;

  private final Clock clock;
  private final ArrayDeque<Long> admitted = new ArrayDeque<>();
  private final ArrayDeque<Long> attempts = new ArrayDeque<>();
  private int perWindow;
  private int atOnce;
  private int perDay;
  private int inFlight;
  private int peakInFlight;
  private int peakPerWindow;
  private int today;
  private LocalDate day;

  /** Limits; 0 is none. */
  public Gate(Clock clock, int perWindow, int atOnce, int perDay) {
    this.clock = clock;
    limit(perWindow, atOnce, perDay);
  }

  /** Sets the limits anew; 0 is none. */
  public void limit(int callsPer20Seconds, int concurrency, int dailyQuota) {
    perWindow = callsPer20Seconds;
    atOnce = concurrency;
    perDay = dailyQuota;
  }

  /** A call has come and will stay until {@link #leave}. */
  public void enter() {
    inFlight++;
    peakInFlight = Math.max(peakInFlight, inFlight);
    long now = clock.millis();
    drop(attempts, now);
    attempts.add(now);
    peakPerWindow = Math.max(peakPerWindow, attempts.size());
  }

  /** A call has its answer. */
  public void leave() {
    inFlight--;
  }

  /** Lets a call pass, or says which limit it meets. */
  public Optional<Refusal> admit() {
    LocalDate now = LocalDate.ofInstant(clock.instant(), CENTRAL);
    if (!now.equals(day)) {
      day = now;
      today = 0;
    }
    if (perDay > 0 && today >= perDay) {
      return Optional.of(new Refusal("607", "Daily quota '" + perDay + "' reached"));
    }
    today++;
    if (atOnce > 0 && inFlight > atOnce) {
      return Optional.of(new Refusal("615", "Concurrent access limit reached"));
    }
    drop(admitted, clock.millis());
    if (perWindow > 0 && admitted.size() >= perWindow) {
      return Optional.of(
          new Refusal("606", "Max rate limit '" + perWindow + "' exceeded with in '20' secs"));
    }
    admitted.add(clock.millis());
    return Optional.empty();
  }

  /** The most calls that were in progress at a time since {@link #forgetPeaks}. */
  public int peakInFlight() {
    return peakInFlight;
  }

  /** The most calls that came within 20 seconds, refused ones too. */
  public int peakPerWindow() {
    return peakPerWindow;
  }

  /** Calls of today, Central time. */
  public int today() {
    return today;
  }

  /** Begins to look for peaks anew. */
  public void forgetPeaks() {
    peakInFlight = inFlight;
    drop(attempts, clock.millis());
    attempts.clear();
    peakPerWindow = 0;
  }

  private static void drop(ArrayDeque<Long> times, long now) {
    while (!times.isEmpty() && times.peek() <= now - WINDOW_MILLIS) {
      times.poll();
    }
  }
}
