package org.bactrian.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries that Salesforce refuses, and its words: {@code query | error code | message's end}. */
class SoqlRefusalsTest {
  private static SalesforceSandbox sandbox;
  private static Client client;

  @BeforeAll
  static void start() {
    sandbox = SalesforceSandbox.start(Options.small(20));
    client = new Client(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  static List<String> refusals() throws IOException {
    return Files.readAllLines(
            Path.of("src/test/resources/org/bactrian/sandbox/salesforce/soql-refusals.txt"))
        .stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void areToldAsSalesforceTellsThem(String line) {
    String[] cells = line.split(" \\| ");
    JsonNode answer = client.query(cells[0]);
    assertThat(answer.path(0).path("errorCode").asText()).as(answer.toString()).isEqualTo(cells[1]);
    assertThat(answer.path(0).path("message").asText()).endsWith(cells[2]);
    assertThat(answer.path(0).has("fields")).isFalse();
  }

  @Test
  void pointAtTheFieldOfAFunction() {
    assertThat(client.query("SELECT COUNT(DoNotCall) FROM Lead").path(0).path("message").asText())
        .startsWith(
            "\nSELECT COUNT(DoNotCall) FROM Lead\n             ^\nERROR at Row:1:Column:14\n");
  }
}
