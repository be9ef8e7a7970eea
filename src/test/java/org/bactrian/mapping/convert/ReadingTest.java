package org.bactrian.mapping.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ReadingTest {

  @Test
  void a_boolean_is_written_in_several_ways() {
    for (String yes : List.of("true", "True", "TRUE", "yes", "Yes", "1", " 1 ")) {
      assertThat(Reading.flag(yes)).as(yes).contains(true);
    }
    for (String no : List.of("false", "False", "no", "NO", "0")) {
      assertThat(Reading.flag(no)).as(no).contains(false);
    }
    for (String none : List.of("", "y", "on", "2", "null", "oui")) {
      assertThat(Reading.flag(none)).as(none).isEmpty();
    }
  }

  @Property
  void an_instant_is_read_whatever_its_zone_is_written_like(
      @ForAll @LongRange(max = 253_402_300_799L - 86_400) long seconds) {
    Instant instant = Instant.ofEpochSecond(seconds);
    String text = instant.toString();
    String bare = text.substring(0, text.length() - 1);
    for (String zone : List.of("Z", "+0000", "+00:00", "Z+0000", ".000+0000", "+00")) {
      assertThat(Reading.instant(bare + zone)).as(bare + zone).contains(instant);
      assertThat(Reading.day(bare + zone)).contains(LocalDate.parse(text.substring(0, 10)));
    }
    assertThat(Reading.instant(bare)).as("without a zone").isEmpty();
  }

  @Test
  void what_is_none_is_empty() {
    for (String none : List.of("", "soon", "2026-02-30", "2026-02-30T00:00:00Z", "$40", "1e9999")) {
      assertThat(Reading.day(none)).as(none).isEmpty();
      assertThat(Reading.instant(none)).as(none).isEmpty();
      assertThat(Reading.number(none)).as(none).isEmpty();
    }
  }

  @Property
  void what_no_system_shows_is_taken_out_of_texts(@ForAll String text) {
    String cleaned = Characters.cleaned(text);
    assertThat(cleaned).doesNotContainPattern("[\\p{Cc}&&[^\\t\\n\\r]]");
    assertThat(Characters.cleaned(cleaned)).isEqualTo(cleaned);
    assertThat(Characters.isBlank(text)).isEqualTo(cleaned.isBlank());
    assertThat(cleaned.length()).isLessThanOrEqualTo(text.length());
  }
}
