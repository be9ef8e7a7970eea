package org.bactrian.sandbox.marketo.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whoever asks, and however seldom: jobs begin and end at the same instants. */
class LanesTest {

  private static final class Work implements Lanes.Job {
    private final long queuedAt;
    private final long millis;
    private long startedAt;

    Work(long queuedAt, long millis) {
      this.queuedAt = queuedAt;
      this.millis = millis;
    }

    @Override
    public long queuedAt() {
      return queuedAt;
    }

    @Override
    public long start(long at) {
      startedAt = at;
      return at + millis;
    }
  }

  @Property(tries = 200)
  void startsInOrderTwoAtATimeHoweverOftenAsked(
      @ForAll @Size(min = 1, max = 10) List<@IntRange(min = 1, max = 9_000) Integer> durations,
      @ForAll @IntRange(min = 1, max = 5_000) int step) {
    List<Work> asked = run(durations, step);
    assertThat(asked)
        .extracting(work -> work.startedAt)
        .isEqualTo(run(durations, 100_000).stream().map(work -> work.startedAt).toList())
        .isSortedAccordingTo(Comparator.naturalOrder());
    for (Work work : asked) {
      assertThat(work.startedAt).isGreaterThanOrEqualTo(work.queuedAt + 1_000);
      assertThat(asked)
          .filteredOn(
              other ->
                  other.startedAt <= work.startedAt
                      && work.startedAt < other.startedAt + other.millis)
          .hasSizeLessThanOrEqualTo(2);
    }
  }

  private static List<Work> run(List<Integer> durations, int step) {
    Lanes lanes = new Lanes();
    List<Work> all = new ArrayList<>();
    for (int duration : durations) {
      Work work = new Work(10_000 + all.size(), duration);
      all.add(work);
      lanes.add(work);
    }
    for (long now = 10_000; now <= 200_000; now += step) {
      lanes.settle(now);
    }
    return all;
  }
}
