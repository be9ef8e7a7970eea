package org.bactrian.sandbox.marketo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bactrian.local.StandingClock;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Calls and answers in the shapes that real instances were seen to give, with invented values; each
 * file of {@code recorded} is a session that is replayed on a new instance.
 *
 * <p>In an answer {@code *} is any value, and {@code $name} keeps the value for later steps, whose
 * calls name it as {@code {name}}.
 */
class RecordedShapesTest {

  private static final Path RECORDED =
      Path.of("src/test/resources/org/bactrian/sandbox/marketo/recorded");

  @TestFactory
  Stream<DynamicTest> answersAsRecorded() throws IOException {
    try (Stream<Path> files = Files.list(RECORDED)) {
      return files.sorted().toList().stream()
          .map(file -> dynamicTest(file.getFileName().toString(), () -> replay(file)));
    }
  }

  private static void replay(Path file) throws IOException {
    Map<String, String> kept = new HashMap<>();
    try (Caller marketo = new Caller(new StandingClock())) {
      for (JsonNode step : Caller.JSON.readTree(Files.readString(file))) {
        replay(marketo, step, kept);
      }
    }
  }

  private static void replay(Caller marketo, JsonNode step, Map<String, String> kept) {
    String[] call = named(step.path("call").asText(), kept).split(" ", 2);
    JsonNode sent = step.path("body");
    String body = sent.isMissingNode() ? null : sent.isTextual() ? sent.asText() : sent.toString();
    String type = step.path("type").asText("application/json");
    String text = body == null ? null : named(body, kept);
    HttpResponse<String> answer =
        step.path("direct").asBoolean()
            ? marketo.direct(call[0], call[1], type, text)
            : marketo.send(call[0], call[1], type, text);
    String it = step.path("it").asText(step.path("call").asText());
    assertThat(answer.statusCode()).as(it).isEqualTo(step.path("status").asInt(200));
    if (step.has("answer")) {
      compare(it, step.get("answer"), Caller.json(answer), kept);
    }
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
      assertThat(seen.isMissingNode()).as(it).isFalse();
    } else if (wanted.isTextual() && wanted.asText().matches("\\$\\w+")) {
      kept.put(wanted.asText().substring(1), seen.asText());
    } else if (wanted.isObject()) {
      assertThat(seen.fieldNames())
          .toIterable()
          .as(it + ": " + seen)
          .containsExactlyInAnyOrderElementsOf(wanted::fieldNames);
      wanted.properties().forEach(f -> compare(it, f.getValue(), seen.get(f.getKey()), kept));
    } else if (wanted.isArray()) {
      assertThat(seen.size()).as(it + ": " + seen).isEqualTo(wanted.size());
      for (int i = 0; i < wanted.size(); i++) compare(it, wanted.get(i), seen.get(i), kept);
    } else {
      assertThat(seen).as(it).isEqualTo(wanted);
    }
  }
}
