package org.bactrian.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bactrian.settings.FileModes;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The routes' files, checked against the schema of Camel's YAML before Camel reads them. */
public final class RouteFiles {

  /** Steps that bring no header from outside. */
  private static final List<String> HARMLESS =
      List.of("bean", "marshal", "unmarshal", "setBody", "setProperty", "log");

  private final JsonSchema schema;

  /** Reads the schema from the camel-yaml-dsl jar. */
  public RouteFiles() {
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
    try (InputStream in = RouteFiles.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      JsonNode dsl = new ObjectMapper().readTree(in);
      schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(dsl, config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that is wrong in a folder's {@code *.camel.yaml}, each with its file and line. */
  public List<String> check(Path folder) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.camel.yaml")) {
      found.forEach(files::add);
    } catch (IOException e) {
      return List.of("reading " + folder + ": it is not a folder of routes");
    }
    files.sort(Comparator.naturalOrder());
    List<String> findings = new ArrayList<>();
    if (files.isEmpty()) findings.add("reading " + folder + ": there is no *.camel.yaml in it");
    for (Path file : files) check(file, findings);
    return findings;
  }

  /** The file and line of the route that Camel says it failed to create. */
  public static Optional<String> placeOf(Path folder, String said) {
    Matcher route = Pattern.compile("Failed to create route: (\\S+)").matcher(said);
    if (!route.find()) return Optional.empty();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.camel.yaml")) {
      for (Path file : files) {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
          if (lines.get(i).strip().equals("id: " + route.group(1))) {
            return Optional.of("%s line %d".formatted(file, i + 1));
          }
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void check(Path file, List<String> findings) {
    try {
      String text = Files.readString(file);
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      Object value = new Yaml(options).load(text);
      Node root = new Yaml(options).compose(new StringReader(text));
      JsonNode json = new ObjectMapper().valueToTree(value);
      TreeMap<Integer, String> byLine = new TreeMap<>();
      for (ValidationMessage message : deepest(schema.validate(json))) {
        byLine.putIfAbsent(line(root, message), words(message));
      }
      unguarded(root, byLine);
      byLine.forEach(
          (line, message) -> findings.add("reading %s line %d: %s".formatted(file, line, message)));
    } catch (MarkedYAMLException e) {
      findings.add(
          "reading %s line %d: %s"
              .formatted(file, e.getProblemMark().getLine() + 1, e.getProblem()));
    } catch (IOException e) {
      findings.add("reading " + file + ": " + FileModes.why(e));
    }
  }

  /**
   * Calls to Salesforce that headers of a message could change: camel-salesforce 4.18.0 lets them
   * override its endpoint's own parameters (CVE-2026-49099).
   */
  private static void unguarded(Node node, Map<Integer, String> byLine) {
    if (node instanceof MappingNode map) {
      map.getValue().forEach(entry -> unguarded(entry.getValueNode(), byLine));
    }
    if (!(node instanceof SequenceNode list)) return;
    boolean guarded = false;
    for (Node step : list.getValue()) {
      unguarded(step, byLine);
      Optional<Node> call = child(step, "to").or(() -> child(step, "toD"));
      String uri =
          call.map(c -> child(c, "uri").orElse(c))
              .map(c -> c instanceof ScalarNode text ? text.getValue() : "")
              .orElse("");
      if (uri.startsWith("salesforce:") && !guarded) {
        byLine.putIfAbsent(
            step.getStartMark().getLine() + 1,
            "headers can change this call to Salesforce; put removeHeaders: { pattern: \"*\" } before"
                + " it, with nothing between but "
                + HARMLESS);
      }
      guarded =
          child(step, "removeHeaders").isPresent()
              || guarded && HARMLESS.stream().anyMatch(name -> child(step, name).isPresent());
    }
  }

  /** A typo makes every alternative of the schema fail; the deepest failures are about the typo. */
  private static List<ValidationMessage> deepest(Set<ValidationMessage> messages) {
    int depth = messages.stream().mapToInt(RouteFiles::depth).max().orElse(0);
    return messages.stream().filter(m -> depth(m) == depth).toList();
  }

  private static int depth(ValidationMessage message) {
    return message.getInstanceLocation().getNameCount();
  }

  private static int line(Node root, ValidationMessage message) {
    Node node = root;
    for (int i = 0; i < message.getInstanceLocation().getNameCount(); i++) {
      Optional<Node> child = child(node, String.valueOf(message.getInstanceLocation().getName(i)));
      if (child.isEmpty()) break;
      node = child.get();
    }
    if (message.getProperty() != null) {
      String property = message.getProperty();
      if (node instanceof MappingNode map) {
        for (NodeTuple tuple : map.getValue()) {
          if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(property)) {
            node = key;
          }
        }
      }
    }
    return node.getStartMark().getLine() + 1;
  }

  private static Optional<Node> child(Node node, String name) {
    if (node instanceof SequenceNode list) {
      return Optional.of(list.getValue().get(Integer.parseInt(name)));
    }
    if (!(node instanceof MappingNode map)) return Optional.empty();
    return map.getValue().stream()
        .filter(t -> t.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name))
        .map(NodeTuple::getValueNode)
        .findFirst();
  }

  private static String words(ValidationMessage message) {
    return message.getProperty() != null && message.getType().equals("additionalProperties")
        ? "unknown key '" + message.getProperty() + "'"
        : message.getMessage().replaceFirst("^[^:]*: ", "");
  }
}
