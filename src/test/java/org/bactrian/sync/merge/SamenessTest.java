package org.bactrian.sync.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.mapping.schema.SalesforceSchema;
import org.bactrian.mapping.schema.SalesforceSchema.Writing;
import org.junit.jupiter.api.Test;

class SamenessTest {

  private static final List<String> YES = List.of("true", "True", "TRUE", "yes", "Yes", "1", " 1 ");
  private static final List<String> NO = List.of("false", "False", "no", "No", "0", "", " ");

  @Test
  void an_edit_of_the_decimals_is_an_edit() {
    Sameness rate = of("float", "double", 2);
    assertThat(rate.same(40, "40.45")).isFalse();
    assertThat(rate.same("40.4", 40.45)).isFalse();
    assertThat(rate.same(40, 40.0)).isTrue();
    assertThat(rate.same("4E+1", 40)).isTrue();
  }

  @Test
  void a_decimal_that_salesforce_can_not_keep_is_none() {
    assertThat(of("currency", "currency", 2).same("1200000.0049", 1200000.0)).isTrue();
    assertThat(of("currency", "currency", 2).same("40.4567", "40.46")).isTrue();
    assertThat(of("integer", "int", 0).same(7, "7.0")).isTrue();
    // Of a field that names no scale, every decimal counts.
    assertThat(of("float", "string", null).same("40.4567", "40.46")).isFalse();
  }

  /** 1234567891 in 32 bits is 1234567936, which some write as 1234567940. */
  @Test
  void a_float_of_32_bits_holds_what_it_can() {
    Sameness amount = of("currency", "currency", 2);
    assertThat(amount.holds(1234567936, 1234567891)).isTrue();
    assertThat(amount.holds("1234567940", 1234567891)).isTrue();
    assertThat(amount.same(1234567936, 1234567891)).isFalse();
    // A value that 32 bits can't hold shows that the field has more.
    assertThat(amount.holds(1234567891, 1234567936)).isFalse();
    assertThat(of("integer", "int", 0).holds(1234567936, 1234567891)).isFalse();
  }

  /** Marketo's older tables have no place for characters of four bytes. */
  @Test
  void a_text_that_ends_before_an_emoji_is_what_a_field_could_hold_of_it() {
    assertThat(Sameness.TEXT.holds("Head of ", "Head of \uD83D\uDC2A sales")).isTrue();
    assertThat(Sameness.TEXT.holds(null, "\uD83D\uDC2A sales")).isTrue();
    assertThat(Sameness.TEXT.same("Head of ", "Head of \uD83D\uDC2A sales")).isFalse();
    assertThat(Sameness.TEXT.holds("Head of", "Head of \uD83D\uDC2A sales")).isFalse();
    assertThat(Sameness.TEXT.holds("Head of \uD83D\uDC2A sales", "Head of ")).isFalse();
    assertThat(Sameness.TEXT.holds("Head", "Head of sales")).isFalse();
    assertThat(Sameness.TEXT.holds("Head of sales", "Head of sales ")).isTrue();
  }

  @Property
  void numbers_are_the_same_just_if_salesforce_would_keep_the_same(
      @ForAll("numbers") BigDecimal a,
      @ForAll("numbers") BigDecimal b,
      @ForAll @IntRange(max = 6) int scale) {
    boolean kept =
        a.setScale(scale, RoundingMode.HALF_UP).compareTo(b.setScale(scale, RoundingMode.HALF_UP))
            == 0;
    assertThat(of("float", "double", scale).same(a, b.toPlainString())).isEqualTo(kept);
  }

  @Property
  void what_64_bits_hold_is_never_taken_for_32(
      @ForAll @LongRange(min = 1L << 25, max = 1L << 40) long held,
      @ForAll @IntRange(min = -3, max = 3) int apart) {
    Assume.that((long) (float) held != held && !shortest(held).equals(String.valueOf(held)));
    assertThat(of("currency", "currency", 2).holds(held, held + apart)).isEqualTo(apart == 0);
  }

  private static String shortest(long number) {
    return new BigDecimal(Float.toString(number)).toPlainString();
  }

  @Property
  void what_32_bits_make_of_a_number_holds_it(@ForAll("numbers") BigDecimal meant) {
    Sameness amount = of("float", "double", 6);
    assertThat(amount.holds((double) meant.floatValue(), meant)).isTrue();
    assertThat(amount.holds(Float.toString(meant.floatValue()), meant)).isTrue();
  }

  @Test
  void a_boolean_is_read_in_one_way() {
    for (String yes : YES) {
      assertThat(Sameness.BOOLEAN.same(true, yes)).as(yes).isTrue();
      for (String no : NO) assertThat(Sameness.BOOLEAN.same(no, yes)).isFalse();
    }
    for (String no : NO) assertThat(Sameness.BOOLEAN.same(null, no)).as(no).isTrue();
  }

  /** What can't be read must not be taken for what was agreed. */
  @Test
  void what_is_no_value_of_its_type_is_the_same_as_itself_alone() {
    for (Object base : new Object[] {null, false, true, "0"}) {
      assertThat(Sameness.BOOLEAN.same(base, "oui")).isFalse();
    }
    assertThat(Sameness.DATE.same("2026-01-31", "2026-01-31, noon")).isFalse();
    assertThat(Sameness.DATETIME.same("2026-01-31T12:00:00Z", "2026-01-31 noon")).isFalse();
    assertThat(of("float", "double", 2).same(40, "$40")).isFalse();
  }

  @Test
  void the_zone_of_an_instant_is_written_in_several_ways() {
    for (String zone : List.of("Z", "+0000", "+00:00", "Z+0000", ".000+0000")) {
      assertThat(Sameness.DATETIME.same("2026-01-31T12:00:00Z", "2026-01-31T12:00:00" + zone))
          .as(zone)
          .isTrue();
      assertThat(Sameness.DATE.same("2026-01-31", "2026-01-31T12:00:00" + zone)).as(zone).isTrue();
    }
    assertThat(Sameness.DATE.same("2026-02-01", "2026-01-31T23:00:00-05:00")).isTrue();
  }

  @Test
  void both_forms_of_an_id_are_one_and_case_counts() {
    Sameness id = of("string", "reference", null);
    assertThat(id.same("001D000000IqhSL", "001D000000IqhSLIAZ")).isTrue();
    assertThat(id.same("001D000000IqhSL", "001D000000IqhSl")).isFalse();
    assertThat(of("string", "string", null).same("001D000000IqhSL", "001D000000IqhSLIAZ"))
        .isFalse();
  }

  @Test
  void what_no_system_shows_makes_no_difference() {
    assertThat(Sameness.TEXT.same("Head\u0000 of\u0007 sales", "Head of sales")).isTrue();
    assertThat(Sameness.TEXT.same("Head\u000Bof", "Head of")).isTrue();
    assertThat(Sameness.TEXT.same("a\tb", "a b")).isFalse();
  }

  @Provide
  Arbitrary<BigDecimal> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.bigDecimals()
            .between(new BigDecimal("-9999999999"), new BigDecimal("9999999999"))
            .ofScale(4),
        Arbitraries.bigDecimals().between(new BigDecimal("-50"), new BigDecimal("50")).ofScale(3));
  }

  private static Sameness of(String marketo, String salesforce, Integer scale) {
    OptionalInt decimals = scale == null ? OptionalInt.empty() : OptionalInt.of(scale);
    Writing writing = new Writing(true, true, false, 0, decimals, List.of());
    return Sameness.of(
        new MarketoSchema.Field("any", "Any", marketo, 0, false),
        new SalesforceSchema.Field("Any", "Any", salesforce, 0, true, null, writing));
  }
}
