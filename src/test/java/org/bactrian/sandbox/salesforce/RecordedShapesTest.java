package org.bactrian.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Calls and answers in the shapes that real orgs were seen to give, with invented values; each file
 * of {@code recorded} is a session that is replayed on a new org.
 *
 * <p>In an answer {@code *} is any value, and {@code $name} keeps the value for later steps, which
 * name it as {@code {name}}. An object with the key {@code ...} may have other keys too, a list
 * that begins with {@code ...} other members. A step has a {@code query} instead of a call for
 * SOQL, with {@code columns} for what it selects instead of its records.
 */
class RecordedShapesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OTHERS = "...";
  private static final Path RECORDED =
      Path.of("src/test/resources/org/bactrian/sandbox/salesforce/recorded");

  @TestFactory
  Stream<DynamicTest> answersAsRecorded() throws IOException {
    try (Stream<Path> files = Files.list(RECORDED)) {
      return files.sorted().toList().stream()
          .map(file -> dynamicTest(file.getFileName().toString(), () -> replay(file)));
    }
  }

  private static void replay(Path file) throws IOException {
    Map<String, String> kept = new HashMap<>();
    try (SalesforceSandbox sandbox = SalesforceSandbox.start(Options.small(50))) {
      Client client = new Client(sandbox);
      for (JsonNode step : JSON.readTree(Files.readString(file))) {
        replay(client, step, kept);
      }
    }
  }

  private static void replay(Client client, JsonNode step, Map<String, String> kept)
      throws IOException {
    String[] call = call(step, kept).split(" ", 2);
    String path = call[1].startsWith("/") ? call[1] : Client.API + call[1];
    JsonNode sent = step.path("body");
    String body = sent.isMissingNode() ? null : sent.isTextual() ? sent.asText() : sent.toString();
    List<String> headers = new ArrayList<>();
    step.path("headers")
        .properties()
        .forEach(h -> headers.addAll(List.of(h.getKey(), named(h.getValue().asText(), kept))));
    HttpResponse<String> answer =
        client.send(
            call[0],
            path.replace(" ", "%20")
                .replace("{", "%7B")
                .replace("}", "%7D")
                .replace("\"", "%22")
                .replace("\\", "%5C"),
            body == null ? null : named(body, kept),
            headers.toArray(String[]::new));
    String it = step.path("it").asText(step.path("call").asText(step.path("query").asText()));
    assertThat(answer.statusCode())
        .as(it + ": " + answer.body())
        .isEqualTo(step.path("status").asInt(200));
    for (var header : step.path("answerHeaders").properties()) {
      JsonNode seen = TextNode.valueOf(answer.headers().firstValue(header.getKey()).orElse(""));
      compare(it, header.getValue(), seen, kept);
    }
    if (step.has("answer")) {
      JsonNode wanted = step.get("answer");
      boolean text = wanted.isTextual() || answer.body().isEmpty();
      compare(
          it, wanted, text ? TextNode.valueOf(answer.body()) : JSON.readTree(answer.body()), kept);
    }
  }

  /** A step's call; a query is written as it is. */
  private static String call(JsonNode step, Map<String, String> kept) {
    if (!step.has("query")) {
      return named(step.path("call").asText(), kept);
    }
    String soql = named(step.get("query").asText(), kept);
    String columns = step.path("columns").asBoolean() ? "&columns=true" : "";
    return "GET query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8) + columns;
  }

  private static String named(String text, Map<String, String> kept) {
    String named = text;
    for (var value : kept.entrySet()) {
      named = named.replace("{" + value.getKey() + "}", value.getValue());
    }
    return named;
  }

  private static void compare(String it, JsonNode wanted, JsonNode seen, Map<String, String> kept) {
    if (wanted.isTextual() && wanted.asText().equals("*")) {
      assertThat(seen).as(it).isNotNull();
    } else if (wanted.isTextual() && wanted.asText().matches("\\$\\w+")) {
      kept.put(wanted.asText().substring(1), seen.asText());
    } else if (wanted.isTextual()) {
      assertThat(seen).as(it).isEqualTo(TextNode.valueOf(named(wanted.asText(), kept)));
    } else if (wanted.isObject()) {
      if (!wanted.has(OTHERS)) {
        assertThat(seen.fieldNames())
            .toIterable()
            .as(it + ": " + seen)
            .containsExactlyInAnyOrderElementsOf(wanted::fieldNames);
      }
      wanted.properties().stream()
          .filter(field -> !field.getKey().equals(OTHERS))
          .forEach(
              field ->
                  compare(
                      it + " " + field.getKey(),
                      field.getValue(),
                      seen.path(field.getKey()),
                      kept));
    } else if (wanted.isArray() && wanted.path(0).asText().equals(OTHERS)) {
      for (int i = 1; i < wanted.size(); i++) {
        JsonNode one = wanted.get(i);
        assertThat(seen).as(it).anySatisfy(member -> compare(it, one, member, kept));
      }
    } else if (wanted.isArray()) {
      assertThat(seen.size()).as(it + ": " + seen).isEqualTo(wanted.size());
      for (int i = 0; i < wanted.size(); i++) compare(it, wanted.get(i), seen.get(i), kept);
    } else {
      assertThat(seen).as(it).isEqualTo(wanted);
    }
  }
}
