package org.bactrian.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bactrian.mapping.BackTranslation.Refused;
import org.bactrian.mapping.Translation.Problem;
import org.bactrian.mapping.Translation.Rejected;
import org.bactrian.mapping.Translation.Translated;
import org.bactrian.mapping.file.MappingReader;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.mapping.schema.SalesforceSchema;
import org.bactrian.mapping.schema.SalesforceSchema.Reading;
import org.bactrian.mapping.schema.SalesforceSchema.Writing;
import org.junit.jupiter.api.Test;

/** What Marketo's values become in Salesforce, checked before they cost a call. */
class BackTranslationTest {

  private static final String HEAD =
      """
      salesforce: Lead
      marketo: lead
      match: [{ Id: salesforceId }]
      """;

  @Test
  void values_get_the_form_of_salesforces_types() {
    assertThat(value("int", "7.0")).isEqualTo(7L);
    assertThat(value("double", 7)).isEqualTo(7);
    assertThat(value("double", "7.50")).isEqualTo(new BigDecimal("7.50"));
    assertThat(value("boolean", "1")).isEqualTo(true);
    assertThat(value("boolean", null)).isEqualTo(false);
    assertThat(value("date", "2026-03-29")).isEqualTo("2026-03-29");
    assertThat(value("datetime", "2026-03-29T02:30:00+01:00")).isEqualTo("2026-03-29T01:30:00Z");
    assertThat(value("datetime", "2026-03-29T02:30:00Z+0000")).isEqualTo("2026-03-29T02:30:00Z");
    assertThat(value("string", 12345678.0)).isEqualTo("12345678");
    assertThat(value("string", " Mei ")).isEqualTo("Mei");
    assertThat(value("string", "  ")).isNull();
    assertThat(value("reference", "005000000000001AAA")).isEqualTo("005000000000001AAA");
    assertThat(value("picklist", "Hot")).isEqualTo("Hot");
    assertThat(value("multipicklist", " Hot ; Cold;")).isEqualTo("Hot;Cold");
  }

  @Test
  void what_salesforce_would_refuse_is_told_in_a_marketers_words() {
    refused(
        "string",
        "a".repeat(21),
        "too-long",
        "Shorten The Field in Marketo, or set truncate: true on any in config/mappings/x.yaml; then replay");
    refused("string", "\ud83d", "invalid-unicode", "Correct The Field in Marketo; then replay");
    refused("int", "soon", "wrong-type", "Correct The Field in Marketo; then replay");
    refused("int", 100000000L, "wrong-type", "Correct The Field in Marketo; then replay");
    refused("double", -123456789.5, "wrong-type", "Correct The Field in Marketo; then replay");
    refused("boolean", "perhaps", "wrong-type", "Correct The Field in Marketo; then replay");
    refused("date", "2026-02-30", "wrong-type", "Correct The Field in Marketo; then replay");
    refused(
        "datetime",
        "4001-01-01T00:00:00Z",
        "wrong-type",
        "Correct The Field in Marketo; then replay");
    refused("email", "mei.lin@", "invalid-email", "Correct The Field in Marketo; then replay");
    refused("reference", "Mei", "wrong-type", "Correct The Field in Marketo; then replay");
    refused(
        "picklist",
        "hot",
        "not-in-picklist",
        "Give The Field in Marketo one of the values that Salesforce's Any takes: Hot, Cold; then replay");
    refused(
        "multipicklist",
        "Hot;Warm",
        "not-in-picklist",
        "Give The Field in Marketo one of the values that Salesforce's Any takes: Hot, Cold; then replay");
    assertThat(problem("picklist", "Warm").message())
        .isEqualTo("The Field: 'Warm' is none of the picklist's values");
  }

  @Test
  void converters_run_on_what_marketo_owns_only() {
    String rule = ": { Any: { marketo: any, convert: lower } }";
    assertThat(of("to-salesforce" + rule, "string", Writing.ANY).of(Map.of("any", "ABC")))
        .isEqualTo(new Translated(Map.of("Any", "abc")));
    assertThat(of("both-ways" + rule, "string", Writing.ANY).of(Map.of("any", "ABC")))
        .isEqualTo(new Translated(Map.of("Any", "ABC")));
    assertThat(
            of(
                    "to-salesforce: { Any: { marketo: any, convert: { picklist: { map: { a: b }, reject: true } } } }",
                    "string",
                    Writing.ANY)
                .of(Map.of("any", "c")))
        .isInstanceOfSatisfying(
            Rejected.class, r -> assertThat(r.problems().get(0).code()).isEqualTo("wrong-value"));
  }

  @Test
  void the_mapping_says_what_a_blank_does() {
    assertThat(blank("any")).isEqualTo(new Translated(nothing("Any")));
    assertThat(blank("{ marketo: any, blank: ignore }")).isEqualTo(new Translated(Map.of()));
    assertThat(blank("{ marketo: any, default: none }"))
        .isEqualTo(new Translated(Map.of("Any", "none")));
    assertThat(blank("{ marketo: any, required: true }")).isInstanceOf(Rejected.class);
  }

  @Test
  void a_person_becomes_a_whole_record_with_the_defaults_of_the_mapping() {
    BackTranslation lead = SandboxSchemas.backTranslation(SandboxSchemas.mapping("lead"));
    Map<String, Object> person = new HashMap<>(Map.of("firstName", "Mei", "leadScore", 7));
    person.put("city", null);
    assertThat(lead.creation(person))
        .isEqualTo(
            new Translated(
                Map.of(
                    "FirstName", "Mei",
                    "Lead_Score__c", 7,
                    "LastName", "[not provided]",
                    "Company", "[not provided]")));
    person.put("lastName", "Lin");
    person.put("email", "mei@");
    assertThat(lead.creation(person))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected ->
                assertThat(rejected.problems())
                    .extracting(Problem::field)
                    .containsExactly("email"));
  }

  @Test
  void a_new_record_belongs_to_whom_the_mapping_says_and_is_refused_without_what_it_needs() {
    String rules =
        "create-in-salesforce: { flag: f, owner: 005000000000001AAA }\nboth-ways: { Any: any }";
    Writing needed = new Writing(true, false, false, 0, OptionalInt.empty(), List.of());
    assertThat(of(rules, "string", needed).creation(Map.of("any", "x")))
        .isEqualTo(new Translated(Map.of("Any", "x", "OwnerId", "005000000000001AAA")));
    assertThat(of(rules, "string", needed).creation(Map.of()))
        .isInstanceOfSatisfying(
            Rejected.class,
            r -> assertThat(r.problems().get(0).code()).isEqualTo("missing-required"));
    Writing fixed = new Writing(false, true, false, 0, OptionalInt.empty(), List.of());
    assertThat(of(rules, "string", fixed).creation(Map.of("any", "x")))
        .isEqualTo(new Translated(Map.of("OwnerId", "005000000000001AAA")));
  }

  @Test
  void a_field_that_a_side_does_not_have_is_named() {
    assertThatThrownBy(() -> of("both-ways: { Other: any }", "string", Writing.ANY))
        .hasMessage(
            "reading config/mappings/x.yaml line 4: Salesforce's Lead has no field 'Other'");
    assertThatThrownBy(() -> of("both-ways: { Any: other }", "string", Writing.ANY))
        .hasMessage("reading config/mappings/x.yaml line 4: Marketo's lead has no field 'other'");
  }

  private static Translation.Result blank(String rule) {
    return of("both-ways: { Any: " + rule + " }", "string", Writing.ANY).of(nothing("any"));
  }

  private static Map<String, Object> nothing(String field) {
    Map<String, Object> nothing = new HashMap<>();
    nothing.put(field, null);
    return nothing;
  }

  private static Object value(String type, Object marketoValue) {
    Writing writing = new Writing(true, true, false, 8, OptionalInt.empty(), allowed(type));
    BackTranslation back = of("both-ways: { Any: any }", type, writing);
    return back.value(back.rules().get(0), marketoValue);
  }

  private static List<String> allowed(String type) {
    return type.endsWith("picklist") ? List.of("Hot", "Cold") : List.of();
  }

  private static Problem problem(String type, Object marketoValue) {
    try {
      throw new AssertionError("not refused but " + value(type, marketoValue));
    } catch (Refused e) {
      return e.problem();
    }
  }

  private static void refused(String type, Object marketoValue, String code, String suggestion) {
    Problem problem = problem(type, marketoValue);
    assertThat(problem.code()).as("%s %s", type, problem).isEqualTo(code);
    assertThat(problem.field()).isEqualTo("any");
    assertThat(problem.message()).startsWith("The Field: ");
    assertThat(problem.suggestion()).isEqualTo(suggestion);
  }

  private static BackTranslation of(String rules, String type, Writing writing) {
    List<Finding> findings = new ArrayList<>();
    Mapping mapping =
        MappingReader.read("config/mappings/x.yaml", HEAD + rules, findings).orElse(null);
    assertThat(findings).isEmpty();
    SalesforceSchema.Field left =
        new SalesforceSchema.Field("Any", "Any", type, 20, true, Reading.PLAIN, writing);
    MarketoSchema.Field right = new MarketoSchema.Field("any", "The Field", "string", 255, false);
    return new BackTranslation(
        mapping,
        new SalesforceSchema("Lead", true, Map.of("Any", left)),
        new MarketoSchema("lead", Map.of("any", right)));
  }
}
