package org.bactrian.mapping.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.mapping.Blank;
import org.bactrian.mapping.Conflict;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.FieldRule.Direction;
import org.bactrian.mapping.convert.Converter;
import org.bactrian.mapping.convert.ConverterFactory;
import org.bactrian.mapping.convert.Converters;

/** Reads the rule of one field. */
final class RuleReader {

  static final List<String> KEYS =
      List.of(
          "marketo",
          "convert",
          "blank",
          "default",
          "required",
          "truncate",
          "conflict",
          "first-match");

  private static final Converter NONE = (value, record) -> value;

  private RuleReader() {}

  /** What {@code convert:} comes to. */
  private record Conversion(Converter converter, List<String> words, boolean invertible) {

    private Conversion then(Converter next, String word, boolean nextInvertible) {
      Converter first = converter;
      List<String> all = new ArrayList<>(words);
      all.add(word);
      return new Conversion(
          (value, record) -> {
            Object between = first.convert(value, record);
            return between == null ? null : next.convert(between, record);
          },
          List.copyOf(all),
          invertible && nextInvertible);
    }
  }

  static FieldRule plain(String salesforce, String marketo, boolean required, int line) {
    return new FieldRule(
        salesforce,
        marketo,
        Direction.TO_MARKETO,
        NONE,
        List.of(),
        true,
        Blank.CLEAR,
        null,
        required,
        false,
        Optional.empty(),
        Optional.empty(),
        line);
  }

  static FieldRule constant(String marketo, Object value, int line) {
    return new FieldRule(
        null,
        marketo,
        Direction.TO_MARKETO,
        NONE,
        List.of(),
        false,
        Blank.CLEAR,
        value,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        line);
  }

  static Optional<FieldRule> read(String salesforce, Direction direction, YamlNode node) {
    if (node.isScalar()) {
      FieldRule rule = plain(salesforce, node.text(), false, node.line());
      return Optional.of(directed(rule, direction));
    }
    Map<String, YamlNode> parts = node.map(KEYS);
    if (!parts.containsKey("marketo")) {
      node.error("the rule of " + salesforce + " names no field: give 'marketo:'");
      return Optional.empty();
    }
    Conversion conversion = conversion(parts.get("convert"));
    return Optional.of(
        new FieldRule(
            salesforce,
            parts.get("marketo").text(),
            direction,
            conversion.converter(),
            conversion.words(),
            conversion.invertible(),
            blank(parts.get("blank")),
            parts.containsKey("default") ? parts.get("default").value() : null,
            parts.containsKey("required") && parts.get("required").bool(),
            parts.containsKey("truncate") && parts.get("truncate").bool(),
            conflict(parts.get("conflict")),
            conflict(parts.get("first-match")),
            node.line()));
  }

  private static FieldRule directed(FieldRule rule, Direction direction) {
    return new FieldRule(
        rule.salesforce(),
        rule.marketo(),
        direction,
        NONE,
        List.of(),
        true,
        Blank.CLEAR,
        null,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        rule.line());
  }

  static Optional<Conflict> conflict(YamlNode node) {
    return node == null ? Optional.empty() : node.oneOf("conflict rule", Conflict.class);
  }

  private static Blank blank(YamlNode node) {
    if (node == null) return Blank.CLEAR;
    return node.oneOf("blank policy", Blank.class).orElse(Blank.CLEAR);
  }

  private static Conversion conversion(YamlNode node) {
    Conversion conversion = new Conversion(NONE, List.of(), true);
    if (node == null) return conversion;
    for (YamlNode each : node.listOrSelf()) {
      if (each.isScalar()) {
        conversion = extended(conversion, each, each.text(), null);
      } else {
        for (Map.Entry<String, YamlNode> named : each.map(null).entrySet()) {
          conversion = extended(conversion, each, named.getKey(), named.getValue().value());
        }
      }
    }
    return conversion;
  }

  private static Conversion extended(
      Conversion before, YamlNode node, String name, Object options) {
    Optional<ConverterFactory> factory = Converters.named(name);
    if (factory.isEmpty()) {
      List<String> names = new ArrayList<>();
      Converters.all().forEach(c -> names.add(c.name()));
      node.unknown("converter", name, names);
      return before;
    }
    try {
      String word = options == null ? name : name + " " + options;
      return before.then(factory.get().with(options), word, factory.get().invertible());
    } catch (IllegalArgumentException e) {
      node.error("converter '" + name + "': " + e.getMessage());
      return before;
    }
  }
}
