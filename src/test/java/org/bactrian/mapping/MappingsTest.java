package org.bactrian.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bactrian.docs.Manual;
import org.bactrian.mapping.file.Lint;
import org.bactrian.mapping.file.MappingReader;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of every {@code config/mappings/*.test.yaml}, against both simulated systems. */
class MappingsTest {

  private static final Path FOLDER = Path.of("config/mappings");

  @TestFactory
  List<DynamicNode> cases() throws IOException {
    List<DynamicNode> files = new ArrayList<>();
    try (Stream<Path> found = Files.list(FOLDER).sorted()) {
      for (Path file : found.filter(f -> f.toString().endsWith(".test.yaml")).toList()) {
        String name = file.getFileName().toString().replace(".test.yaml", "");
        Mapping mapping = SandboxSchemas.mapping(name);
        files.add(
            dynamicContainer(
                name,
                file.toUri(),
                Example.read(file).stream()
                    .map(each -> dynamicTest(each.it(), () -> each.check(mapping)))));
      }
    }
    return files;
  }

  @TestFactory
  Stream<DynamicNode> every_shipped_mapping() {
    return SandboxSchemas.MAPPINGS.stream()
        .map(
            mapping ->
                dynamicContainer(
                    mapping.name(),
                    Stream.of(
                        dynamicTest("has no findings before the field sync", () -> lints(mapping)),
                        dynamicTest("has no findings after it", () -> lintsLater(mapping)),
                        dynamicTest("has an example of every rule", () -> shows(mapping)))));
  }

  @Test
  void all_of_them_are_read() throws IOException {
    MappingReader.Reading reading = MappingReader.read(FOLDER);
    assertThat(reading.findings()).isEmpty();
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.filter(f -> f.toString().endsWith(".test.yaml")))
          .hasSameSizeAs(reading.mappings());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ salesforce: { Id: 1, City: Kiel }, marketo: { city: Köln } }",
        "{ salesforce: { Id: 1, City: Kiel }, marketo: { city: null } }",
        "{ salesforce: { Id: 1, City: Kiel }, marketo: { twon: Kiel } }",
        "{ salesforce: { Id: 1, Town: Kiel }, marketo: { city: null } }",
        "{ salesforce: { Id: 1, City: Kiel }, without: [city] }",
        "{ salesforce: { Id: 1, City: Kiel }, without: [twon] }",
        "{ salesforce: { Id: 1, City: Kiel }, parked: too-long }",
        "{ salesforce: { Id: 1, City: Kiel }, parked: too-long, marketo: { city: Kiel } }",
        "{ salesforce: { Id: 1, Email: kiel }, parked: too-long }",
        "{ salesforce: { Id: 1, Email: kiel }, marketo: { email: kiel } }",
        "{ salesforce: { Id: 1, City: Kiel } }",
        "{ salesforce: { Id: 1, City: Kiel }, marketto: { city: Kiel } }",
        "{ from-marketo: { city: Kiel }, salesforce: { City: Köln } }",
        "{ from-marketo: { city: Kiel }, salesforce: { Town: Kiel } }",
        "{ from-marketo: { twon: Kiel }, salesforce: { City: null } }",
        "{ from-marketo: { leadStatus: Open }, salesforce: { Status: Open } }",
        "{ from-marketo: { city: Kiel }, without: [City] }",
        "{ from-marketo: { city: Kiel }, parked: too-long }",
        "{ from-marketo: { lastName: null }, salesforce: { LastName: null } }",
        "{ from-marketo: { city: Kiel }, marketo: { city: Kiel } }",
        "{ from-marketo: { city: Kiel } }",
        "{ marketo: { city: Kiel } }"
      })
  void a_wrong_case_fails(String text) {
    assertThatThrownBy(() -> check("- { it: is wrong, " + text.substring(1)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void a_right_case_does_not() {
    check("- { it: is right, salesforce: { Id: 1, City: Kiel }, marketo: { city: Kiel } }");
    check("- { it: is right too, from-marketo: { city: Kiel }, salesforce: { City: Kiel } }");
  }

  @Test
  void the_cases_in_the_manual_hold() {
    List<String> cases = inTheManual("- it: ");
    assertThat(cases).isNotEmpty().allSatisfy(MappingsTest::check);
  }

  @Test
  void the_mappings_in_the_manual_are_good(@TempDir Path folder) throws IOException {
    List<String> mappings = inTheManual("salesforce: ");
    assertThat(mappings).isNotEmpty();
    for (int i = 0; i < mappings.size(); i++) {
      Path alone = Files.createDirectory(folder.resolve("example" + i));
      Files.writeString(alone.resolve("example.yaml"), mappings.get(i));
      MappingReader.Reading read = MappingReader.read(alone);
      assertThat(read.findings().stream().filter(Finding::isError)).isEmpty();
      read.mappings().forEach(MappingsTest::lints);
    }
  }

  /** The YAML of all pages with a line that begins so. */
  private static List<String> inTheManual(String line) {
    return Manual.fences("yaml").stream()
        .filter(text -> text.lines().anyMatch(each -> each.startsWith(line)))
        .toList();
  }

  private static void check(String text) {
    for (Example each : Example.read(text)) each.check(SandboxSchemas.mapping("lead"));
  }

  private static void lints(Mapping mapping) {
    Lint lint =
        new Lint(
            SandboxSchemas.salesforce(mapping),
            SandboxSchemas.marketoAtFirst(mapping),
            SandboxSchemas::salesforce);
    assertThat(lint.check(mapping)).isEmpty();
  }

  private static void lintsLater(Mapping mapping) {
    Lint lint =
        new Lint(
            SandboxSchemas.salesforce(mapping),
            SandboxSchemas.marketo(mapping),
            SandboxSchemas::salesforce);
    assertThat(lint.check(mapping)).isEmpty();
  }

  private static void shows(Mapping mapping) throws IOException {
    List<Example> all = Example.read(FOLDER.resolve(mapping.name() + ".test.yaml"));
    List<Example> examples = all.stream().filter(e -> !e.isWayBack()).toList();
    List<String> missing = new ArrayList<>();
    for (FieldRule rule : mapping.toSalesforce()) {
      String field = rule.salesforce();
      if (all.stream().noneMatch(e -> e.isWayBack() && e.salesforce().get(field) != null)) {
        missing.add(field + " from Marketo");
      }
    }
    for (FieldRule rule : mapping.toMarketo()) {
      String field = rule.marketo();
      if (examples.stream().noneMatch(e -> e.marketo().get(field) != null)) {
        missing.add(field + " with a value");
      }
      if (rule.blank() == Blank.IGNORE
          && examples.stream().noneMatch(e -> e.without().contains(field))) {
        missing.add(field + " kept, as it is blank");
      }
      boolean key = "Id".equals(rule.salesforce());
      if (rule.required() && !key && examples.stream().noneMatch(e -> lacks(e, rule))) {
        missing.add(field + " parked, as it is blank");
      }
      if (rule.otherwise() != null && rule.salesforce() != null) {
        if (examples.stream().noneMatch(e -> defaults(e, rule))) missing.add(field + " by default");
      }
    }
    assertThat(missing).as("rules without an example").isEmpty();
  }

  private static boolean lacks(Example example, FieldRule rule) {
    return "missing-required".equals(example.parked()) && rule.read(example.salesforce()) == null;
  }

  private static boolean defaults(Example example, FieldRule rule) {
    return example.marketo().containsKey(rule.marketo()) && rule.read(example.salesforce()) == null;
  }
}
