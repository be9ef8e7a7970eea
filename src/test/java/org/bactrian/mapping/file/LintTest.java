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
                  CreatedBy.Departmnt: rating
                  CreatedBy.Manager.Emial: leadSource
                """))
        .containsExactly(
            "line 1: unknown Salesforce field 'Stattus' on Lead, did you mean 'Status'?",
            "line 8: unknown Salesforce field 'FristName' on Lead, did you mean 'FirstName'?",
            "line 9: unknown Marketo field 'lastNam', did you mean 'lastName'?",
            "line 10: unknown Salesforce field 'Ownr.Email' on Lead, did you mean 'Owner.Email'?",
            "line 11: unknown Salesforce field 'CreatedBy.Departmnt' on Lead, did you mean 'CreatedBy.Department'?",
            "line 12: unknown Salesforce field 'CreatedBy.Manager.Emial' on Lead, did you mean 'CreatedBy.Manager.Email'?");
  }

  @Test
  void of_an_owner_who_may_be_a_user_or_a_queue_salesforce_tells_little() {
    assertThat(lint("to-marketo: { Owner.Department: department }"))
        .containsExactly("line 6: unknown Salesforce field 'Owner.Department' on Lead");
    assertThat(lint("to-marketo: { Owner.Manager.Name: department }")).hasSize(1);
    assertThat(lint("to-marketo: { Owner.Title: department, CreatedBy.Department: title }"))
        .isEmpty();
    assertThat(lint("to-marketo: { Owner.Profile.Name: department }"))
        .singleElement()
        .asString()
        .contains("line 6", "can't be kept fresh, as Profile can't be read");
  }

  @Test
  void what_a_condition_names_is_known_to_its_end() {
    assertThat(lint("when: ${body[Statuss]} == 'Open' && ${body?[CreatedBy]?[Emial]} != null"))
        .containsExactly(
            "line 6: when: unknown Salesforce field 'Statuss' on Lead, did you mean 'Status'?",
            "line 6: when: unknown Salesforce field 'CreatedBy.Emial' on Lead, did you mean 'CreatedBy.Email'?");
    assertThat(lint("when: ${body[Address]} != null")).singleElement().asString().contains("City");
    assertThat(lint("when: ${body[Status]} == 'Open' || ${body.get('Owner').get('Email')} == 'x'"))
        .isEmpty();
    assertThat(lint("when: ${env.BACTRIAN_REGION} == 'eu'")).isEmpty();
  }

  @Test
  void what_is_made_of_several_fields_is_mapped_by_them() {
    assertThat(lint("to-marketo: { Address: address }"))
        .singleElement()
        .asString()
        .contains("'Address' is made of several fields; name those: City, Country")
        .contains("Street");
    assertThat(lint("to-marketo: { CreatedBy.Address: address }")).hasSize(1);
    assertThat(lint("to-marketo: { Name: leadRole }")).isEmpty();
  }

  @Test
  void people_are_matched_by_what_salesforce_can_be_asked_for() {
    assertThat(matched("Title: department")).isEmpty();
    for (String pair : List.of("Description: department", "NumberOfEmployees: leadScore")) {
      assertThat(matched(pair))
          .singleElement()
          .asString()
          .contains("people can't be looked for by Salesforce's", "match by a short text");
    }
  }

  private static List<String> matched(String pair) {
    String head = HEAD.replace("Id: salesforceId", "Id: salesforceId\n  - " + pair);
    return lint(head, "to-marketo: { City: city }\n", "lead");
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
  void a_first_sync_of_consent_has_a_rule() {
    assertThat(lint("both-ways: { DoNotCall: doNotCall }"))
        .singleElement()
        .asString()
        .contains("line 6", "'doNotCall' seems to be about consent", "'first-match: true-wins'");
    assertThat(lint("both-ways: { DoNotCall: { marketo: doNotCall, first-match: park } }"))
        .isEmpty();
    assertThat(lint("both-ways: { DoNotCall: { marketo: doNotCall, conflict: true-wins } }"))
        .isEmpty();
    assertThat(lint("both-ways: { City: { marketo: city, first-match: park } }"))
        .containsExactly(
            "line 6: 'first-match' is for booleans in both-ways; remove it from 'city'");
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
            "line 7: the default of Marketo's 'leadScore' does not fit: 'none' is not a number, and Marketo wants integer");
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

  @Test
  void what_salesforce_computes_or_keeps_elsewhere_is_not_written_from_marketo() {
    assertThat(lint("both-ways: { Owner.Email: leadRole }"))
        .containsExactly(
            "line 6: Salesforce's 'Owner.Email' can't be written; move it to to-marketo");
  }

  @Test
  void what_marketo_owns_fits_salesforces_type() {
    assertThat(
            lint(
                "to-salesforce: { Title: leadScore, NumberOfEmployees: city, HasOptedOutOfFax: city }"))
        .containsExactly(
            "line 6: NumberOfEmployees is a int and Marketo's city a string, which can't agree; give 'convert:'",
            "line 6: HasOptedOutOfFax is a boolean and Marketo's city a string, which can't agree; give 'convert:'");
    assertThat(
            lint(
                """
                to-salesforce:
                  NumberOfEmployees: { marketo: leadScore, default: many }
                  LastName: { marketo: lastName, default: nobody }
                  CleanStatus: { marketo: rating, default: Hot }
                """))
        .containsExactly(
            "line 7: the default of Salesforce's 'NumberOfEmployees' does not fit: 'many' is not a number, and Salesforce wants int",
            "line 9: the default of Salesforce's 'CleanStatus' does not fit: 'Hot' is none of the picklist's values");
  }

  @Test
  void a_new_record_has_what_it_needs() {
    assertThat(lint("create-in-salesforce: { list: 1001 }"))
        .containsExactly(
            "line 6: create-in-salesforce: a new Lead needs Company; map it, or give it under 'defaults:'",
            "line 6: create-in-salesforce: a new Lead needs LastName; map it, or give it under 'defaults:'");
    assertThat(
            lint(
                """
                both-ways: { LastName: lastName }
                create-in-salesforce: { list: Fans, defaults: { Company: none } }
                """))
        .isEmpty();
    assertThat(
            lint(
                """
                to-marketo: { LastName: lastName }
                create-in-salesforce: { list: Fans, defaults: { Company: none } }
                """))
        .singleElement()
        .asString()
        .contains("a new Lead needs LastName");
  }

  @Test
  void defaults_of_a_new_record_can_be_written() {
    assertThat(
            lint(
                """
                create-in-salesforce:
                  list: Fans
                  defaults: { LastName: x, Company: x, Stattus: x, Name: x, NumberOfEmployees: x }
                """))
        .containsExactly(
            "line 7: create-in-salesforce: unknown Salesforce field 'Stattus' on Lead, did you mean 'Status'?",
            "line 7: create-in-salesforce: Salesforce's 'Name' can't be written on a new record",
            "line 7: create-in-salesforce: the default of Salesforce's 'NumberOfEmployees' does not fit: 'x' is not a number, and Salesforce wants int");
  }

  @Test
  void the_flag_of_people_who_become_records_is_a_yes_or_no_of_marketos() {
    assertThat(creation("flag: unsubscribd"))
        .containsExactly(
            "line 6: create-in-salesforce: unknown Marketo field 'unsubscribd', did you mean 'unsubscribed'?");
    assertThat(creation("flag: city"))
        .containsExactly(
            "line 6: create-in-salesforce: Marketo's 'city' is a string; a flag is a boolean");
    assertThat(creation("flag: salesforceId"))
        .containsExactly(
            "line 6: create-in-salesforce: Marketo's 'salesforceId' is a string; a flag is a boolean");
    assertThat(creation("flag: unsubscribed")).isEmpty();
  }

  @Test
  void a_queue_owns_leads_only_and_only_people_become_records() {
    String queue = "list: Fans, owner: 00G000000000001AAA";
    assertThat(creation(queue)).isEmpty();
    assertThat(
            lint(
                HEAD.replace("Lead", "Contact"),
                "create-in-salesforce: { %s, defaults: { LastName: x } }".formatted(queue),
                "contact"))
        .containsExactly(
            "line 6: create-in-salesforce: a queue can't own a Contact; give a user's id as 'owner:'");
    assertThat(
            lint(
                HEAD.replace("Lead", "Contact"),
                "create-in-salesforce: { list: a, assignment-rule: default, defaults: { LastName: x } }",
                "contact"))
        .containsExactly(
            "line 6: create-in-salesforce: Salesforce has no assignment rules for a Contact");
    assertThat(
            lint(
                "{ salesforce: Account, marketo: company, match: [{ Id: externalCompanyId }],\n",
                "create-in-salesforce: { list: Fans }, deleted-in-marketo: ignore }",
                "account"))
        .containsExactly(
            "line 2: create-in-salesforce: only people become Salesforce records, and this mapping is to company");
  }

  @Test
  void a_deletion_is_told_of_people_and_to_a_field_that_can_be_written() {
    assertThat(deleted("HasOptedOutOfFax")).isEmpty();
    assertThat(deleted("HasOptedOutOfFx"))
        .containsExactly(
            "line 7: unknown Salesforce field 'HasOptedOutOfFx' on Lead, did you mean 'HasOptedOutOfFax'?");
    assertThat(deleted("City"))
        .containsExactly("line 7: Salesforce's 'City' is a string; a flag is a boolean");
    assertThat(deleted("IsDeleted"))
        .containsExactly("line 7: Salesforce's 'IsDeleted' can't be written");
    assertThat(
            lint(
                "{ salesforce: Account, marketo: company, match: [{ Id: externalCompanyId }],\n",
                "deleted-in-marketo: delete }",
                "account"))
        .containsExactly(
            "line 1: Marketo tells of deleted people only; leave 'deleted-in-marketo:' out");
  }

  private static List<String> deleted(String flag) {
    return lint("deleted-in-marketo: flag\ndeleted-flag: " + flag);
  }

  private static List<String> creation(String people) {
    return lint(
        "create-in-salesforce: { %s, defaults: { LastName: x, Company: x } }".formatted(people));
  }

  private static List<String> lint(String rules) {
    return lint(HEAD, rules, "lead");
  }

  private static List<String> lint(String head, String rules, String like) {
    List<Finding> findings = new ArrayList<>();
    Mapping mapping =
        MappingReader.read("config/mappings/x.yaml", head + rules, findings).orElseThrow();
    Mapping shipped = SandboxSchemas.mapping(like);
    Lint lint =
        new Lint(
            SandboxSchemas.salesforce(shipped),
            SandboxSchemas.marketoAtFirst(shipped),
            SandboxSchemas::salesforce);
    lint.check(mapping).forEach(findings::add);
    return findings.stream()
        .map(finding -> finding.toString().replace("reading config/mappings/x.yaml ", ""))
        .toList();
  }
}
