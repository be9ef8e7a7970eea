package org.bactrian.marketo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.main.Main;
import org.bactrian.sandbox.marketo.Limits;
import org.bactrian.sandbox.marketo.MarketoSandbox;
import org.bactrian.sandbox.marketo.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The component's document: its tables are made from the code, and its example runs. */
class MarketoDocumentTest {

  private static final Path DOCUMENT = Path.of("src/main/docs/marketo-component.adoc");
  private static final Path OPTIONS =
      Path.of("src/generated/resources/META-INF/org/bactrian/marketo/marketo.json");

  @Test
  void itsTablesAreThoseOfTheCode() throws IOException {
    JsonNode metadata = new ObjectMapper().readTree(OPTIONS.toFile());
    String made = Files.readString(DOCUMENT);
    made = put(made, "operations", operations());
    made = put(made, "component options", table(metadata.get("componentProperties")));
    made = put(made, "endpoint options", table(metadata.get("properties")));
    made = put(made, "headers", table(metadata.get("headers")));
    if (Boolean.getBoolean("bactrian.update")) Files.writeString(DOCUMENT, made);
    assertThat(Files.readString(DOCUMENT))
        .as(DOCUMENT + "; run: mvn -q -Dtest=MarketoDocumentTest -Dbactrian.update=true test")
        .isEqualTo(made);
  }

  @Test
  void itsApplicationRuns(@TempDir Path folder) throws Exception {
    String document = Files.readString(DOCUMENT);
    Path routes = Files.createDirectory(folder.resolve("routes"));
    Files.writeString(
        routes.resolve("new-leads.camel.yaml"),
        block(document, "yaml")
            .replace("delay: 60000", "delay: 50")
            .replace("tokens.dat", folder.resolve("tokens.dat").toString()));
    Properties properties = new Properties();
    properties.load(new StringReader(block(document, "properties")));
    LinkedBlockingQueue<Object> told = new LinkedBlockingQueue<>();
    try (MarketoSandbox marketo = MarketoSandbox.start(Options.with(Limits.NONE))) {
      properties.put("camel.main.routes-include-pattern", "file:" + routes + "/*.camel.yaml");
      properties.put("camel.component.marketo.base-url", marketo.url());
      properties.put("camel.component.marketo.client-id", "sandbox-client-id");
      properties.put("camel.component.marketo.client-secret", "sandbox-client-secret");
      properties.put("new-leads.to", "bean:told?method=add");
      Main main = new Main();
      main.setDefaultPropertyPlaceholderLocation("false");
      main.setOverrideProperties(properties);
      main.bind("told", told);
      main.start();
      try {
        main.getCamelTemplate()
            .requestBody(
                "marketo:leads/sync",
                List.of(Map.of("email", "ann@x.example"), Map.of("email", "bo@x.example")));
        await().until(() -> told.size() == 2);
      } finally {
        main.stop();
      }
    }
    assertThat(told)
        .extracting(each -> ((Map<?, ?>) ((List<?>) each).get(0)).get("email").toString())
        .containsExactly("ann@x.example", "bo@x.example");
  }

  private static String operations() {
    StringBuilder table =
        new StringBuilder(
            "[width=\"100%\",cols=\"2,3,3,1\",options=\"header\"]\n|===\n| Operation | Body and options | Answer | Sent again\n");
    MarketoOperation.all()
        .forEach(
            (resource, operations) ->
                operations.forEach(
                    each ->
                        table.append(
                            "| `%s/%s` | %s | %s | %s\n"
                                .formatted(
                                    resource,
                                    each.name(),
                                    each.takes(),
                                    each.answers(),
                                    each.repeat().words()))));
    return table.append("|===\n").toString();
  }

  private static String table(JsonNode options) {
    StringBuilder table =
        new StringBuilder(
            "[width=\"100%\",cols=\"2,5,1,2\",options=\"header\"]\n|===\n| Name | Description | Default | Type\n");
    for (Map.Entry<String, JsonNode> each : options.properties()) {
      JsonNode option = each.getValue();
      String type = option.get("javaType").asText();
      table.append(
          "| *%s* (%s)%s | %s%s | %s | %s\n"
              .formatted(
                  each.getKey(),
                  option.get("group").asText(),
                  option.path("required").asBoolean() ? " *Required*" : "",
                  option.get("description").asText(),
                  option.has("enum") ? ": " + words(option.get("enum")) : "",
                  option.path("defaultValue").asText(),
                  type.substring(type.lastIndexOf('.') + 1).replace(">", "")));
    }
    return table.append("|===\n").toString();
  }

  private static String words(JsonNode values) {
    StringBuilder words = new StringBuilder();
    values.forEach(each -> words.append(words.length() == 0 ? "" : ", ").append(each.asText()));
    return words.toString();
  }

  private static String put(String document, String name, String content) {
    Matcher place =
        Pattern.compile("(// %1$s: START\n).*?(// %1$s: END)".formatted(name), Pattern.DOTALL)
            .matcher(document);
    assertThat(place.find()).as("the place for " + name).isTrue();
    return place.replaceFirst("$1" + Matcher.quoteReplacement(content) + "$2");
  }

  private static String block(String document, String language) {
    Matcher block =
        Pattern.compile("\\[source,%s]\n----\n(.*?)----".formatted(language), Pattern.DOTALL)
            .matcher(document);
    assertThat(block.find()).isTrue();
    return block.group(1);
  }
}
