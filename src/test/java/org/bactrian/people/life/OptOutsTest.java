package org.bactrian.people.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bactrian.consent.OptOutRules;
import org.bactrian.mapping.Conflict;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.file.MappingReader;
import org.junit.jupiter.api.Test;

/**
 * What is written to Marketo beside the comparison of two records can't go over an edit that
 * counts: it is {@code true}, where true wins whatever was there.
 */
class OptOutsTest {

  private static final List<Mapping> MAPPINGS =
      MappingReader.read(Path.of("config/mappings")).mappings().stream()
          .filter(Mapping::bothWays)
          .toList();

  @Test
  void who_stays_is_told_of_nothing_but_what_is_true_for_good() {
    for (Mapping mapping : MAPPINGS) {
      OptOuts optOuts = new OptOuts();
      optOuts.handOn(mapping, everything -> true, "4711");
      Map<String, Object> row = optOuts.take().get(0);
      assertThat(row).containsEntry("id", 4711L).hasSizeGreaterThan(1);
      row.forEach(
          (field, value) -> {
            if (field.equals("id")) return;
            assertThat(value).isEqualTo(true);
            assertThat(conflict(mapping, field)).as(field).isEqualTo(Conflict.TRUE_WINS);
          });
    }
  }

  @Test
  void who_has_the_same_address_is_told_of_nothing_else_either() {
    assertThat(MAPPINGS)
        .isNotEmpty()
        .allSatisfy(
            mapping ->
                assertThat(OptOutRules.of(mapping).rules())
                    .isNotEmpty()
                    .allMatch(rule -> mapping.conflict(rule) == Conflict.TRUE_WINS));
  }

  private static Conflict conflict(Mapping mapping, String field) {
    return mapping.rules().stream()
        .filter(rule -> rule.marketo().equals(field))
        .map(mapping::conflict)
        .findFirst()
        .orElseThrow();
  }
}
