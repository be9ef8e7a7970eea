package org.bactrian.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResponsivenessTest {

  private static final Instant START = Instant.parse("2026-03-01T14:02:00Z");

  private final Responsiveness marketo = new Responsiveness("Marketo");

  @Test
  void a_call_that_fails_once_is_no_wait() {
    marketo.asked(at(0));
    marketo.failed(at(1), "HTTP 503");
    assertThat(marketo.at(at(4))).isEmpty();
    marketo.answered();
    assertThat(marketo.at(at(100))).isEmpty();
  }

  @Test
  void calls_that_go_on_failing_are_waited_for_since_the_first_left() {
    marketo.asked(at(0));
    marketo.failed(at(1), "HTTP 503");
    marketo.asked(at(3));
    marketo.failed(at(6), "HTTP 502");
    assertThat(marketo.at(at(6)))
        .hasValueSatisfying(
            wait -> {
              assertThat(wait.system()).isEqualTo("Marketo");
              assertThat(wait.since()).isEqualTo(at(0));
              assertThat(wait.why()).isEqualTo("HTTP 502");
              assertThat(wait.isQuota()).isFalse();
            });
    marketo.idle();
    assertThat(marketo.at(at(600))).as("also between two runs").isPresent();
    marketo.answered();
    assertThat(marketo.at(at(600))).isEmpty();
  }

  @Test
  void a_call_without_an_answer_is_waited_for_unless_others_are_answered() {
    marketo.asked(at(0));
    marketo.asked(at(20));
    assertThat(marketo.at(at(29))).isEmpty();
    assertThat(marketo.at(at(30))).hasValueSatisfying(w -> assertThat(w.since()).isEqualTo(at(0)));
    marketo.answered();
    assertThat(marketo.at(at(300))).isEmpty();
    marketo.asked(at(300));
    marketo.idle();
    assertThat(marketo.at(at(900))).as("the run ended without it").isEmpty();
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }
}
