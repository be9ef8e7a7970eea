package org.bactrian.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.bactrian.mapping.convert.ConverterFactory;
import org.bactrian.mapping.convert.Converters;
import org.bactrian.mapping.file.MappingSchema;
import org.bactrian.settings.Setting;
import org.junit.jupiter.api.Test;

/** README and manual say what the code says: their tables and charts are made from it. */
class DocsTest {

  private static final int README_BYTES = 10_240;

  private static final Map<String, Supplier<String>> GENERATED =
      Map.of(
          "routes",
          () -> new RouteCharts().markdown(),
          "settings",
          DocsTest::settings,
          "mapping-keys",
          () -> keys(schema()),
          "field-keys",
          () -> keys(schema().at("/$defs/rule/anyOf/1")),
          "converters",
          DocsTest::converters);

  @Test
  void tables_and_charts_are_those_of_the_code() throws IOException {
    Map<String, Path> placed = new LinkedHashMap<>();
    for (Path page : Manual.pages()) {
      String made = Manual.text(page);
      for (String name : GENERATED.keySet()) {
        Matcher place = place(name).matcher(made);
        if (!place.find()) continue;
        assertThat(placed.put(name, page)).as("%s stands on two pages", name).isNull();
        String content = Matcher.quoteReplacement(GENERATED.get(name).get());
        made = place.replaceAll("$1" + content + "$2");
      }
      if (Boolean.getBoolean("bactrian.update")) Files.writeString(page, made);
      assertThat(Manual.text(page))
          .as("%s; run: mvn -q -Dtest=DocsTest -Dbactrian.update=true test", page)
          .isEqualTo(made);
    }
    assertThat(placed).containsOnlyKeys(GENERATED.keySet());
  }

  private static Pattern place(String name) {
    return Pattern.compile("(<!-- %1$s -->\n).*?(<!-- /%1$s -->)".formatted(name), Pattern.DOTALL);
  }

  @Test
  void the_readme_has_at_most_10_KB() throws IOException {
    assertThat(Files.size(Manual.README)).isLessThanOrEqualTo(README_BYTES);
  }

  @Test
  void the_picture_of_a_pass_has_the_steps_of_the_route() throws IOException {
    List<String> steps =
        Pattern.compile("data-route=\"([^\"]+)\"")
            .matcher(Files.readString(Path.of("src/site/images/pass.svg")))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(steps).isNotEmpty().isEqualTo(new RouteCharts().calledBy("cycle"));
  }

  @Test
  void every_setting_is_in_the_shipped_file_with_its_default() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("config/application.properties"));
    assertThat(Setting.values())
        .allSatisfy(
            setting -> {
              String line = "#" + setting.key() + "=" + setting.standard();
              boolean bare = setting.standard().isEmpty();
              assertThat(lines).anyMatch(bare ? each -> each.startsWith(line) : line::equals);
            });
  }

  private static String settings() {
    StringBuilder table = new StringBuilder("| setting | default | meaning |\n|---|---|---|\n");
    for (Setting setting : Setting.values()) {
      table.append(
          "| `%s` | %s | %s |\n"
              .formatted(
                  setting.key(),
                  setting.standard().isEmpty() ? "" : "`" + setting.standard() + "`",
                  setting.meaning()));
    }
    return table.toString();
  }

  private static JsonNode schema() {
    try {
      return new ObjectMapper().readTree(MappingSchema.json());
    } catch (IOException e) {
      throw new IllegalStateException("reading the schema of mappings", e);
    }
  }

  /** The keys of an object of the schema, and of the objects in it that have keys of their own. */
  private static String keys(JsonNode object) {
    StringBuilder table = new StringBuilder("| key | values | meaning |\n|---|---|---|\n");
    keys("", object, table);
    return table.toString();
  }

  private static void keys(String above, JsonNode object, StringBuilder table) {
    object
        .path("properties")
        .properties()
        .forEach(
            key -> {
              JsonNode value = key.getValue();
              table.append(
                  "| `%s` | %s | %s |\n"
                      .formatted(
                          above + key.getKey(),
                          values(value.path("enum")),
                          value.path("description").asText()));
              keys(above + key.getKey() + ".", value, table);
            });
  }

  private static String values(JsonNode values) {
    return String.join(
        ", ",
        StreamSupport.stream(values.spliterator(), false)
            .map(each -> "`" + each.asText() + "`")
            .toList());
  }

  private static String converters() {
    StringBuilder table = new StringBuilder("| `convert:` | does | for example |\n|---|---|---|\n");
    for (ConverterFactory each : Converters.all()) {
      String options = each.options().isEmpty() ? "" : ": " + each.options();
      String example =
          options.isEmpty()
              ? "convert: " + each.name()
              : "convert: { " + each.name() + options + " }";
      table.append("| `%s` | %s | `%s` |\n".formatted(each.name(), each.description(), example));
    }
    return table.toString();
  }
}
