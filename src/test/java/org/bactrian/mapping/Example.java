package org.bactrian.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bactrian.mapping.schema.SalesforceSchema;
import org.yaml.snakeyaml.Yaml;

/**
 * One case of a {@code *.test.yaml}.
 *
 * @param it what the mapping does, as a sentence
 * @param person what Marketo has of a person, of a case of the way back; else null
 * @param salesforce the record; of the way back, fields that must have these values
 * @param marketo fields that must have these values, by REST name
 * @param without fields that must not be written
 * @param parked the code of the problem that keeps the record from being delivered, or null
 */
record Example(
    String it,
    Map<String, Object> person,
    Map<String, Object> salesforce,
    Map<String, Object> marketo,
    List<String> without,
    String parked) {

  private static final Set<String> KEYS =
      Set.of("it", "from-marketo", "salesforce", "marketo", "without", "parked");

  static List<Example> read(Path file) throws IOException {
    return read(Files.readString(file));
  }

  static List<Example> read(String text) {
    List<Map<String, Object>> cases = new Yaml().load(text);
    return cases.stream().map(Example::of).toList();
  }

  @SuppressWarnings("unchecked")
  private static Example of(Map<String, Object> written) {
    assertThat(written.keySet()).as("keys of the case %s", written.get("it")).isSubsetOf(KEYS);
    assertThat(written).containsKey("it");
    assertThat(written.keySet()).as("its record").containsAnyOf("salesforce", "from-marketo");
    return new Example(
        (String) written.get("it"),
        (Map<String, Object>) written.get("from-marketo"),
        (Map<String, Object>) written.getOrDefault("salesforce", Map.of()),
        (Map<String, Object>) written.getOrDefault("marketo", Map.of()),
        (List<String>) written.getOrDefault("without", List.of()),
        (String) written.get("parked"));
  }

  /** Whether it is one of the way from Marketo to Salesforce. */
  boolean isWayBack() {
    return person != null;
  }

  /** Fails unless the mapping makes of the record what the case says. */
  void check(Mapping mapping) {
    assertThat(parked == null ? fields() : Set.of(parked)).as("expectations").isNotEmpty();
    assertThat(parked == null || fields().isEmpty()).as("either parked or fields").isTrue();
    compare(isWayBack() ? back(mapping) : there(mapping));
  }

  private Translation.Result there(Mapping mapping) {
    SalesforceSchema left = SandboxSchemas.salesforce(mapping);
    assertThat(salesforce.keySet()).as("Salesforce fields").allMatch(left::has);
    assertThat(mapping.toMarketo()).extracting(FieldRule::marketo).containsAll(fields());
    return SandboxSchemas.translation(mapping).of(salesforce);
  }

  private Translation.Result back(Mapping mapping) {
    assertThat(marketo).as("what becomes of the person in Marketo").isEmpty();
    assertThat(mapping.toSalesforce()).extracting(FieldRule::marketo).containsAll(person.keySet());
    assertThat(mapping.toSalesforce()).extracting(FieldRule::salesforce).containsAll(fields());
    return SandboxSchemas.backTranslation(mapping).of(person);
  }

  private void compare(Translation.Result result) {
    if (result instanceof Translation.Translated translated) {
      assertThat(parked).as("a record that is delivered as %s", translated.values()).isNull();
      expected().forEach((field, value) -> compare(field, value, translated.values()));
      assertThat(translated.values()).doesNotContainKeys(without.toArray(String[]::new));
    } else if (result instanceof Translation.Rejected rejected) {
      assertThat(rejected.problems().get(0).code()).as("%s", rejected.problems()).isEqualTo(parked);
    }
  }

  private Map<String, Object> expected() {
    return isWayBack() ? salesforce : marketo;
  }

  /** The fields that it looks at, by the names of the side that is written to. */
  Set<String> fields() {
    Set<String> fields = new LinkedHashSet<>(expected().keySet());
    fields.addAll(without);
    return fields;
  }

  private static void compare(String field, Object expected, Map<String, Object> values) {
    assertThat(values).containsKey(field);
    assertThat(plain(values.get(field))).as(field).isEqualTo(plain(expected));
  }

  private static Object plain(Object value) {
    return value instanceof Number number
        ? new BigDecimal(number.toString()).stripTrailingZeros()
        : value;
  }
}
