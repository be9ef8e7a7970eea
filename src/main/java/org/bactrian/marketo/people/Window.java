package org.bactrian.marketo.people;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A range of time that one extract may cover: whole seconds, both ends within, 31 days at most. */
public record Window(Instant from, Instant to) {

  private static final Duration LONGEST = Duration.ofDays(31);

  /** Takes whole seconds around both ends, and refuses what Marketo would. */
  public Window {
    from = from.truncatedTo(ChronoUnit.SECONDS);
    to = to.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    if (to.isBefore(from) || Duration.between(from, to).compareTo(LONGEST) > 0)
      throw new IllegalArgumentException(
          "an extract covers up to 31 days, and not " + from + " to " + to);
  }

  /**
   * The windows that cover a longer range, earliest first. They share their ends, so who was made
   * in such a second comes in two of them.
   */
  public static List<Window> cover(Instant from, Instant to) {
    List<Window> windows = new ArrayList<>();
    Instant begin = from.truncatedTo(ChronoUnit.SECONDS);
    while (begin.isBefore(to)) {
      Instant end = begin.plus(LONGEST);
      windows.add(new Window(begin, end.isBefore(to) ? end : to));
      begin = end;
    }
    return windows;
  }
}
