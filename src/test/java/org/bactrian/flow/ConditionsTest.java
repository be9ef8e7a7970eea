package org.bactrian.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.file.MappingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mapping's condition is known before the first record. */
class ConditionsTest {

  private static final CamelContext CAMEL = new DefaultCamelContext();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${body[Company]|expected symbol functionEnd but was eol at character 14",
        "${body[Company]} = 'x'|Unexpected token = at character 17",
        "${body[Company]} == \\'N|expected symbol singleQuote but was eol at character 21",
        "${body[A]} == 'x' and ${body[B]} == 'y'|Unexpected token a at character 18",
        "nonsense|Unexpected token n at character 0",
      })
  void what_is_no_condition_is_found_when_mappings_are_read(String when, String message) {
    assertThat(findings(when.replace("\\'", "'")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.isError()).isTrue();
              assertThat(finding.line()).isEqualTo(5);
              assertThat(finding.message()).startsWith("when: ").contains(message, "&&");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${boddy[Company]} == 'N'",
        "${body.Company} == 'N'",
        "${body[Owner][Email]} == 'x'",
        "${bean:nobody}",
        "${jsonpath($.Company)} == 'N'",
      })
  void what_ends_at_its_first_record_is_found_by_a_trial(String when) {
    assertThat(findings(when)).isEmpty();
    Optional<Finding> finding = new Conditions(CAMEL).trial(mapping(when));
    assertThat(finding).isPresent();
    assertThat(finding.get().line()).isEqualTo(5);
    assertThat(finding.get().message()).contains("can't be evaluated", "${body?[Parent]?[Field]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${body[Company]} != null",
        "${body[Employees]} > 3 && ${body['Rating']} in 'Hot,Warm'",
        "${body?[Account]?[Industry]} == 'Media'",
        "${body.get('Company')} regex '^N.*'",
        "${env.BACTRIAN_REGION} == 'eu'",
        "${body[IsConverted]} == true",
        "false",
      })
  void what_can_be_evaluated_is_let_be(String when) {
    assertThat(findings(when)).isEmpty();
    assertThat(new Conditions(CAMEL).trial(mapping(when))).isEmpty();
  }

  @Test
  void the_fields_that_it_names_are_read_without_being_said_twice() {
    Mapping mapping =
        mapping("${body[Rating]} == 'Hot' || '${body?[Account]?[Owner]?[Email]}' contains '@'");
    assertThat(mapping.read()).containsExactly("Rating", "Account.Owner.Email");
    assertThat(mapping.salesforceFields()).contains("Rating", "Account.Owner.Email");
    Conditions conditions = new Conditions(CAMEL);
    assertThat(conditions.allow(mapping, Map.of("Rating", "Hot"))).isTrue();
    assertThat(conditions.allow(mapping, Map.of("Rating", "Cold"))).isFalse();
    Map<String, Object> owned =
        Map.of("Account", Map.of("Owner", Map.of("Email", "mei@lin.example")));
    assertThat(conditions.allow(mapping, owned)).isTrue();
  }

  private static List<Finding> findings(String when) {
    List<Finding> findings = new ArrayList<>();
    return Conditions.parsed(new MappingReader.Reading(List.of(mapping(when)), findings))
        .findings();
  }

  private static Mapping mapping(String when) {
    String text =
        "salesforce: Lead\nmarketo: lead\nmatch:\n  - Id: salesforceId\nwhen: >-\n  " + when + "\n";
    return MappingReader.read("config/mappings/x.yaml", text, new ArrayList<>()).orElseThrow();
  }
}
