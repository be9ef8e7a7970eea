package org.bactrian.sandbox.marketo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bactrian.local.StandingClock;
import org.bactrian.sandbox.marketo.rest.NotSimulated;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Every operation of Adobe's contract is served, or stands in the list of what is not. */
class ContractCoverageTest {

  private static final Path CONTRACTS = Path.of("../shared/contracts/marketo");
  private static final Path OPERATIONS =
      Path.of("src/test/resources/org/bactrian/sandbox/marketo/operations.txt");

  private static final Set<String> LISTED =
      NotSimulated.all().stream()
          .filter(NotSimulated::isOperation)
          .map(each -> each.method() + " " + bare(each.path()))
          .collect(Collectors.toSet());

  @Test
  void everyOperationIsServedOrListed() throws IOException {
    Set<String> silent = new TreeSet<>();
    Set<String> both = new TreeSet<>();
    try (Caller marketo = new Caller(new StandingClock())) {
      for (String operation : Files.readAllLines(OPERATIONS)) {
        String[] parts = operation.split(" ");
        JsonNode error =
            error(
                marketo.direct(parts[0], parts[1].replaceAll("\\{[^}]*}", "1"), null, null).body());
        String message = error.path("message").asText();
        boolean refused = error.path("code").asText().equals("610");
        boolean listed = LISTED.contains(parts[0] + " " + bare(parts[1]));
        if (refused && !message.contains("Sandbox:") || error.path("code").asText().equals("605")) {
          silent.add(operation);
        }
        if (listed != message.contains("Sandbox:")) both.add(operation + ": " + message);
      }
    }
    assertThat(silent).as("neither served nor in not-simulated.csv").isEmpty();
    assertThat(both).as("in not-simulated.csv, and yet answered otherwise").isEmpty();
  }

  @Test
  void theListNamesOnlyOperationsOfTheContract() throws IOException {
    Set<String> operations =
        Files.readAllLines(OPERATIONS).stream()
            .map(each -> each.split(" ")[0] + " " + bare(each.split(" ")[1]))
            .collect(Collectors.toSet());
    assertThat(operations).containsAll(LISTED);
    assertThat(NotSimulated.all()).allSatisfy(each -> assertThat(each.sentence()).endsWith("."));
  }

  static boolean contractIsHere() {
    return Files.exists(CONTRACTS);
  }

  @Test
  @EnabledIf("contractIsHere")
  void theOperationsAreThoseOfAdobesDocuments() throws IOException {
    Set<String> told = new TreeSet<>();
    for (String document : List.of("mapi", "asset", "identity")) {
      JsonNode paths =
          Caller.JSON
              .readTree(Files.readString(CONTRACTS.resolve("swagger-" + document + ".json")))
              .path("paths");
      for (var path : paths.properties()) {
        path.getValue()
            .fieldNames()
            .forEachRemaining(
                method -> told.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
      }
    }
    if (Boolean.getBoolean("bactrian.update")) Files.write(OPERATIONS, told);
    assertThat(Files.readAllLines(OPERATIONS))
        .as("run: mvn -q -Dtest=ContractCoverageTest -Dbactrian.update=true test")
        .containsExactlyElementsOf(told);
  }

  private static JsonNode error(String body) throws IOException {
    return body.startsWith("{")
        ? Caller.JSON.readTree(body).path("errors").path(0)
        : Caller.JSON.createObjectNode();
  }

  private static String bare(String path) {
    return path.replaceAll("\\{[^}]*}", "{}");
  }
}
