package org.bactrian.calls;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many records one call writes: as many as is set, or, for a day after a system refused so many
 * at once, as many as it took then.
 *
 * @param most as is set
 * @param find what was noted under a name
 * @param note notes a text under a name
 */
public record WriteSizes(
    int most,
    Function<String, Optional<String>> find,
    BiConsumer<String, String> note,
    Clock clock) {

  private static final Logger LOG = LoggerFactory.getLogger(WriteSizes.class);
  private static final Duration LASTS = Duration.ofDays(1);
  private static final String NAME = "write-size/";

  /** Sizes that this process alone knows. */
  public static WriteSizes unshared(int most) {
    Map<String, String> notes = new ConcurrentHashMap<>();
    return new WriteSizes(
        most, name -> Optional.ofNullable(notes.get(name)), notes::put, Clock.systemUTC());
  }

  /** How many records of an object one call writes now, at least 1. */
  public int of(String object) {
    return find.apply(NAME + object)
        .map(noted -> noted.split(" "))
        .filter(noted -> Instant.parse(noted[1]).isAfter(clock.instant()))
        .map(noted -> Math.min(most, Integer.parseInt(noted[0])))
        .orElse(most);
  }

  /**
   * So many records of an object were taken at once, after more were refused.
   *
   * @param why more were refused
   */
  public void took(String object, int size, String why) {
    note.accept(NAME + object, size + " " + clock.instant().plus(LASTS));
    LOG.info("for a day, calls write {} of {} at once: more were refused ({})", size, object, why);
  }
}
