package org.bactrian.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.convert.ConverterFactory;
import org.bactrian.mapping.convert.Converters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class MappingSchemaTest {

  private static final Path FOLDER = Path.of("config/mappings");
  private static final Path FILE = FOLDER.resolve("mapping.schema.json");
  private static final String EDITORS = "# yaml-language-server: $schema=mapping.schema.json\n";
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(MappingSchema.json());

  @Test
  void it_is_the_committed_one() throws IOException {
    if (Boolean.getBoolean("bactrian.update")) Files.writeString(FILE, MappingSchema.json());
    assertThat(Files.exists(FILE) ? Files.readString(FILE) : "")
        .as(
            "%s is not what the code says; run: mvn -q -Dtest=MappingSchemaTest -Dbactrian.update=true test",
            FILE)
        .isEqualTo(MappingSchema.json());
  }

  static List<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(f -> f.toString().endsWith(".yaml") && !f.toString().endsWith(".test.yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void it_takes_the_shipped_mappings(Path file) throws IOException {
    String text = Files.readString(file);
    assertThat(text).startsWith(EDITORS);
    assertThat(refusals(text)).isEmpty();
  }

  @Test
  void every_key_is_described() {
    List<String> silent = new ArrayList<>();
    assertThat(silent(json(MappingSchema.json()), silent)).isGreaterThan(30);
    assertThat(silent).isEmpty();
  }

  private static int silent(JsonNode schema, List<String> silent) {
    int keys = 0;
    for (var key : schema.path("properties").properties()) {
      if (!key.getValue().path("description").isTextual()) silent.add(key.getKey());
      keys++;
    }
    for (JsonNode part : schema) keys += silent(part, silent);
    return keys;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to-marketo: { City: city }",
        "to-marketo: { City: [city, { marketo: state, convert: [trim, { truncate: 40 }] }] }",
        "to-marketo: { City: { marketo: city, convert: { picklist: { map: { a: b, c: null } } } } }",
        "to-marketo: { City: { marketo: city, convert: { bands: { 0: small, 2.5: big } } } }",
        "to-marketo: { City: { marketo: city, convert: { e164: { country: tw } } } }",
        "to-marketo: { City: { marketo: city, convert: { e164: , constant: 7 } } }",
        "to-marketo: { City: { marketo: city, blank: clear-if-explicit, default: none, truncate: true } }",
        "{ constants: { personType: lead }, when: \"${body[City]} != null\", reads: [City] }",
        "create-in-salesforce: { flag: hot }",
        "create-in-salesforce: { list: 1001, defaults: { Company: x, A: 1 }, owner: 00G000000000001 }",
        "create-in-salesforce: { flag: a, list: b, assignment-rule: default, duplicates: update }",
        "{ deleted-in-salesforce: ignore, deleted-in-marketo: flag, deleted-flag: Gone__c }",
        "{ conflict: fill-blank, fields: { a: { }, b: { type: score, label: B } } }"
      })
  void it_takes_what_the_reader_takes(String more) {
    assertThat(refusals(file(more))).isEmpty();
    assertThat(findings(file(more))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to-markto: { City: city }",
        "to-marketo: [city]",
        "to-marketo: { City: { marketo: city, convrt: trim } }",
        "to-marketo: { City: { convert: trim } }",
        "to-marketo: { City: { marketo: city, convert: e146 } }",
        "to-marketo: { City: { marketo: city, convert: truncate } }",
        "to-marketo: { City: { marketo: city, convert: { truncate: many } } }",
        "to-marketo: { City: { marketo: city, convert: { trim: 7 } } }",
        "to-marketo: { City: { marketo: city, convert: { picklist: { reject: true } } } }",
        "to-marketo: { City: { marketo: city, convert: { bands: { few: small } } } }",
        "to-marketo: { City: { marketo: city, convert: { bands: { } } } }",
        "to-marketo: { City: { marketo: city, convert: { e164: { country: Taiwan } } } }",
        "to-marketo: { City: { marketo: city, blank: keep } }",
        "to-marketo: { City: { marketo: city, required: often } }",
        "to-marketo: { City: { marketo: city, conflict: loudest-wins } }",
        "conflict: newest",
        "create-in-salesforce: yes",
        "create-in-salesforce: { }",
        "create-in-salesforce: { owner: 005000000000001AAA }",
        "create-in-salesforce: { flag: a, owner: Mei }",
        "create-in-salesforce: { flag: a, owner: 01Q000000000001AAA }",
        "create-in-salesforce: { flag: a, assignment-rule: active }",
        "create-in-salesforce: { flag: a, owner: 005000000000001AAA, assignment-rule: default }",
        "create-in-salesforce: { flag: a, duplicates: merge }",
        "create-in-salesforce: { flag: a, defaults: { Company: [a] } }",
        "create-in-salesforce: { flag: a, defaults: Company }",
        "deleted-in-salesforce: hide",
        "deleted-in-marketo: keep",
        "deleted-in-marketo: flag",
        "deleted-flag: Gone__c",
        "reads: City",
        "fields: { a: { type: text } }",
        "fields: { a: { kind: string } }",
        "when: [a]"
      })
  void it_refuses_what_the_reader_refuses(String more) {
    assertThat(refusals(file(more))).isNotEmpty();
    assertThat(findings(file(more))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ marketo: lead, match: [{ Id: salesforceId }] }",
        "{ salesforce: Lead, match: [{ Id: salesforceId }] }",
        "{ salesforce: Lead, marketo: lead }",
        "{ salesforce: Lead, marketo: laed, match: [{ Id: salesforceId }] }",
        "{ salesforce: Lead, marketo: customobjects/, match: [{ Id: salesforceId }] }",
        "{ salesforce: Lead, marketo: lead, match: [] }",
        "{ salesforce: Lead, marketo: lead, match: [{ Email: email }, { Id: salesforceId }] }"
      })
  void it_refuses_a_file_without_its_head(String file) {
    assertThat(refusals(file)).isNotEmpty();
    assertThat(findings(file)).isNotEmpty();
  }

  static List<ConverterFactory> converters() {
    return Converters.all().stream().filter(c -> !c.options().isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("converters")
  void the_example_of_each_converter_can_be_used(ConverterFactory converter) {
    String more =
        "to-marketo: { City: { marketo: city, convert: { %s: %s } } }"
            .formatted(converter.name(), converter.options());
    assertThat(refusals(file(more))).isEmpty();
    assertThat(findings(file(more))).isEmpty();
  }

  private static String file(String more) {
    String head = "{ salesforce: Lead, marketo: customobjects/car_c, match: [{ Id: id }], ";
    return head + (more.startsWith("{") ? more.substring(1) : more + " }");
  }

  private static Set<ValidationMessage> refusals(String yaml) {
    return SCHEMA.validate(json(yaml));
  }

  private static List<Finding> findings(String yaml) {
    List<Finding> findings = new ArrayList<>();
    MappingReader.read("config/mappings/x.yaml", yaml, findings);
    return findings;
  }

  private static JsonNode json(String yaml) {
    return new ObjectMapper().valueToTree(new Yaml().load(yaml));
  }
}
