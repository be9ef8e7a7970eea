package org.bactrian.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.mapping.FieldRule.Direction;
import org.bactrian.mapping.Translation.Problem;
import org.bactrian.mapping.Translation.Rejected;
import org.bactrian.mapping.Translation.Result;
import org.bactrian.mapping.Translation.Translated;
import org.bactrian.mapping.convert.Characters;
import org.bactrian.mapping.convert.Converter;
import org.bactrian.mapping.schema.Kinds;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.mapping.schema.SalesforceKinds;
import org.bactrian.mapping.schema.SalesforceSchema;

/**
 * A mapping compiled for the fields of both sides: turns the values of Marketo's people into
 * Salesforce's. A field that goes both ways is carried back as it is; the converters of one that
 * Marketo owns are run.
 */
public final class BackTranslation {

  /** So many values of a picklist are named. */
  private static final int SHOWN = 20;

  private final Map<FieldRule, Step> steps = new LinkedHashMap<>();
  private final Optional<CreationRule> creation;

  /** A value that can't be delivered. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    private Refused(Problem problem) {
      super(problem.message(), null, false, false);
      this.problem = problem;
    }

    /** Why not. */
    public Problem problem() {
      return problem;
    }
  }

  private record Step(
      FieldRule rule, MarketoSchema.Field source, SalesforceSchema.Field target, String file) {

    private Object value(Object marketoValue, Map<String, Object> person) {
      try {
        Object value = isBlank(marketoValue) ? null : converted(marketoValue, person);
        if (isBlank(value)) value = rule.otherwise();
        if (value == null && rule.required()) {
          throw refused("missing-required", "it is blank, and the mapping requires it");
        }
        return SalesforceKinds.fit(value, target, rule.cut());
      } catch (Refused e) {
        throw e;
      } catch (Kinds.Misfit e) {
        throw refused(e.code(), e.getMessage());
      } catch (Converter.Inconvertible e) {
        throw refused("wrong-value", e.getMessage());
      } catch (RuntimeException e) {
        // An engineer's own converter may throw anything, and must not hold up the other records.
        throw refused("converter-failed", "its converter failed with " + e);
      }
    }

    private Object converted(Object value, Map<String, Object> person) {
      return rule.direction() == Direction.TO_SALESFORCE
          ? rule.converter().convert(value, person)
          : value;
    }

    private Refused refused(String code, String found) {
      String label = source.label();
      String remedy =
          switch (code) {
            case "too-long" ->
                "Shorten %s in Marketo, or set truncate: true on %s in %s"
                    .formatted(label, rule.marketo(), file);
            case "missing-required" -> "Fill in %s in Marketo".formatted(label);
            case "not-in-picklist" ->
                "Give %s in Marketo one of the values that Salesforce's %s takes: %s"
                    .formatted(label, target.label(), some(target.writing().allowed()));
            default -> "Correct %s in Marketo".formatted(label);
          };
      return new Refused(Problem.of(Direction.TO_SALESFORCE, rule, label, code, found, remedy));
    }
  }

  /**
   * Compiles a mapping; the fields that it declares are taken to be in Marketo.
   *
   * @throws IllegalArgumentException if either side has no field of a name in its rules
   */
  public BackTranslation(Mapping mapping, SalesforceSchema salesforce, MarketoSchema marketo) {
    this.creation = mapping.creation();
    Map<String, MarketoSchema.Field> sources = mapping.withDeclared(marketo).fields();
    for (FieldRule rule : mapping.toSalesforce()) {
      MarketoSchema.Field source = sources.get(rule.marketo());
      SalesforceSchema.Field target = salesforce.fields().get(rule.salesforce());
      if (source == null) {
        throw mapping.lacking(rule, "Marketo's " + marketo.object(), rule.marketo());
      }
      if (target == null) {
        throw mapping.lacking(rule, "Salesforce's " + salesforce.object(), rule.salesforce());
      }
      steps.put(rule, new Step(rule, source, target, mapping.file()));
    }
  }

  /** The rules that write to Salesforce. */
  public List<FieldRule> rules() {
    return List.copyOf(steps.keySet());
  }

  /**
   * A value of Marketo's as Salesforce's field takes it: null where it is to be blank.
   *
   * @throws Refused if it can't be delivered
   */
  public Object value(FieldRule rule, Object marketoValue) {
    return steps.get(rule).value(marketoValue, Map.of());
  }

  /**
   * Translates what is given of a person: its values by Salesforce's API name, null where they are
   * to be blank; what is not given is left alone, and so is what an ignored blank would clear. All
   * problems are told at once.
   */
  public Result of(Map<String, Object> person) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (Step step : steps.values()) {
      FieldRule rule = step.rule();
      if (!person.containsKey(rule.marketo())) continue;
      Object given = person.get(rule.marketo());
      if (isBlank(given) && rule.otherwise() == null && rule.blank() == Blank.IGNORE) continue;
      put(step, given, person, values, problems);
    }
    return problems.isEmpty() ? new Translated(values) : new Rejected(problems);
  }

  /**
   * The record that a person becomes in Salesforce, without what is blank, with the defaults and
   * the owner of the mapping.
   */
  public Result creation(Map<String, Object> person) {
    Map<String, Object> defaults = creation.map(CreationRule::defaults).orElse(Map.of());
    Map<String, Object> values = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (Step step : steps.values()) {
      if (!step.target().writing().createable()) continue;
      Object given = person.get(step.rule().marketo());
      boolean dispensable = !step.target().isNeeded() || defaults.containsKey(step.target().name());
      if (isBlank(given) && dispensable && isOptional(step.rule())) continue;
      put(step, given, person, values, problems);
    }
    values.values().removeIf(BackTranslation::isBlank);
    defaults.forEach(values::putIfAbsent);
    creation.flatMap(CreationRule::owner).ifPresent(id -> values.putIfAbsent("OwnerId", id));
    return problems.isEmpty() ? new Translated(values) : new Rejected(problems);
  }

  private static boolean isOptional(FieldRule rule) {
    return rule.otherwise() == null && !rule.required();
  }

  private static void put(
      Step step,
      Object given,
      Map<String, Object> person,
      Map<String, Object> values,
      List<Problem> problems) {
    try {
      values.put(step.rule().salesforce(), step.value(given, person));
    } catch (Refused e) {
      problems.add(e.problem());
    }
  }

  private static boolean isBlank(Object value) {
    return value == null || Characters.isBlank(value.toString());
  }

  private static String some(List<String> values) {
    if (values.size() <= SHOWN) return String.join(", ", values);
    return "%s and %d more"
        .formatted(String.join(", ", values.subList(0, SHOWN)), values.size() - SHOWN);
  }
}
