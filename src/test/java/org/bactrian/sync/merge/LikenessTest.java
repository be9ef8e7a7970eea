package org.bactrian.sync.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LikenessTest {

  @Property
  void case_and_blanks_around_do_not_count(
      @ForAll @AlphaChars @StringLength(min = 1, max = 9) String first,
      @ForAll @AlphaChars @StringLength(min = 1, max = 9) String last) {
    Map<String, Object> person = Map.of("FirstName", first, "LastName", last);
    Map<String, Object> record =
        Map.of(
            "FirstName",
            " " + first.toUpperCase(Locale.ROOT),
            "LastName",
            last.toLowerCase(Locale.ROOT) + " ");
    assertThat(among(person, List.of(record))).containsExactly(record);
  }

  @Test
  void the_address_goes_before_the_names() {
    Map<String, Object> person = Map.of("Email", "a@x", "FirstName", "A", "LastName", "B");
    Map<String, Object> address = Map.of("Email", "A@X ", "LastName", "C");
    Map<String, Object> names = Map.of("Email", "b@x", "FirstName", "A", "LastName", "B");
    assertThat(among(person, List.of(names, address))).containsExactly(address);
    assertThat(among(person, List.of(names))).containsExactly(names);
  }

  @Test
  void a_last_name_alone_tells_nobody() {
    Map<String, Object> record = Map.of("LastName", "B");
    assertThat(among(Map.of("LastName", "B"), List.of(record))).isEmpty();
    assertThat(among(Map.of(), List.of(Map.of()))).isEmpty();
  }

  private static List<Map<String, Object>> among(
      Map<String, Object> person, List<Map<String, Object>> records) {
    return Likeness.of(person).among(records, Function.identity());
  }
}
