package org.bactrian.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A run in which nothing happens. */
class StallWatchTest {

  private static final Duration MOST = Duration.ofMillis(200);

  private final Hand clock = new Hand();
  private final RunProgress progress = new RunProgress(clock);
  private final AtomicBoolean hopeless = new AtomicBoolean();
  private final StallWatch watch = new StallWatch(progress, MOST, clock, () -> hopeless.set(true));

  @Test
  void is_interrupted_and_told() throws Exception {
    AtomicReference<String> failure = new AtomicReference<>();
    CountDownLatch watched = new CountDownLatch(1);
    Thread run =
        new Thread(
            () -> {
              try (StallWatch.Watched watching = watch.watch()) {
                watched.countDown();
                sleepUntilInterrupted();
                failure.set(watching.failure());
              }
            });
    run.start();
    watched.await();
    clock.now = clock.now.plus(MOST);
    run.join(10_000);
    assertThat(failure.get()).contains("nothing happened").contains("next one goes on");
    assertThat(hopeless).isFalse();
  }

  @Test
  void ends_the_process_where_it_can_not_be_interrupted() throws Exception {
    CountDownLatch watched = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread run =
        new Thread(
            () -> {
              try (StallWatch.Watched watching = watch.watch()) {
                watched.countDown();
                while (done.getCount() > 0 && watching != null) {
                  if (Thread.interrupted()) interrupted.set(true);
                  Thread.onSpinWait();
                }
              }
            });
    run.start();
    watched.await();
    clock.now = clock.now.plus(MOST);
    await("the interruption").untilTrue(interrupted);
    clock.now = clock.now.plusSeconds(31);
    await("the end").untilTrue(hopeless);
    done.countDown();
    run.join(10_000);
  }

  @Test
  void a_call_that_fails_is_a_sign_of_life_and_no_progress() {
    OutgoingCall call = new OutgoingCall("Marketo", "GET /rest/v1/leads.json", false, MOST);
    Instant began = clock.now;
    clock.now = began.plusSeconds(5);
    progress.failed(call, "503");
    assertThat(progress.lastSign()).isEqualTo(clock.now);
    assertThat(progress.lastProgress()).isEqualTo(began);
    clock.now = began.plusSeconds(9);
    progress.failed(call, "602");
    assertThat(progress.waiting())
        .contains(new RunProgress.Wait("Marketo", began.plusSeconds(5), "602"));
    progress.answered(call);
    assertThat(progress.waiting()).isEmpty();
    assertThat(progress.lastProgress()).isEqualTo(clock.now);
  }

  private static void sleepUntilInterrupted() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A clock whose hand a test moves. */
  private static final class Hand extends Clock {

    private volatile Instant now = Instant.parse("2026-07-01T12:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
