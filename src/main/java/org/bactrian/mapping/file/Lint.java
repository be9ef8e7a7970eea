package org.bactrian.mapping.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.FieldRule.Direction;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.schema.Dependencies;
import org.bactrian.mapping.schema.FieldPath;
import org.bactrian.mapping.schema.Kinds;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.mapping.schema.SalesforceKinds;
import org.bactrian.mapping.schema.SalesforceSchema;

/** Checks a mapping against what both systems say of their fields. */
public final class Lint {

  private static final Set<String> NUMBERS =
      Set.of("integer", "score", "percent", "float", "currency");
  private static final Set<String> SALESFORCE_NUMBERS =
      Set.of("int", "double", "currency", "percent");

  private static final Set<String> NO_TEXTS =
      Set.of("int", "double", "currency", "percent", "boolean", "date", "datetime", "address");

  private final SalesforceSchema salesforce;
  private final MarketoSchema marketo;
  private final Function<String, Optional<SalesforceSchema>> parents;

  /**
   * @param parents what Salesforce says of other objects, where that is at hand
   */
  public Lint(
      SalesforceSchema salesforce,
      MarketoSchema marketo,
      Function<String, Optional<SalesforceSchema>> parents) {
    this.salesforce = salesforce;
    this.marketo = marketo;
    this.parents = parents;
  }

  /** All findings, in the order of their lines. */
  public List<Finding> check(Mapping mapping) {
    List<Finding> findings = new ArrayList<>();
    Map<String, FieldRule> targets = new HashMap<>();
    for (FieldRule rule : mapping.rules()) {
      check(mapping, rule, findings);
      if (rule.direction() != Direction.TO_SALESFORCE) {
        if (rule.salesforce() != null) stale(mapping, rule.salesforce(), rule.line(), findings);
        once(mapping, rule, "Marketo's '" + rule.marketo() + "'", targets, findings);
      }
      if (rule.direction() != Direction.TO_MARKETO) {
        once(mapping, rule, "Salesforce's '" + rule.salesforce() + "'", targets, findings);
      }
    }
    if (mapping.marketoObject().isPerson()) match(mapping, findings);
    for (String field : mapping.reads()) {
      unreadable(field).ifPresent(why -> error(mapping, mapping.line(), why, findings));
    }
    mapping.when().ifPresent(condition -> check(mapping, condition, findings));
    mapping
        .creation()
        .ifPresent(rule -> new CreationLint(mapping, rule, salesforce, marketo, findings).check());
    new DeletionLint(mapping, salesforce, findings).check();
    new FirstMatchLint(mapping, marketo, findings).check();
    findings.sort(Comparator.comparingInt(Finding::line));
    return findings;
  }

  /** What is wrong with a rule by itself, for what both systems say of its fields now. */
  public List<Finding> check(Mapping mapping, FieldRule rule) {
    List<Finding> findings = new ArrayList<>();
    check(mapping, rule, findings);
    return findings;
  }

  private void check(Mapping mapping, Mapping.Condition when, List<Finding> findings) {
    for (String field : when.fields()) {
      unreadable(field).ifPresent(why -> error(mapping, when.line(), "when: " + why, findings));
      stale(mapping, field, when.line(), findings);
    }
  }

  /** Advises of a value that can change without anybody telling. */
  private void stale(Mapping mapping, String path, int line, List<Finding> findings) {
    String message =
        "Salesforce's '%s' can't be kept fresh, as %s; its value is taken along when its record"
            + " changes otherwise";
    Dependencies.of(salesforce, List.of(path), parents)
        .untold()
        .forEach(
            (field, why) ->
                findings.add(
                    new Finding(mapping.file(), line, false, message.formatted(field, why))));
  }

  /** Why Salesforce can't be asked for a field, or a parent's field. */
  public Optional<String> unreadable(String path) {
    FieldPath found = FieldPath.of(path, salesforce, parents);
    if (found.unknown().isPresent()) return Optional.of(unknown(path, found.unknown().get()));
    return found
        .field()
        .filter(SalesforceSchema.Field::isCompound)
        .map(
            field ->
                "Salesforce's '%s' is made of several fields; name those: %s"
                    .formatted(path, String.join(", ", parts(field))));
  }

  private List<String> parts(SalesforceSchema.Field field) {
    List<String> parts = salesforce.partsOf(field.name());
    return parts.isEmpty() ? List.of("its parts") : parts;
  }

  private String unknown(String path, FieldPath.Unknown unknown) {
    Set<String> known = new TreeSet<>();
    for (String each : unknown.known()) known.add(unknown.before() + each + unknown.after());
    return "unknown Salesforce field '%s' on %s%s"
        .formatted(path, salesforce.object(), Spelling.suggestion(path, known));
  }

  /** People are looked for in Salesforce by what the mapping matches them by. */
  private void match(Mapping mapping, List<Finding> findings) {
    for (FieldRule rule : mapping.rules()) {
      boolean asked =
          mapping.match().stream().anyMatch(pair -> pair.salesforce().equals(rule.salesforce()));
      SalesforceSchema.Field field = asked ? salesforce.fields().get(rule.salesforce()) : null;
      if (field != null && (!field.reading().filterable() || NO_TEXTS.contains(field.type()))) {
        String message = "people can't be looked for by Salesforce's '%s'; match by a short text";
        error(mapping, rule, message.formatted(field.name()), findings);
      }
    }
  }

  private static void once(
      Mapping mapping,
      FieldRule rule,
      String target,
      Map<String, FieldRule> targets,
      List<Finding> findings) {
    FieldRule other = targets.putIfAbsent(target, rule);
    if (other == null) return;
    String message = "two rules for %s, the other in line %d".formatted(target, other.line());
    error(mapping, rule, message, findings);
  }

  private void check(Mapping mapping, FieldRule rule, List<Finding> findings) {
    String source = rule.salesforce();
    Optional<String> unreadable = source == null ? Optional.empty() : unreadable(source);
    unreadable.ifPresent(why -> error(mapping, rule, why, findings));
    MarketoSchema.Field target = marketo.fields().get(rule.marketo());
    boolean declared = mapping.fields().stream().anyMatch(f -> f.name().equals(rule.marketo()));
    if (target == null) {
      if (!declared) {
        error(
            mapping,
            rule,
            "unknown Marketo field '%s'%s"
                .formatted(
                    rule.marketo(), Spelling.suggestion(rule.marketo(), marketo.fields().keySet())),
            findings);
      }
      return;
    }
    if (target.readOnly() && rule.direction() != Direction.TO_SALESFORCE) {
      error(
          mapping,
          rule,
          "Marketo's '%s' can't be written through %s; company fields go through a mapping to company"
              .formatted(rule.marketo(), mapping.marketoObject().word()),
          findings);
    }
    if (rule.direction() == Direction.BOTH_WAYS && !rule.invertible()) {
      error(
          mapping,
          rule,
          "the converter of '%s' loses something, so that it can't go both ways; move it to to-marketo"
              .formatted(rule.marketo()),
          findings);
    }
    String misfit = misfit(rule, target);
    if (misfit != null) error(mapping, rule, misfit, findings);
    SalesforceSchema.Field from = source == null ? null : salesforce.fields().get(source);
    boolean fixed = from == null ? source != null && source.contains(".") : !from.updateable();
    if (fixed && rule.direction() != Direction.TO_MARKETO) {
      error(
          mapping,
          rule,
          "Salesforce's '%s' can't be written; move it to to-marketo".formatted(source),
          findings);
    }
    if (from != null && rule.otherwise() != null && rule.direction() != Direction.TO_MARKETO) {
      misfit(rule.otherwise(), from)
          .ifPresent(
              why ->
                  error(
                      mapping,
                      rule,
                      "the default of Salesforce's '%s' does not fit: %s".formatted(source, why),
                      findings));
    }
    if (from != null && unreadable.isEmpty() && rule.invertible() && !agree(rule, from, target)) {
      error(
          mapping,
          rule,
          "%s is a %s and Marketo's %s a %s, which can't agree; give 'convert:'"
              .formatted(source, from.type(), rule.marketo(), target.type()),
          findings);
    }
  }

  /** Why a Salesforce field does not take a value. */
  static Optional<String> misfit(Object value, SalesforceSchema.Field field) {
    try {
      SalesforceKinds.fit(value, field, false);
      return Optional.empty();
    } catch (Kinds.Misfit e) {
      return Optional.of(e.getMessage());
    }
  }

  private static String misfit(FieldRule rule, MarketoSchema.Field target) {
    if (rule.otherwise() == null || rule.direction() == Direction.TO_SALESFORCE) return null;
    try {
      Kinds.fit(rule.otherwise(), target, rule.cut());
      return null;
    } catch (Kinds.Misfit e) {
      return "the %s of Marketo's '%s' does not fit: %s"
          .formatted(
              rule.salesforce() == null ? "constant" : "default", rule.marketo(), e.getMessage());
    }
  }

  private static boolean agree(
      FieldRule rule, SalesforceSchema.Field from, MarketoSchema.Field target) {
    if (rule.direction() == Direction.TO_SALESFORCE) return takes(from.type(), target.type());
    return agree(from.type(), target.type());
  }

  /** Whether Salesforce's type takes values of Marketo's. */
  private static boolean takes(String salesforce, String marketo) {
    if (SALESFORCE_NUMBERS.contains(salesforce)) return NUMBERS.contains(marketo);
    return !Set.of("boolean", "date", "datetime").contains(salesforce)
        || salesforce.equals(marketo);
  }

  private static boolean agree(String salesforce, String marketo) {
    boolean number = SALESFORCE_NUMBERS.contains(salesforce);
    if (NUMBERS.contains(marketo)) return number;
    return switch (marketo) {
      case "boolean" -> salesforce.equals("boolean");
      case "date" -> salesforce.equals("date");
      case "datetime" -> salesforce.equals("datetime");
      case "email" -> Set.of("email", "string").contains(salesforce);
      default -> true;
    };
  }

  static String unknownSalesforce(SalesforceSchema salesforce, String field) {
    return "unknown Salesforce field '%s' on %s%s"
        .formatted(
            field, salesforce.object(), Spelling.suggestion(field, salesforce.fields().keySet()));
  }

  private static void error(
      Mapping mapping, FieldRule rule, String message, List<Finding> findings) {
    error(mapping, rule.line(), message, findings);
  }

  private static void error(Mapping mapping, int line, String message, List<Finding> findings) {
    findings.add(Finding.error(mapping.file(), line, message));
  }
}
