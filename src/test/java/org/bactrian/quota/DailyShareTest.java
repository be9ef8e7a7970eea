package org.bactrian.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DailyShareTest {

  @ParameterizedTest
  @CsvSource({"20000,100000,20000", "80%,100000,80000", "12.5 %,1000,125", "0.001%,100,1"})
  void a_share_is_a_number_or_a_percentage(String text, long allowed, long most) {
    assertThat(DailyShare.of(text).orElseThrow().most(OptionalLong.of(allowed))).isEqualTo(most);
  }

  @Test
  void nothing_is_held_where_no_limit_is_set_or_known() {
    assertThat(DailyShare.of("0").orElseThrow().most(OptionalLong.of(5))).isEqualTo(Long.MAX_VALUE);
    assertThat(DailyShare.of("0%").orElseThrow().most(OptionalLong.of(5)))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(DailyShare.of("80%").orElseThrow().most(OptionalLong.empty()))
        .isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "many", "-1", "101%", "1e3", "5 calls"})
  void anything_else_is_no_share(String text) {
    assertThat(DailyShare.of(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-15T05:59:59Z,2026-01-14T06:00:00Z,2026-01-15T06:00:00Z",
    "2026-01-15T06:00:00Z,2026-01-15T06:00:00Z,2026-01-16T06:00:00Z",
    // The clocks go forward on March 8th, and back on November 1st.
    "2026-03-08T12:00:00Z,2026-03-08T06:00:00Z,2026-03-09T05:00:00Z",
    "2026-11-01T12:00:00Z,2026-11-01T05:00:00Z,2026-11-02T06:00:00Z"
  })
  void marketos_day_begins_at_midnight_in_chicago(String now, String since, String next) {
    Instant at = Instant.parse(now);
    assertThat(QuotaDay.CENTRAL.since(at)).isEqualTo(since);
    assertThat(QuotaDay.CENTRAL.next(at, at)).isEqualTo(next);
  }

  @Test
  void salesforces_day_rolls_and_a_call_counts_for_24_hours_at_least() {
    Instant call = Instant.parse("2026-03-08T12:59:59Z");
    Instant hour = Instant.parse("2026-03-08T12:00:00Z");
    Instant free = QuotaDay.ROLLING.next(call, hour);
    assertThat(free).isEqualTo("2026-03-09T13:00:00Z");
    assertThat(QuotaDay.ROLLING.since(free.minusMillis(1))).isBeforeOrEqualTo(hour);
    assertThat(QuotaDay.ROLLING.since(free)).isAfter(hour);
  }
}
