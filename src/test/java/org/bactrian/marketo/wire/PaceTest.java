package org.bactrian.marketo.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaceTest {

  @Property(tries = 200)
  void marketo_never_counts_more_than_the_limit_in_any_20_seconds(
      @ForAll @IntRange(min = 1, max = 20) int limit, @ForAll long seed)
      throws InterruptedException {
    Random random = new Random(seed);
    Manual time = new Manual();
    Pace pace = new Pace(limit, 1, time);
    List<Long> counted = new ArrayList<>();
    for (int call = 0; call < 5 * limit; call++) {
      time.now += random.nextInt(3) == 0 ? random.nextLong(Pace.WINDOW) : 0;
      Pace.Leave leave = pace.await();
      long answerAfter = random.nextLong(4 * Pace.TRANSIT);
      counted.add(time.now + Math.min(answerAfter, random.nextLong(Pace.TRANSIT)));
      time.now += answerAfter;
      leave.answered();
    }
    for (int i = limit; i < counted.size(); i++)
      assertThat(counted.get(i) - counted.get(i - limit)).isGreaterThanOrEqualTo(Pace.WINDOW);
  }

  @Test
  void the_limit_is_used_fully() throws InterruptedException {
    Manual time = new Manual();
    Pace pace = new Pace(95, 10, time);
    for (int call = 0; call < 951; call++) pace.await().answered();
    assertThat(TimeUnit.NANOSECONDS.toSeconds(time.now)).isEqualTo(200);
  }

  @Test
  void no_more_calls_than_allowed_are_in_flight() throws InterruptedException {
    Pace pace = new Pace(0, 3, Pace.Time.SYSTEM);
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  Pace.Leave leave = pace.await();
                  most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                  Thread.sleep(5);
                  inFlight.decrementAndGet();
                  leave.answered();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) thread.join();
    assertThat(most).hasValue(3);
  }

  @Test
  void the_load_is_what_was_let_go_and_is_not_answered() throws InterruptedException {
    Manual time = new Manual();
    Pace pace = new Pace(95, 10, time);
    Pace.Leave first = pace.await();
    pace.await();
    assertThat(pace.load()).isEqualTo(new Pace.Load(2, 95, 2, 10));
    first.answered();
    time.now += Pace.WINDOW / 2;
    pace.await().answered();
    assertThat(pace.load()).isEqualTo(new Pace.Load(3, 95, 1, 10));
    time.now += Pace.WINDOW / 2;
    assertThat(pace.load()).isEqualTo(new Pace.Load(1, 95, 1, 10));
    time.now += Pace.WINDOW;
    assertThat(pace.load().recent()).isZero();
  }

  @Test
  void a_refused_rate_halves_once_a_window_and_grows_back() throws InterruptedException {
    Manual time = new Manual();
    Pace pace = new Pace(80, 10, time);
    for (int call = 0; call < 80; call++) pace.await().answered();
    assertThat(pace.tooFast()).isEqualTo(40);
    assertThat(pace.tooFast()).as("calls that had left before").isZero();
    time.now += Pace.WINDOW + 1;
    assertThat(pace.load().mostRecent()).isEqualTo(48);
    for (int call = 0; call < 48; call++) pace.await().answered();
    long full = time.now;
    pace.await().answered();
    assertThat(time.now - full).as("the 49th waits").isGreaterThanOrEqualTo(Pace.WINDOW);
    time.now += 20 * Pace.WINDOW;
    assertThat(pace.load().mostRecent()).isEqualTo(80);
  }

  @Test
  void a_refused_number_at_once_halves_and_grows_back() throws InterruptedException {
    Manual time = new Manual();
    Pace pace = new Pace(0, 4, time);
    assertThat(pace.tooFast()).as("no limit, none to lower").isZero();
    List<Pace.Leave> under = new ArrayList<>();
    for (int call = 0; call < 4; call++) under.add(pace.await());
    assertThat(pace.tooMany()).isEqualTo(2);
    for (int call = 0; call < 2; call++) under.remove(0).answered();
    Thread third = new Thread(() -> awaited(pace));
    third.start();
    third.join(100);
    assertThat(third.isAlive()).as("two of the four before are enough now").isTrue();
    under.remove(0).answered();
    third.join();
    time.now += 2 * Pace.WINDOW;
    assertThat(pace.load().mostInFlight()).isEqualTo(4);
    awaited(pace);
    awaited(pace);
    assertThat(pace.load().inFlight()).isEqualTo(4);
  }

  private static void awaited(Pace pace) {
    try {
      pace.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Property(tries = 200)
  void a_limit_stays_between_one_and_the_whole(
      @ForAll @IntRange(min = 1, max = 100) int most, @ForAll long seed) {
    Random random = new Random(seed);
    AdaptiveLimit limit = new AdaptiveLimit(most, 100);
    long now = 0;
    for (int step = 0; step < 100; step++) {
      now += random.nextInt(150);
      int before = limit.at(now);
      if (random.nextBoolean() && limit.refused(now)) {
        assertThat(limit.at(now)).isEqualTo(Math.max(1, before / 2));
      } else {
        assertThat(limit.at(now)).isEqualTo(before);
      }
      assertThat(limit.at(now)).isBetween(1, most);
    }
    assertThat(limit.at(now + 100L * 100)).isEqualTo(most);
  }

  /** Time that passes by sleeping, or when told. */
  private static final class Manual implements Pace.Time {
    long now;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void sleep(long nanos) {
      now += nanos;
    }
  }
}
