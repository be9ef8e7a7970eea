package org.bactrian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.convert.ConverterFactory;
import org.bactrian.mapping.convert.Converters;
import org.bactrian.mapping.file.MappingReader;
import org.bactrian.marketo.MarketoOperation;
import org.bactrian.settings.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The README says what the code does: its tables and its picture are made from it. */
class DocsTest {

  private static final Path README = Path.of("README.md");

  @Test
  void thePictureAndTablesAreThoseOfTheCode() throws IOException {
    String readme = Files.readString(README);
    String made = readme;
    made = put(made, "routes", routes());
    made = put(made, "settings", settings());
    made = put(made, "converters", converters());
    made = put(made, "operations", operations());
    if (Boolean.getBoolean("bactrian.update")) Files.writeString(README, made);
    assertThat(Files.readString(README))
        .as("README.md; run: mvn -q -Dtest=DocsTest -Dbactrian.update=true test")
        .isEqualTo(made);
  }

  @Test
  void itsMappingCanBeRead(@TempDir Path folder) throws IOException {
    Matcher fence =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
    int read = 0;
    while (fence.find()) {
      if (fence.group(1).startsWith("- it:")) continue;
      Path alone = Files.createDirectory(folder.resolve("example" + read++));
      Files.writeString(alone.resolve("example.yaml"), fence.group(1));
      assertThat(MappingReader.read(alone).findings().stream().filter(Finding::isError)).isEmpty();
    }
    assertThat(read).isPositive();
  }

  @Test
  void itsPicturesAreThere() throws IOException {
    Matcher picture = Pattern.compile("!\\[[^]]+]\\(([^)]+)\\)").matcher(Files.readString(README));
    int seen = 0;
    while (picture.find()) {
      seen++;
      assertThat(Path.of(picture.group(1))).exists();
    }
    assertThat(seen).isPositive();
  }

  @Test
  void everySettingIsInTheShippedFile() throws IOException {
    String file = Files.readString(Path.of("config/application.properties"));
    assertThat(Setting.values()).allSatisfy(s -> assertThat(file).contains("#" + s.key() + "="));
  }

  private static String put(String readme, String name, String content) {
    Pattern place =
        Pattern.compile("(<!-- " + name + " -->\n).*?(<!-- /" + name + " -->)", Pattern.DOTALL);
    Matcher matcher = place.matcher(readme);
    assertThat(matcher.find()).as("the place for " + name).isTrue();
    return matcher.replaceFirst("$1" + Matcher.quoteReplacement(content) + "$2");
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

  private static String operations() {
    StringBuilder table =
        new StringBuilder("| `marketo:` | takes | answers | sent again |\n|---|---|---|---|\n");
    MarketoOperation.all()
        .forEach(
            (resource, operations) -> {
              for (MarketoOperation each : operations)
                table.append(
                    "| `%s/%s` | %s | %s | %s |\n"
                        .formatted(
                            resource,
                            each.name(),
                            each.takes(),
                            each.answers(),
                            each.repeat().words()));
            });
    return table.toString();
  }

  /** A diagram of the sync's routes: who calls whom, and which endpoints of the two systems. */
  private static String routes() throws IOException {
    Map<String, String> routeOf = new TreeMap<>();
    Map<String, Set<String>> calls = new TreeMap<>();
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      for (Path file : files.sorted().toList()) {
        try (Reader text = Files.newBufferedReader(file)) {
          for (Object part : (List<?>) new Yaml().load(text)) {
            if (((Map<?, ?>) part).get("route") instanceof Map<?, ?> route) {
              String id = (String) route.get("id");
              Map<?, ?> from = (Map<?, ?>) route.get("from");
              if (from.get("uri").toString().startsWith("platform-http:")) continue;
              routeOf.put((String) from.get("uri"), id);
              calls.put(id, new LinkedHashSet<>(uris(from.get("steps"))));
            }
          }
        }
      }
    }
    StringBuilder diagram = new StringBuilder("```mermaid\nflowchart LR\n");
    routeOf.forEach(
        (uri, id) -> {
          if (!uri.startsWith("direct:")) {
            diagram.append("  %s([%s]) --> %s\n".formatted(uri.split(":")[0], uri, id));
          }
        });
    calls.forEach(
        (id, uris) ->
            uris.forEach(
                uri -> {
                  String system = uri.split(":")[0];
                  String label = uri.substring(system.length() + 1).replaceAll("\\$\\{[^}]*}", "…");
                  if (routeOf.containsKey(uri)) {
                    diagram.append("  %s --> %s\n".formatted(id, routeOf.get(uri)));
                  } else if (!system.equals("direct")) {
                    diagram.append("  %s -- \"%s\" --> %s\n".formatted(id, label, system));
                  }
                }));
    return diagram.append("```\n").toString();
  }

  private static List<String> uris(Object node) {
    List<String> uris = new ArrayList<>();
    if (node instanceof List<?> list) {
      list.forEach(each -> uris.addAll(uris(each)));
    } else if (node instanceof Map<?, ?> map) {
      for (var entry : map.entrySet()) {
        if (entry.getKey().equals("uri")) uris.add((String) entry.getValue());
        else uris.addAll(uris(entry.getValue()));
      }
    }
    return uris;
  }
}
