package org.bactrian.mapping.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bactrian.mapping.CreationRule;
import org.bactrian.mapping.CreationRule.Duplicates;

/** Reads which people become Salesforce records. */
final class CreationReader {

  static final List<String> KEYS =
      List.of("flag", "list", "defaults", "owner", "assignment-rule", "duplicates");

  private static final String ID = "[A-Za-z0-9]{12}([A-Za-z0-9]{3})?";

  /** The id of a user or of a queue. */
  static final String OWNER = "^00[5G]" + ID + "$";

  /** The active assignment rule, or the id of one. */
  static final String ASSIGNMENT_RULE = "^(default|01Q" + ID + ")$";

  private CreationReader() {}

  static CreationRule read(YamlNode node) {
    Map<String, YamlNode> parts = node.map(KEYS);
    if (!parts.containsKey("flag") && !parts.containsKey("list")) {
      node.error(
          "say which people: give 'flag:', a boolean Marketo field, or 'list:', a static list");
    }
    if (parts.containsKey("owner") && parts.containsKey("assignment-rule")) {
      node.error(
          "an assignment rule chooses the owner; give either 'owner:' or 'assignment-rule:'");
    }
    return new CreationRule(
        text(parts, "flag"),
        text(parts, "list"),
        defaults(parts.get("defaults")),
        matching(parts.get("owner"), OWNER, "the id of a user (005...) or of a queue (00G...)"),
        matching(
            parts.get("assignment-rule"), ASSIGNMENT_RULE, "default or the id of a rule (01Q...)"),
        duplicates(parts.get("duplicates")),
        node.line());
  }

  private static Optional<String> text(Map<String, YamlNode> parts, String key) {
    return Optional.ofNullable(parts.get(key)).map(YamlNode::text);
  }

  private static Map<String, Object> defaults(YamlNode node) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    if (node == null) return defaults;
    node.map(null)
        .forEach(
            (field, value) -> {
              if (value.isScalar() && value.value() != null) defaults.put(field, value.value());
              else value.error("here a value is expected");
            });
    return defaults;
  }

  private static Optional<String> matching(YamlNode node, String pattern, String what) {
    if (node == null) return Optional.empty();
    String text = node.text();
    if (!text.isEmpty() && !Pattern.matches(pattern, text)) {
      node.error("'" + text + "' is not " + what);
    }
    return Optional.of(text);
  }

  private static Duplicates duplicates(YamlNode node) {
    if (node == null) return Duplicates.PARK;
    return node.oneOf("policy for duplicates", Duplicates.class).orElse(Duplicates.PARK);
  }
}
