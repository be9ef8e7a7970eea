package org.bactrian.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.bactrian.console.access.GuessQueue.Guess;
import org.bactrian.local.StandingClock;
import org.junit.jupiter.api.Test;

/** Guessing is slow, from one address or from many; the right password is never kept out. */
class GuessQueueTest {

  private final StandingClock clock = new StandingClock();
  private final GuessQueue queue = new GuessQueue(clock);

  private static Guess from(String client) {
    return new Guess(client, false);
  }

  private Guess add(Guess guess) {
    assertThat(queue.add(guess)).isEmpty();
    return guess;
  }

  /** Checks all that may be checked now, as wrong ones; how many those were. */
  private int checkWrong() {
    int checked = 0;
    for (Optional<Guess> next = queue.next(); next.isPresent(); next = queue.next()) {
      queue.checked(next.get(), false);
      checked++;
    }
    return checked;
  }

  @Test
  void eachFailureOfAClientMakesTheNextOneWaitLonger() {
    for (int i = 0; i < 12; i++) add(from("a"));
    assertThat(checkWrong()).isEqualTo(5);
    for (int seconds : new int[] {1, 2, 4, 8, 16, 30}) {
      assertThat(queue.wait(from("a"))).isEqualTo(Duration.ofSeconds(seconds));
      clock.pass(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(checkWrong()).isZero();
      clock.pass(Duration.ofMillis(1));
      assertThat(checkWrong()).isEqualTo(1);
    }
    assertThat(queue.wait(from("a"))).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void theRightPasswordOnlyWaitsBehindTheSameAddress() {
    for (int i = 0; i < 8; i++) add(from("a"));
    checkWrong();
    Guess right = add(from("a"));
    assertThat(queue.next()).isEmpty();
    clock.pass(Duration.ofSeconds(1));
    assertThat(queue.next()).as("the newest, not one of those that wait").contains(right);
    queue.checked(right, true);
    assertThat(queue.wait(from("a"))).as("and all is forgiven").isZero();
  }

  @Test
  void aPersonFromElsewhereComesBeforeThoseWhoGuess() {
    for (int i = 0; i < 90; i++) add(from("guesser"));
    checkWrong();
    Guess right = add(from("person"));
    assertThat(queue.next()).contains(right);
  }

  @Test
  void sixtyAddressesGuessNotMuchFasterThanOne() {
    for (int i = 0; i < 60; i++) add(from("address " + i));
    assertThat(checkWrong()).isEqualTo(20);
    int inAnHour = 0;
    for (int seconds = 0; seconds < 3600; seconds++) {
      clock.pass(Duration.ofSeconds(1));
      for (int i = 0; i < 2; i++) queue.add(from("address " + seconds % 60));
      inAnHour += checkWrong();
    }
    assertThat(inAnHour).isBetween(60, 60 * 60 / 5 + 60);
  }

  @Test
  void amongManyAddressesTheNewestOfTheLeastSuspectIsNext() {
    for (int i = 0; i < 60; i++) add(from("address " + i));
    checkWrong();
    Guess right = add(from("person"));
    assertThat(queue.next()).isEmpty();
    clock.pass(GuessQueue.LONGEST_TOGETHER);
    assertThat(queue.next()).contains(right);
  }

  @Test
  void aBrowserThatHasLoggedInBeforeIsNotSlowedDownByOthers() {
    for (int i = 0; i < 60; i++) add(from("address " + i));
    checkWrong();
    Guess known = add(new Guess("browser x", true));
    assertThat(queue.next()).contains(known);
    for (int i = 0; i < 10; i++) add(new Guess("browser x", true));
    queue.checked(known, false);
    assertThat(checkWrong()).as("it may not guess either").isEqualTo(4);
  }

  @Test
  void theyAreCheckedBesideOneAnotherButNotAll() {
    Guess first = add(from("a"));
    add(from("b"));
    add(from("c"));
    assertThat(queue.next()).isPresent();
    assertThat(queue.next()).isPresent();
    assertThat(queue.next()).isEmpty();
    queue.checked(from("b"), false);
    assertThat(queue.next()).contains(first);
  }

  @Test
  void whenTooManyWaitTheOldestOfTheBusiestIsLetGo() {
    Guess person = add(from("person"));
    clock.pass(Duration.ofMillis(1));
    Guess oldest = add(from("guesser"));
    for (int i = 2; i < GuessQueue.MOST_WAITING; i++) add(from("guesser"));
    assertThat(queue.add(from("guesser"))).contains(oldest);
    assertThat(queue.next()).isPresent();
    assertThat(queue.next()).contains(person);
  }

  @Test
  void oneThatIsGoneIsNotChecked() {
    Guess gone = add(from("a"));
    queue.remove(gone);
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.next()).isEmpty();
  }

  @Test
  void failuresAreForgottenAfterAQuarterOfAnHour() {
    for (int i = 0; i < 30; i++) add(from("a"));
    checkWrong();
    while (!queue.isEmpty()) {
      clock.pass(Duration.ofSeconds(30));
      checkWrong();
    }
    clock.pass(Duration.ofMinutes(16));
    for (int i = 0; i < 8; i++) add(from("a"));
    assertThat(checkWrong()).isEqualTo(5);
  }

  @Test
  void aKnownBrowserIsNeitherOvertakenNorLetGoForOthers() {
    Guess known = add(new Guess("browser x", true));
    for (int i = 1; i < GuessQueue.MOST_WAITING; i++) add(from("address " + i));
    for (int i = 0; i < 500; i++) {
      assertThat(queue.add(from("more " + i))).isPresent().get().isNotSameAs(known);
    }
    assertThat(queue.next()).containsSame(known);
  }
}
