package org.bactrian.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ChangeTest {

  private static final DateTimeFormatter SALESFORCE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSZ");

  @Property(tries = 200)
  void an_instant_is_read_to_the_millisecond_from_any_offset(
      @ForAll @LongRange(max = 253_402_300_799_999L - 86_400_000L) long milliseconds) {
    Instant instant = Instant.ofEpochMilli(milliseconds);
    for (String zone : List.of("UTC", "+08:00", "-03:30")) {
      String text = SALESFORCE.format(instant.atZone(ZoneId.of(zone)));
      assertThat(Change.instant(text)).as(text).isEqualTo(instant);
    }
  }

  @Example
  void what_is_no_instant_is_refused() {
    for (String text :
        List.of(
            "2026-02-30T00:00:00.000+0000",
            "2026-13-01T00:00:00.000+0000",
            "2026-01-01T00:00:60.000+0000",
            "2026-+1-01T00:00:00.000+0000",
            "2026-01-01 00:00:00.000+0000",
            "2026-01-01",
            "")) {
      assertThatThrownBy(() -> Change.instant(text)).as(text).isInstanceOf(DateTimeException.class);
    }
  }
}
