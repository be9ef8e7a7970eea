package org.bactrian.mapping.file;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bactrian.mapping.Finding;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A piece of a YAML file that knows its line and says what is wrong with it. */
final class YamlNode {

  private final String file;
  private final Node node;
  private final List<Finding> findings;

  private YamlNode(String file, Node node, List<Finding> findings) {
    this.file = file;
    this.node = node;
    this.findings = findings;
  }

  /** The root of a file, unless it is empty or no YAML. */
  static Optional<YamlNode> read(String file, String text, List<Finding> findings) {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      if (root == null) findings.add(Finding.error(file, 0, "the file is empty"));
      return Optional.ofNullable(root).map(node -> new YamlNode(file, node, findings));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      findings.add(Finding.error(file, line, "it is not YAML: " + e.getProblem()));
      return Optional.empty();
    }
  }

  String file() {
    return file;
  }

  int line() {
    return node.getStartMark().getLine() + 1;
  }

  void error(String message) {
    findings.add(Finding.error(file, line(), message));
  }

  void unknown(String what, String found, List<String> known) {
    error("unknown " + what + " '" + found + "'" + Spelling.suggestion(found, known));
  }

  boolean isScalar() {
    return node instanceof ScalarNode;
  }

  /** The entries in their order; a repeated key, or one that is not among these, is a finding. */
  Map<String, YamlNode> map(List<String> known) {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    if (!(node instanceof MappingNode map)) {
      error("here 'name: value' pairs are expected");
      return entries;
    }
    for (NodeTuple tuple : map.getValue()) {
      YamlNode keyNode = new YamlNode(file, tuple.getKeyNode(), findings);
      String key = keyNode.text();
      if (known != null && !known.contains(key)) {
        keyNode.unknown("key", key, known);
        continue;
      }
      YamlNode value = new YamlNode(file, tuple.getValueNode(), findings);
      if (entries.putIfAbsent(key, value) != null) {
        keyNode.error("'" + key + "' is there twice, first in line " + entries.get(key).line());
      }
    }
    return entries;
  }

  List<YamlNode> list() {
    if (!(node instanceof SequenceNode sequence)) {
      error("here a list is expected, each item after a '-'");
      return List.of();
    }
    return items(sequence);
  }

  List<YamlNode> listOrSelf() {
    return node instanceof SequenceNode sequence ? items(sequence) : List.of(this);
  }

  private List<YamlNode> items(SequenceNode sequence) {
    List<YamlNode> items = new ArrayList<>();
    sequence.getValue().forEach(item -> items.add(new YamlNode(file, item, findings)));
    return items;
  }

  String text() {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue();
    }
    error("here a text is expected");
    return "";
  }

  List<String> texts() {
    return list().stream().map(YamlNode::text).toList();
  }

  /** One of an enum's words, such as {@code newest-wins}. */
  <E extends Enum<E>> Optional<E> oneOf(String what, Class<E> type) {
    String text = text();
    Optional<E> found =
        Arrays.stream(type.getEnumConstants()).filter(e -> word(e).equals(text)).findFirst();
    if (found.isEmpty() && !text.isEmpty()) unknown(what, text, words(type));
    return found;
  }

  /** The words of an enum, in its order. */
  static List<String> words(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants()).map(YamlNode::word).toList();
  }

  static String word(Enum<?> each) {
    return each.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean bool() {
    if (value() instanceof Boolean bool) return bool;
    error("here true or false is expected");
    return false;
  }

  /** The plain value: a scalar, list or map. */
  Object value() {
    return new Plain().of(node);
  }

  private static final class Plain extends SafeConstructor {

    Plain() {
      super(new LoaderOptions());
      // A day in a mapping is what is written there, not an instant in some time zone.
      yamlConstructors.put(Tag.TIMESTAMP, new ConstructYamlStr());
      yamlConstructors.put(Tag.BOOL, new TrueOrFalse());
    }

    Object of(Node node) {
      return constructDocument(node);
    }

    /** Yes, No and On are words of picklists; only true and false are not. */
    private final class TrueOrFalse extends ConstructYamlBool {
      @Override
      public Object construct(Node node) {
        String word = constructScalar((ScalarNode) node);
        return word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")
            ? super.construct(node)
            : word;
      }
    }
  }
}
