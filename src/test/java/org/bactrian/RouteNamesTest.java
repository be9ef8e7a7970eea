package org.bactrian;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.ExchangeProperty;
import org.bactrian.local.Ports;
import org.bactrian.settings.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * Every name in a route means one thing to Camel. One that is a method and a getter without its
 * {@code is} is taken for the one or the other in the order of a JVM's own choosing: it fails in
 * one process of many, and there always.
 */
class RouteNamesTest {

  @TempDir static Path data;
  private static Bactrian bactrian;
  private static JavaClasses program;

  /** What a route could hold by mistake. */
  public static final class TwoReadings {
    /** Whether there are any. */
    public boolean isMerges() {
      return true;
    }

    List<String> merges() {
      return List.of();
    }

    /** Takes a thing. */
    public void take(String thing) {}

    /** Takes two. */
    public void take(String one, String other) {}

    /** Has one in its property. */
    public void use(@ExchangeProperty("twoReadings") TwoReadings in) {}
  }

  @BeforeAll
  static void start() {
    Properties given = new Properties();
    Map.of(
            "salesforce.login-url", "http://127.0.0.1:1",
            "salesforce.client-id", "id",
            "salesforce.client-secret", "secret",
            "marketo.url", "http://127.0.0.1:1",
            "marketo.client-id", "id",
            "marketo.client-secret", "secret",
            "data-directory", data.toString(),
            "management.port", String.valueOf(Ports.free()),
            "console.port", String.valueOf(Ports.free()))
        .forEach((key, value) -> given.setProperty("bactrian." + key, value));
    bactrian = Bactrian.serve(Settings.read(Path.of("").toAbsolutePath(), given, Map.of()));
    program =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("org.bactrian");
  }

  @AfterAll
  static void stop() {
    bactrian.close();
  }

  @Test
  void every_name_in_a_route_means_one_thing() throws IOException {
    BeanNames names = new BeanNames(bactrian.camel(), program);
    int files = 0;
    for (Path folder : List.of(Path.of("routes"), Path.of("src/main/resources"))) {
      try (Stream<Path> found = Files.walk(folder)) {
        for (Path file : found.filter(each -> each.toString().endsWith(".camel.yaml")).toList()) {
          names.check(file.getFileName().toString(), parsed(Files.readString(file)));
          files++;
        }
      }
    }
    assertThat(names.findings()).isEmpty();
    assertThat(files).isGreaterThan(10);
    assertThat(names.resolved()).as("names looked at").isGreaterThan(200);
  }

  @Test
  void a_name_that_a_getter_and_a_method_answer_to_is_found() {
    assertThat(
            findings(
                "- filter: { simple: { expression: '${exchangeProperty.twoReadings.merges}' } }"))
        .singleElement()
        .asString()
        .contains("isMerges()")
        .contains(".merges()");
    assertThat(findings("- filter: { simple: { expression: '${body.merges}' } }"))
        .singleElement()
        .asString()
        .contains("isMerges()");
  }

  @Test
  void a_method_that_is_overloaded_is_found_unless_its_parameters_tell() {
    String bean = "- bean: { beanType: " + TwoReadings.class.getName() + ", method: %s }";
    assertThat(findings(bean.formatted("take"))).singleElement().asString().contains("can mean");
    assertThat(findings(bean.formatted("\"take(${body}, ${body})\""))).isEmpty();
  }

  @Test
  void what_cannot_be_looked_at_is_found_too() {
    assertThat(findings("- log: { message: '${exchangeProperty.unheardOf.name}' }")).hasSize(1);
    assertThat(findings("- log: { message: '${exchangeProperty.twoReadings.absent}' }")).hasSize(1);
    assertThat(findings("- log: { message: '${bean:flows.scheduled}' }")).hasSize(1);
    assertThat(findings("- to: { uri: 'bean:flows?method=scheduled' }")).hasSize(1);
    assertThat(findings("- bean: { ref: nothing, method: show }")).hasSize(1);
    assertThat(findings("- bean: { ref: flows }")).hasSize(1);
  }

  private static List<String> findings(String yaml) {
    JavaClasses withTwoReadings = new ClassFileImporter().importClasses(TwoReadings.class);
    BeanNames names = new BeanNames(bactrian.camel(), withTwoReadings);
    names.check("planted", parsed(yaml));
    return List.copyOf(names.findings());
  }

  private static Object parsed(String yaml) {
    return new Yaml().load(yaml);
  }
}
