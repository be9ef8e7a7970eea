package org.bactrian.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bactrian.marketo.people.Activity;
import org.bactrian.marketo.people.Page;
import org.junit.jupiter.api.Test;

/** Up to when a stream has been read is where it is read again from once its token is refused. */
class HearingTest {

  private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");
  private static final Instant THEN = Instant.parse("2026-01-02T09:00:00Z");

  private final Hearing hearing = new Hearing();

  @Test
  void theEndOfTheLogWasReadUpToWhenItWasAskedFor() {
    assertThat(readUpTo(false, THEN)).isEqualTo(NOW);
  }

  @Test
  void aBacklogWasReadUpToItsLastActivity() {
    assertThat(readUpTo(true, THEN, THEN.plusSeconds(60))).isEqualTo(THEN.plusSeconds(60));
  }

  @Test
  void pagesWithoutActivitiesTellNothing() {
    assertThat(readUpTo(true)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void aClockThatIsAheadIsNotBelieved() {
    assertThat(readUpTo(true, NOW.plusSeconds(3600))).isEqualTo(NOW);
  }

  private Instant readUpTo(boolean more, Instant... dates) {
    List<Activity> rows =
        List.of(dates).stream()
            .map(at -> new Activity(at.toString(), 1, 13, at, null, null, List.of(), Map.of()))
            .toList();
    hearing.toRead(Stream.CHANGES, "before");
    hearing.next(NOW);
    hearing.read(new Page<>(rows, "after", more), rows);
    return hearing.readUpTo(Instant.EPOCH);
  }
}
