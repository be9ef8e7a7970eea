package org.bactrian.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.bactrian.calls.CallBoundary;
import org.bactrian.calls.OutgoingCall;
import org.bactrian.local.StandingClock;
import org.bactrian.state.Database;
import org.bactrian.state.quota.SystemWaits;
import org.bactrian.state.quota.SystemWaits.Wait;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A wait is said once when it begins and once when it ends, and kept in between. */
class SystemWatchTest {

  private static final OutgoingCall CALL =
      new OutgoingCall(OutgoingCall.MARKETO, "GET /rest", false, Duration.ofSeconds(1));

  private final StandingClock clock = new StandingClock();
  private final Logger logger = (Logger) LoggerFactory.getLogger(SystemWatch.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Database database;
  private SystemWaits kept;
  private SystemWatch watch;

  @BeforeEach
  void start() {
    database = Database.open("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    kept = new SystemWaits(database);
    watch = new SystemWatch(kept, clock);
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
    watch.close();
    database.close();
  }

  @Test
  void a_wait_is_said_when_it_begins_and_when_it_ends() {
    for (int second = 0; second < 98; second++) {
      watch.before(CALL);
      watch.failed(CALL, "HTTP 503");
      clock.pass(Duration.ofSeconds(1));
      watch.look();
    }
    assertThat(lines()).singleElement().asString().contains("WARN waiting for Marketo since ");
    assertThat(kept.all())
        .singleElement()
        .satisfies(wait -> assertThat(wait.words()).contains("Marketo since").contains("HTTP 503"));
    watch.before(CALL);
    watch.answered(CALL);
    assertThat(lines())
        .hasSize(2)
        .last()
        .asString()
        .contains("WARN Marketo answers again, after 98 s");
    assertThat(kept.all()).isEmpty();
    watch.look();
    assertThat(lines()).hasSize(2);
  }

  @Test
  void a_call_that_never_came_back_is_no_answer_when_its_run_ends() {
    watch.before(CALL);
    clock.pass(Duration.ofSeconds(40));
    watch.look();
    watch.idle();
    assertThat(lines())
        .hasSize(2)
        .last()
        .asString()
        .endsWith("WARN Marketo is waited for no more, after 40 s: the run ended");
    assertThat(kept.all()).isEmpty();
  }

  @Test
  void a_run_that_goes_on_is_not_said_to_have_ended() {
    CallBoundary boundary = new CallBoundary();
    boundary.add(watch);
    boundary.before(CALL);
    boundary.failed(CALL, "HTTP 503; look at its status page" + CallBoundary.NEXT_RUN);
    clock.pass(Duration.ofSeconds(9));
    watch.look();
    assertThat(lines())
        .singleElement()
        .asString()
        .endsWith("HTTP 503; look at its status page; it is asked again until it answers");
  }

  @Test
  void until_when_a_quota_is_spent_is_said_once() {
    Instant until = clock.instant();
    Wait known = new Wait("Marketo", until, until, "the quota of calls is used up until " + until);
    assertThat(known.words()).containsOnlyOnce("until");
    Wait other = new Wait("Marketo", until, until, "REQUEST_LIMIT_EXCEEDED");
    assertThat(other.words()).contains("spent until " + until.truncatedTo(ChronoUnit.SECONDS));
  }

  @Test
  void what_a_killed_process_left_goes_with_the_first_answer() {
    watch.failed(CALL, "HTTP 503");
    clock.pass(Duration.ofSeconds(9));
    watch.look();
    SystemWatch next = new SystemWatch(kept, clock);
    next.look();
    assertThat(kept.all()).as("it may be another process that waits").hasSize(1);
    next.before(CALL);
    next.answered(CALL);
    assertThat(kept.all()).isEmpty();
    next.close();
  }

  private List<String> lines() {
    return log.list.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }
}
