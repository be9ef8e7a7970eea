package org.bactrian.mapping.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ConvertersTest {

  @Test
  void each_does_what_it_says() {
    assertThat(convert("trim", null, "  a b ")).isEqualTo("a b");
    assertThat(convert("lower", null, "Zoë@X")).isEqualTo("zoë@x");
    assertThat(convert("integer", null, 7.0)).isEqualTo(7L);
    assertThat(convert("decimal", null, "7.50")).isEqualTo(new BigDecimal("7.50"));
    assertThat(convert("boolean", null, "Yes")).isEqualTo(true);
    assertThat(convert("user-id", null, "00G000000000001")).isNull();
    assertThat(convert("multi-picklist", null, " a ; ;b")).isEqualTo("a;b");
    assertThat(convert("constant", "Web", "x")).isEqualTo("Web");
    assertThat(convert("e164", Map.of("country", "TW"), "02-2345-6789")).isEqualTo("+886223456789");
    assertThat(convert("e164", null, "02-2345-6789")).isEqualTo("02-2345-6789");
    assertThat(convert("picklist", Map.of("map", Map.of("Hot", "A")), "Hot")).isEqualTo("A");
    assertThat(convert("picklist", Map.of("map", Map.of("Hot", "A")), "Cold")).isEqualTo("Cold");
    assertThat(convert("bands", Map.of(0, "small", 50, "large"), 50)).isEqualTo("large");
    assertThat(convert("bands", Map.of(0, "small", 50, "large"), 49.9)).isEqualTo("small");
    assertThat(convert("bands", Map.of(0, "small"), -1)).isNull();
  }

  @Test
  void what_can_not_be_converted_says_why() {
    assertThatThrownBy(() -> convert("integer", null, 7.5))
        .isInstanceOf(Converter.Inconvertible.class)
        .hasMessage("'7.5' is not a whole number");
    assertThatThrownBy(() -> convert("date", null, "soon")).hasMessage("'soon' is not a date");
    assertThatThrownBy(
            () -> convert("picklist", Map.of("map", Map.of("Hot", "A"), "reject", true), "Cold"))
        .hasMessage("'Cold' is none of [Hot]");
    assertThatThrownBy(() -> convert("trim", 7, "x")).hasMessage("it takes no options");
  }

  @Property
  void truncate_never_exceeds_its_limit_nor_halves_a_character(
      @ForAll String text, @ForAll @IntRange(min = 1, max = 20) int limit) {
    String whole = text.replaceAll("\\p{Cs}", "") + "🐫🐫";
    String cut = (String) convert("truncate", limit, whole);
    assertThat(cut.length()).isLessThanOrEqualTo(limit);
    assertThat(whole).startsWith(cut);
    assertThat(cut).doesNotContainPattern("\\p{Cs}");
  }

  @Property
  void a_date_is_the_same_in_every_zone(@ForAll @LongRange(min = -50_000, max = 50_000) long day) {
    String date = LocalDate.ofEpochDay(day).toString();
    assertThat(convert("date", null, date)).isEqualTo(date);
  }

  @Property
  void an_instant_is_the_same_from_every_offset(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
      @ForAll @IntRange(min = -18, max = 18) int offset) {
    Instant instant = Instant.ofEpochSecond(second);
    String written =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ")
            .format(instant.atOffset(ZoneOffset.ofHours(offset)));
    Object converted = convert("datetime", null, written);
    assertThat(Instant.parse((String) converted)).isEqualTo(instant);
    assertThat(convert("datetime", null, converted)).isEqualTo(converted);
  }

  @Property
  void a_phone_number_that_was_converted_stays(
      @ForAll @LongRange(min = 1, max = 999_999_999_999L) long number) {
    Object once = convert("e164", Map.of("country", "TW"), "+" + number);
    assertThat(convert("e164", null, once)).isEqualTo(once);
  }

  private static Object convert(String name, Object options, Object value) {
    return Converters.named(name).orElseThrow().with(options).convert(value, Map.of());
  }
}
