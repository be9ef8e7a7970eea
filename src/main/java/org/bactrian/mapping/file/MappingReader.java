package org.bactrian.mapping.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.mapping.Conflict;
import org.bactrian.mapping.DeclaredField;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.FieldRule.Direction;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.mapping.OnDeletion;

/** Reads mappings from their files, with every finding and its line; throws nothing. */
public final class MappingReader {

  static final List<String> KEYS =
      List.of(
          "salesforce",
          "marketo",
          "match",
          "when",
          "reads",
          "conflict",
          "fields",
          "constants",
          "both-ways",
          "to-marketo",
          "to-salesforce",
          "create-in-salesforce",
          "deleted-in-salesforce",
          "deleted-in-marketo",
          "deleted-flag");

  private final String name;
  private final YamlNode root;
  private final List<Finding> findings;

  private MappingReader(String name, YamlNode root, List<Finding> findings) {
    this.name = name;
    this.root = root;
    this.findings = findings;
  }

  /**
   * What was read.
   *
   * @param mappings those that can be used
   * @param findings all that is wrong, in all files
   */
  public record Reading(List<Mapping> mappings, List<Finding> findings) {}

  /**
   * Reads every {@code *.yaml} of a folder but the {@code *.test.yaml}; names what else is in it.
   */
  public static Reading read(Path folder) {
    List<Path> files = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      found.forEach(files::add);
    } catch (IOException e) {
      findings.add(Finding.error(folder.toString(), 0, "it is not a folder of mappings"));
    }
    files.sort(Comparator.naturalOrder());
    List<Mapping> mappings = new ArrayList<>();
    for (Path file : files) {
      Optional<Finding> stray = FolderLint.stray(file, shown(file));
      stray.ifPresent(findings::add);
      if (stray.isPresent() || !FolderLint.isMapping(file)) continue;
      try {
        read(shown(file), Files.readString(file), findings).ifPresent(mappings::add);
      } catch (IOException e) {
        findings.add(Finding.error(shown(file), 0, "it can't be read as UTF-8 text"));
      }
      Path test = folder.resolve(name(file) + ".test.yaml");
      if (!Files.exists(test)) {
        findings.add(new Finding(shown(file), 0, false, "it has no test; write " + shown(test)));
      }
    }
    FolderLint.check(mappings, findings);
    return new Reading(mappings, findings);
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.yaml$", "");
  }

  private static String shown(Path file) {
    int names = file.getNameCount();
    return file.subpath(Math.max(0, names - 3), names).toString();
  }

  /** Reads one mapping, unless something is wrong with it. */
  public static Optional<Mapping> read(String file, String text, List<Finding> findings) {
    int before = findings.size();
    Optional<YamlNode> root = YamlNode.read(file, text, findings);
    if (root.isEmpty()) return Optional.empty();
    Mapping mapping = new MappingReader(name(Path.of(file)), root.get(), findings).mapping();
    return findings.size() == before ? Optional.of(mapping) : Optional.empty();
  }

  private Mapping mapping() {
    Map<String, YamlNode> parts = root.map(KEYS);
    String salesforce = required(parts, "salesforce");
    String word = required(parts, "marketo");
    MarketoObject marketo =
        MarketoObject.named(word)
            .orElseGet(
                () -> {
                  if (!word.isEmpty()) {
                    parts.get("marketo").unknown("Marketo object", word, MarketoObject.words());
                  }
                  return MarketoObject.named(MarketoObject.PERSON).orElseThrow();
                });
    List<FieldRule> rules = new ArrayList<>();
    constants(parts.get("constants"), rules);
    rules(parts.get("both-ways"), Direction.BOTH_WAYS, rules);
    rules(parts.get("to-marketo"), Direction.TO_MARKETO, rules);
    rules(parts.get("to-salesforce"), Direction.TO_SALESFORCE, rules);
    List<Mapping.MatchPair> match = match(parts.get("match"));
    if (!match.isEmpty()) keys(match, rules, parts.get("match").line());
    new ObjectLimits(marketo, parts).check(match);
    return new Mapping(
        name,
        root.file(),
        salesforce,
        marketo,
        match,
        Optional.ofNullable(parts.get("when"))
            .map(when -> new Mapping.Condition(when.text(), when.line())),
        Optional.ofNullable(parts.get("reads")).map(YamlNode::texts).orElse(List.of()),
        RuleReader.conflict(parts.get("conflict")).orElse(Conflict.NEWEST_WINS),
        rules,
        fields(parts.get("fields")),
        Optional.ofNullable(parts.get("create-in-salesforce")).map(CreationReader::read),
        deletion(parts),
        root.line());
  }

  private String required(Map<String, YamlNode> parts, String key) {
    YamlNode node = parts.get(key);
    if (node != null) return node.text();
    root.error("'" + key + ":' is missing");
    return "";
  }

  private List<Mapping.MatchPair> match(YamlNode node) {
    List<Mapping.MatchPair> pairs = new ArrayList<>();
    if (node == null) {
      root.error(
          "'match:' is missing; its first pair carries the Salesforce id, e.g. Id: salesforceId");
      return pairs;
    }
    for (YamlNode item : node.list()) {
      item.map(null).forEach((left, right) -> pairs.add(new Mapping.MatchPair(left, right.text())));
    }
    if (pairs.isEmpty() || !pairs.get(0).salesforce().equals("Id")) {
      node.error("the first pair must carry the Salesforce id, e.g. Id: salesforceId");
      return List.of();
    }
    return pairs;
  }

  /** A match pair is a rule as well, unless one is written out. */
  private static void keys(List<Mapping.MatchPair> match, List<FieldRule> rules, int line) {
    for (int i = match.size() - 1; i >= 0; i--) {
      Mapping.MatchPair pair = match.get(i);
      if (rules.stream().anyMatch(r -> r.marketo().equals(pair.marketo()))) continue;
      rules.add(0, RuleReader.plain(pair.salesforce(), pair.marketo(), i == 0, line));
    }
  }

  private static void constants(YamlNode node, List<FieldRule> rules) {
    if (node == null) return;
    node.map(null)
        .forEach(
            (field, value) -> rules.add(RuleReader.constant(field, value.value(), value.line())));
  }

  private static void rules(YamlNode node, Direction direction, List<FieldRule> rules) {
    if (node == null) return;
    node.map(null)
        .forEach(
            (salesforce, rule) -> {
              for (YamlNode each : rule.listOrSelf()) {
                RuleReader.read(salesforce, direction, each).ifPresent(rules::add);
              }
            });
  }

  private static Mapping.Deletion deletion(Map<String, YamlNode> parts) {
    OnDeletion inMarketo = onDeletion(parts.get("deleted-in-marketo"), OnDeletion.IGNORE);
    YamlNode flag = parts.get("deleted-flag");
    if (flag == null && inMarketo == OnDeletion.FLAG) {
      parts
          .get("deleted-in-marketo")
          .error("which field says so? give 'deleted-flag:', a boolean Salesforce field");
    }
    if (flag != null && inMarketo != OnDeletion.FLAG) {
      flag.error("'deleted-flag:' goes with 'deleted-in-marketo: flag'");
    }
    return new Mapping.Deletion(
        onDeletion(parts.get("deleted-in-salesforce"), OnDeletion.FLAG),
        inMarketo,
        Optional.ofNullable(flag).map(YamlNode::text),
        flag == null ? 0 : flag.line());
  }

  private static OnDeletion onDeletion(YamlNode node, OnDeletion standard) {
    if (node == null) return standard;
    return node.oneOf("deletion policy", OnDeletion.class).orElse(standard);
  }

  private static List<DeclaredField> fields(YamlNode node) {
    List<DeclaredField> fields = new ArrayList<>();
    if (node == null) return fields;
    node.map(null)
        .forEach(
            (name, about) -> {
              Map<String, YamlNode> parts = about.map(List.of("type", "label"));
              String type = parts.containsKey("type") ? parts.get("type").text() : "string";
              if (!DeclaredField.TYPES.contains(type)) {
                parts.get("type").unknown("field type", type, DeclaredField.TYPES);
              }
              String label = parts.containsKey("label") ? parts.get("label").text() : name;
              fields.add(new DeclaredField(name, type, label));
            });
    return fields;
  }
}
