package org.bactrian.monitoring.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bactrian.calls.CallListener;
import org.bactrian.calls.OutgoingCall;
import org.bactrian.state.quota.SystemWaits;
import org.bactrian.state.quota.SystemWaits.Wait;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when a system is waited for: says so once when that begins and once when it ends, and
 * keeps it where commands and other processes find it.
 */
public final class SystemWatch implements CallListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SystemWatch.class);

  private final SystemWaits kept;
  private final Clock clock;
  private final Map<String, Responsiveness> systems = new LinkedHashMap<>();
  private final Map<String, Wait> told = new ConcurrentHashMap<>();
  private final Set<String> toClear = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "system-watch");
            thread.setDaemon(true);
            return thread;
          });

  /** Watches from the first call on. */
  public SystemWatch(SystemWaits kept, Clock clock) {
    this.kept = kept;
    this.clock = clock;
    for (String system : List.of(OutgoingCall.SALESFORCE, OutgoingCall.MARKETO)) {
      systems.put(system, new Responsiveness(system));
      // A process that was killed may have left word of a wait.
      toClear.add(system);
    }
  }

  @Override
  public void before(OutgoingCall call) {
    if (!looking.getAndSet(true)) ticks.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    systems.get(call.system()).asked(clock.instant());
  }

  @Override
  public void answered(OutgoingCall call) {
    systems.get(call.system()).answered();
    if (told.containsKey(call.system())) look();
    else if (toClear.remove(call.system())) kept.ended(call.system());
  }

  @Override
  public void failed(OutgoingCall call, String why) {
    systems.get(call.system()).failed(clock.instant(), why);
  }

  /** A run ended: no answer is expected any more. */
  public synchronized void idle() {
    systems.values().forEach(Responsiveness::idle);
    look("{} is waited for no more, after {} s: the run ended");
  }

  /** What is waited for, longest first. */
  public List<Wait> waits() {
    Instant now = clock.instant();
    return systems.values().stream()
        .flatMap(system -> system.at(now).stream())
        .sorted(Comparator.comparing(Wait::since))
        .toList();
  }

  /** Says what has begun and what has ended since it looked last. */
  synchronized void look() {
    look("{} answers again, after {} s");
  }

  private void look(String end) {
    try {
      Instant now = clock.instant();
      for (Map.Entry<String, Responsiveness> system : systems.entrySet()) {
        tell(system.getKey(), system.getValue().at(now), now, end);
      }
    } catch (RuntimeException e) {
      LOG.debug("keeping which system is waited for: {}", e.getMessage());
    }
  }

  private void tell(String system, Optional<Wait> found, Instant now, String end) {
    Wait before = told.get(system);
    if (found.isPresent() && before == null) {
      told.put(system, found.get());
      LOG.warn("{}; it is asked again until it answers", found.get().words());
      toClear.remove(system);
      kept.began(found.get());
    } else if (found.isEmpty() && before != null) {
      told.remove(system);
      LOG.warn(end, system, Duration.between(before.since(), now).toSeconds());
      kept.ended(system);
    }
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    told.keySet().forEach(kept::ended);
  }
}
