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
