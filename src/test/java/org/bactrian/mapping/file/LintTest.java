package org.bactrian.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.SandboxSchemas;
import org.junit.jupiter.api.Test;

/** What lint says of wrong mappings, from what both simulated systems say of their fields. */
class LintTest {

  private static final String HEAD =
      """
      salesforce: Lead
      marketo: lead
      match:
        - Id: salesforceId
      fields: { salesforceId: { type: string } }
      """;

  @Test
  void unknown_fields_of_both_sides_are_found_with_what_was_probably_meant() {
    assertThat(
            lint(
                """
                reads: [Stattus]
                to-marketo:
                  FristName: firstName
                  LastName: lastNam
                  Ownr.Email: leadRole
                """))
        .containsExactly(
            "line 1: unknown Salesforce field 'Stattus' on Lead, did you mean 'Status'?",
            "line 8: unknown Salesforce field 'FristName' on Lead, did you mean 'FirstName'?",
            "line 9: unknown Marketo field 'lastNam', did you mean 'lastName'?",
            "line 10: unknown Salesforce field 'Ownr.Email' on Lead");
  }

  @Test
  void a_field_is_written_by_one_rule() {
    assertThat(lint("to-marketo: { City: city, State: city }"))
        .containsExactly("line 6: two rules for Marketo's 'city', the other in line 6");
  }

  @Test
  void a_field_of_salesforce_is_written_by_one_rule_too() {
    assertThat(lint("both-ways: { City: [city, state] }"))
        .containsExactly("line 6: two rules for Salesforce's 'City', the other in line 6");
    assertThat(lint("to-marketo: { City: [city, state] }")).isEmpty();
  }

  @Test
  void what_salesforce_computes_is_not_written() {
    assertThat(lint("to-salesforce: { Name: lastName }"))
        .containsExactly("line 6: Salesforce's 'Name' can't be written; move it to to-marketo");
    assertThat(lint("to-marketo: { Name: lastName }")).isEmpty();
  }

  @Test
  void constants_and_defaults_fit() {
    assertThat(
            lint(
                """
                constants: { dateOfBirth: soon, leadSource: Web }
                to-marketo: { NumberOfEmployees: { marketo: leadScore, default: none } }
                """))
        .containsExactly(
            "line 6: the constant of Marketo's 'dateOfBirth' does not fit: 'soon' is not a date, and Marketo wants date",
            "line 7: the default of Marketo's 'leadScore' does not fit: 'none' is not a number, and Marketo wants score");
  }

  @Test
  void what_is_read_only_is_not_written() {
    assertThat(lint("to-marketo: { Company: company }"))
        .singleElement()
        .asString()
        .contains("'company' can't be written through lead", "a mapping to company");
    assertThat(lint("to-salesforce: { Company: company }")).isEmpty();
  }

  @Test
  void what_goes_both_ways_can_be_carried_back() {
    assertThat(lint("both-ways: { City: { marketo: city, convert: { truncate: 4 } } }"))
        .singleElement()
        .asString()
        .contains("can't go both ways; move it to to-marketo");
    assertThat(lint("to-marketo: { City: { marketo: city, convert: { truncate: 4 } } }")).isEmpty();
  }

  @Test
  void types_agree() {
    assertThat(lint("to-marketo: { CreatedDate: dateOfBirth, City: leadScore, Email: email }"))
        .hasSize(2)
        .allMatch(finding -> finding.contains("which can't agree; give 'convert:'"));
  }

  private static List<String> lint(String rules) {
    List<Finding> findings = new ArrayList<>();
    Mapping mapping =
        MappingReader.read("config/mappings/x.yaml", HEAD + rules, findings).orElseThrow();
    Mapping lead = SandboxSchemas.mapping("lead");
    Lint lint = new Lint(SandboxSchemas.salesforce(lead), SandboxSchemas.marketoAtFirst(lead));
    lint.check(mapping).forEach(findings::add);
    return findings.stream()
        .map(finding -> finding.toString().replace("reading config/mappings/x.yaml ", ""))
        .toList();
  }
}
