package org.bactrian.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bactrian.flow.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesTest {

  private static final RouteFiles FILES = new RouteFiles();

  @TempDir Path folder;

  @Test
  void a_call_to_salesforce_that_headers_could_change_is_named() throws IOException {
    String guarded = Files.readString(Path.of("routes/describe.camel.yaml"));
    Files.writeString(
        folder.resolve("describe.camel.yaml"),
        guarded.replaceFirst("- removeHeaders:\\s+pattern: \"\\*\"", "- log: hello"));
    assertThat(FILES.check(folder))
        .singleElement()
        .asString()
        .contains("describe.camel.yaml line 12:")
        .contains("removeHeaders");
  }

  @Test
  void a_route_that_cannot_start_is_found_with_its_line() {
    assertThat(RouteFiles.placeOf(Path.of("routes"), "Failed to create route: plan at: >>> x <<<"))
        .hasValueSatisfying(place -> assertThat(place).matches(".*plan.camel.yaml line \\d+"));
    assertThat(RouteFiles.placeOf(Path.of("routes"), "something else")).isEmpty();
  }

  @Test
  void why_a_route_cannot_start_is_said_without_the_words_of_a_programmer() {
    Exception failure =
        new IllegalStateException(
            "Failed to create route: plan at: >>> To[x] <<< in route: Route(plan)[From[direct:plan]"
                + " -> [OnException[[org.apache.camel.CamelException] because: No bean",
            new IllegalStateException("No bean could be found in the registry for: y"));
    assertThat(Failure.explain(RouteTrouble.explaining(Path.of("routes"), failure)))
        .matches(
            "starting routes/plan.camel.yaml line \\d+: No bean could be found in the registry for:"
                + " y; bactrian validate checks each file");
    Exception wordless = new IllegalStateException("org.apache.camel.CamelException");
    assertThat(Failure.explain(RouteTrouble.explaining(Path.of("routes"), wordless)))
        .startsWith("starting the routes in routes: it can't be used");
  }

  @Test
  void the_shipped_routes_are_good() {
    assertThat(FILES.check(Path.of("routes"))).isEmpty();
  }

  private static long line(String text, String of) {
    return text.substring(0, text.indexOf(of)).lines().count();
  }

  @Test
  void a_typo_is_found_with_its_line() throws IOException {
    String good = Files.readString(Path.of("routes/plan.camel.yaml"));
    assertThat(check(good.replaceFirst("stopOnException: true", "stopOnExcepton: true")))
        .singleElement()
        .asString()
        .startsWith(
            "reading %s line %d: "
                .formatted(folder.resolve("x.camel.yaml"), line(good, "stopOnException: true")))
        .contains("stopOnExcepton");
    assertThat(check(good.replaceFirst(" {8}- loop:", "        - lop:")))
        .singleElement()
        .asString()
        .contains(" line " + line(good, "- loop:") + ": ")
        .contains("lop");
  }

  @Test
  void what_is_no_yaml_says_where() throws IOException {
    assertThat(check("- route:\n    id: a\n   from: b\n"))
        .singleElement()
        .asString()
        .contains("x.camel.yaml line 3: ");
    assertThat(check("- route: {id: a, id: b}\n")).singleElement().asString().contains("duplicate");
  }

  @Test
  void an_empty_folder_is_a_finding() {
    assertThat(FILES.check(folder)).singleElement().asString().contains("no *.camel.yaml");
  }

  private List<String> check(String text) throws IOException {
    Files.writeString(folder.resolve("x.camel.yaml"), text);
    return FILES.check(folder);
  }
}
