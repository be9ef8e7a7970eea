package org.bactrian.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.mapping.CreationRule;
import org.bactrian.mapping.CreationRule.Duplicates;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.mapping.OnDeletion;
import org.bactrian.mapping.SandboxSchemas;
import org.bactrian.mapping.schema.SalesforceSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingReaderTest {

  private static final String HEAD =
      """
      salesforce: Lead
      marketo: lead
      match:
        - Id: salesforceId
        - Email: email
      """;

  @Test
  void the_shipped_mappings_are_read_in_the_order_of_dependencies() {
    MappingReader.Reading reading = MappingReader.read(Path.of("config/mappings"));
    assertThat(reading.findings()).isEmpty();
    Mappings mappings = new Mappings(reading.mappings());
    assertThat(mappings.inOrder())
        .extracting(Mapping::name)
        .containsExactly("user", "lead-company", "account", "lead", "contact");
    assertThat(mappings.salesforceObjects()).containsExactly("User", "Account", "Lead", "Contact");
    Mapping lead = mappings.inOrder().get(3);
    assertThat(lead.keyField()).isEqualTo("salesforceId");
    assertThat(lead.matchField()).contains("email");
    assertThat(lead.references())
        .containsEntry("externalCompanyId", "company")
        .containsEntry("externalSalesPersonId", "salesperson");
    assertThat(lead.salesforceFields())
        .startsWith("Id", "SystemModstamp", "IsDeleted")
        .contains("ConvertedContactId", "Email")
        .doesNotContain("Lead_Score__c");
    SalesforceSchema schema = SandboxSchemas.salesforce(lead);
    assertThat(lead.salesforceFields(schema))
        .startsWith("Id", "SystemModstamp", "IsDeleted")
        .contains("Lead_Score__c", "MasterRecordId", "Marketo_Id__c")
        .doesNotHaveDuplicates();
    SalesforceSchema bare = new SalesforceSchema("Lead", true, Map.of());
    assertThat(lead.salesforceFields(bare)).isEqualTo(lead.salesforceFields());
  }

  @Test
  void everything_that_is_wrong_is_found_at_once_with_its_line() {
    assertThat(
            findings(
                """
                salesforce: Lead
                marketo: laed
                match:
                  - Id: salesforceId
                to-markto:
                  City: city
                to-marketo:
                  Phone: { marketo: phone, convert: e146 }
                  Fax: { marketo: fax, blank: ignor }
                  State: { convert: trim }
                  City: city
                  City: city
                  Country: [ ]
                  Rating: { marketo: rating, convert: { truncate: many } }
                """))
        .containsExactly(
            "reading config/mappings/x.yaml line 5: unknown key 'to-markto', did you mean 'to-marketo'?",
            "reading config/mappings/x.yaml line 2: unknown Marketo object 'laed', did you mean 'lead'?",
            "reading config/mappings/x.yaml line 12: 'City' is there twice, first in line 11",
            "reading config/mappings/x.yaml line 8: unknown converter 'e146', did you mean 'e164'?",
            "reading config/mappings/x.yaml line 9: unknown blank policy 'ignor', did you mean 'ignore'?",
            "reading config/mappings/x.yaml line 10: the rule of State names no field: give 'marketo:'",
            "reading config/mappings/x.yaml line 14: converter 'truncate': it needs a number of characters, such as truncate: 40");
  }

  @Test
  void what_is_no_yaml_says_where() {
    assertThat(findings(HEAD + "to-marketo: {\n"))
        .singleElement()
        .asString()
        .startsWith("reading config/mappings/x.yaml line 7: it is not YAML");
    assertThat(findings("")).containsExactly("reading config/mappings/x.yaml: the file is empty");
    assertThat(findings("- a\n"))
        .first()
        .isEqualTo("reading config/mappings/x.yaml line 1: here 'name: value' pairs are expected");
  }

  @Test
  void a_wrong_type_is_a_finding() {
    assertThat(findings(HEAD + "to-marketo: city\n"))
        .containsExactly(
            "reading config/mappings/x.yaml line 6: here 'name: value' pairs are expected");
    assertThat(findings(HEAD.replace("  - Id: salesforceId\n", "")))
        .containsExactly(
            "reading config/mappings/x.yaml line 4: the first pair must carry the Salesforce id, e.g. Id: salesforceId");
    assertThat(findings(HEAD + "conflict: newest\n"))
        .containsExactly("reading config/mappings/x.yaml line 6: unknown conflict rule 'newest'");
  }

  @Test
  void words_and_days_are_read_as_they_are_written() {
    List<Finding> findings = new ArrayList<>();
    String text =
        HEAD
            + """
            constants: { since: 2026-01-31, open: Yes, live: true }
            to-marketo:
              Hot__c: { marketo: hot, convert: { picklist: { map: { Yes: A, No: B, 1: C } } } }
            """;
    Mapping mapping = MappingReader.read("config/mappings/x.yaml", text, findings).orElseThrow();
    assertThat(mapping.rules())
        .extracting(FieldRule::otherwise)
        .contains("2026-01-31", "Yes", true);
    FieldRule hot = mapping.rules().get(mapping.rules().size() - 1);
    assertThat(hot.converter().convert("No", Map.of())).isEqualTo("B");
    assertThat(hot.converter().convert("1", Map.of())).isEqualTo("C");
  }

  @Test
  void a_custom_field_is_of_a_type_that_can_be_made() {
    assertThat(findings(HEAD + "fields: { notes: { type: text }, at: { type: datetme } }\n"))
        .containsExactly(
            "reading config/mappings/x.yaml line 6: unknown field type 'text'",
            "reading config/mappings/x.yaml line 6: unknown field type 'datetme', did you mean 'datetime'?");
  }

  @Test
  void what_becomes_of_people_without_a_record_is_read() {
    List<Finding> findings = new ArrayList<>();
    String text =
        HEAD
            + """
            create-in-salesforce:
              list: 1001
              owner: 00G000000000001AAA
              defaults: { LastName: "[not provided]", NumberOfEmployees: 1 }
              duplicates: update
            deleted-in-salesforce: delete
            deleted-in-marketo: flag
            deleted-flag: Gone__c
            """;
    Mapping mapping = MappingReader.read("config/mappings/x.yaml", text, findings).orElseThrow();
    assertThat(mapping.creation())
        .contains(
            new CreationRule(
                Optional.empty(),
                Optional.of("1001"),
                Map.of("LastName", "[not provided]", "NumberOfEmployees", 1),
                Optional.of("00G000000000001AAA"),
                Optional.empty(),
                Duplicates.UPDATE,
                7));
    assertThat(mapping.deletion())
        .isEqualTo(
            new Mapping.Deletion(OnDeletion.DELETE, OnDeletion.FLAG, Optional.of("Gone__c"), 13));
    Mapping plain = MappingReader.read("config/mappings/x.yaml", HEAD, findings).orElseThrow();
    assertThat(plain.creation()).isEmpty();
    assertThat(plain.deletion())
        .isEqualTo(new Mapping.Deletion(OnDeletion.FLAG, OnDeletion.IGNORE, Optional.empty(), 0));
  }

  @ParameterizedTest
  @CsvSource({
    "'flag: f',FALSE",
    "'flag: f, assignment-rule: default',TRUE",
    "'flag: f, assignment-rule: 01Q000000000001AAA',01Q000000000001AAA"
  })
  void salesforce_is_told_whether_to_assign_a_new_lead(String rule, String header) {
    List<Finding> findings = new ArrayList<>();
    String text = HEAD + "create-in-salesforce: { " + rule + " }";
    Mapping mapping = MappingReader.read("config/mappings/x.yaml", text, findings).orElseThrow();
    assertThat(mapping.creation().orElseThrow().autoAssign()).isEqualTo(header);
  }

  @Test
  void what_is_wrong_with_creations_and_deletions_is_found() {
    assertThat(
            findings(
                HEAD
                    + """
                    create-in-salesforce:
                      flg: syncToSalesforce
                      owner: Mei
                      assignment-rule: 005000000000001AAA
                      duplicates: merge
                      defaults: { Company: [a] }
                    deleted-in-salesforce: hide
                    deleted-in-marketo: flag
                    """))
        .containsExactly(
            "reading config/mappings/x.yaml line 7: unknown key 'flg', did you mean 'flag'?",
            "reading config/mappings/x.yaml line 7: say which people: give 'flag:', a boolean Marketo field, or 'list:', a static list",
            "reading config/mappings/x.yaml line 7: an assignment rule chooses the owner; give either 'owner:' or 'assignment-rule:'",
            "reading config/mappings/x.yaml line 11: here a value is expected",
            "reading config/mappings/x.yaml line 8: 'Mei' is not the id of a user (005...) or of a queue (00G...)",
            "reading config/mappings/x.yaml line 9: '005000000000001AAA' is not default or the id of a rule (01Q...)",
            "reading config/mappings/x.yaml line 10: unknown policy for duplicates 'merge'",
            "reading config/mappings/x.yaml line 13: which field says so? give 'deleted-flag:', a boolean Salesforce field",
            "reading config/mappings/x.yaml line 12: unknown deletion policy 'hide'");
    assertThat(findings(HEAD + "deleted-flag: Gone__c\n"))
        .containsExactly(
            "reading config/mappings/x.yaml line 6: 'deleted-flag:' goes with 'deleted-in-marketo: flag'");
  }

  @Test
  void what_an_object_can_not_do_is_refused() {
    String opportunity =
        """
        salesforce: Opportunity
        marketo: opportunity
        match:
          - Id: externalOpportunityId
        """;
    assertThat(findings(opportunity + "both-ways: { Name: name }\n"))
        .singleElement()
        .asString()
        .contains("line 5", "Marketo tells what changed of people only");
    assertThat(findings(opportunity + "to-salesforce: { Name: name }\n"))
        .singleElement()
        .asString()
        .contains("line 5", "use 'to-marketo:'");
    assertThat(findings(opportunity + "deleted-in-salesforce: delete\n"))
        .singleElement()
        .asString()
        .contains("line 5", "only people are deleted with their records");
    assertThat(findings(opportunity.strip() + "\n  - Name: name\n"))
        .singleElement()
        .asString()
        .contains("Marketo finds records of opportunity by its key alone");
    assertThat(findings(HEAD.strip() + "\n  - LastName: lastName\n"))
        .singleElement()
        .asString()
        .contains("people are matched by the id and one other pair");
    assertThat(findings(opportunity + "deleted-in-salesforce: ignore\n")).isEmpty();
  }

  @Test
  void mappings_that_contradict_one_another_are_refused(@TempDir Path folder) throws Exception {
    String creates = "create-in-salesforce: { flag: x, defaults: { LastName: n } }\n";
    Files.writeString(folder.resolve("a.yaml"), HEAD + creates);
    Files.writeString(folder.resolve("b.yaml"), HEAD + "when: ${body[City]} == 'Berlin'\n");
    Files.writeString(
        folder.resolve("c.yaml"),
        HEAD.replace("salesforce: Lead", "salesforce: Contact") + creates);
    assertThat(MappingReader.read(folder).findings().stream().filter(Finding::isError))
        .extracting(Finding::toString)
        .satisfiesExactly(
            same -> assertThat(same).contains("b.yaml", "a.yaml maps Lead to lead already"),
            second ->
                assertThat(second)
                    .contains("c.yaml", "line 6", "a.yaml says already which people"));
  }

  @Test
  void what_lies_beside_the_mappings_is_named(@TempDir Path folder) throws Exception {
    for (String name :
        List.of("a.yaml", "a.test.yaml", "b.yml", "c.YAML", "d.test.yaml", "e.yaml.bak", "f.txt")) {
      Files.writeString(folder.resolve(name), name.equals("a.yaml") ? HEAD : "");
    }
    for (String name : List.of("README.md", "mapping.schema.json", ".gitkeep")) {
      Files.writeString(folder.resolve(name), "");
    }
    Files.createDirectory(folder.resolve("more"));
    String shown = folder.getFileName().toString() + "/";
    assertThat(MappingReader.read(folder).findings())
        .extracting(
            each -> each.file().substring(each.file().indexOf(shown) + shown.length()),
            Finding::isError,
            Finding::message)
        .containsExactly(
            tuple("b.yml", true, "mappings end with .yaml; name it b.yaml"),
            tuple("c.YAML", true, "mappings end with .yaml; name it c.yaml"),
            tuple("d.test.yaml", false, "it is the test of no mapping: d.yaml"),
            tuple("e.yaml.bak", false, "it is no mapping, and is not read"),
            tuple("f.txt", false, "it is no mapping, and is not read"),
            tuple("more", false, "it is a folder, and mappings in it are not read"));
  }

  private static List<String> findings(String text) {
    List<Finding> findings = new ArrayList<>();
    MappingReader.read("config/mappings/x.yaml", text, findings);
    return findings.stream().map(Finding::toString).toList();
  }
}
