package org.bactrian.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.mapping.convert.Converter;
import org.bactrian.mapping.schema.Kinds;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.mapping.schema.SalesforceSchema;

/** A mapping compiled for the fields of both sides: turns Salesforce records into Marketo's. */
public final class Translation {

  private final List<Step> steps = new ArrayList<>();

  /** What became of a record. */
  public sealed interface Result {}

  /** Its values by REST name, null where blank. */
  public record Translated(Map<String, Object> values) implements Result {}

  /** All that keeps it from being delivered. */
  public record Rejected(List<Problem> problems) implements Result {}

  /**
   * Why a value can't be delivered.
   *
   * @param direction where it was to go; both ways of a difference that a person must decide
   * @param field the field that it comes from, by its name there; null of a whole record
   * @param message what was found, in a marketer's words
   * @param suggestion what to do about it
   */
  public record Problem(
      FieldRule.Direction direction, String field, String code, String message, String suggestion) {

    static Problem of(
        FieldRule.Direction direction,
        FieldRule rule,
        String label,
        String code,
        String found,
        String remedy) {
      return new Problem(
          direction,
          rule.source(direction),
          code,
          "%s: %s".formatted(label, found),
          remedy + "; then replay");
    }
  }

  private record Step(FieldRule rule, String label, MarketoSchema.Field target, String file) {

    private Object value(Map<String, Object> record) {
      Object value = rule.read(record);
      if (rule.salesforce() == null) value = rule.otherwise();
      if (value != null) value = rule.converter().convert(value, record);
      if (value == null || "".equals(value)) value = rule.otherwise();
      Object fitting = value == null ? null : Kinds.fit(value, target, rule.cut());
      return "".equals(fitting) ? null : fitting;
    }

    private Problem problem(String code, String found) {
      String remedy =
          switch (code) {
            case "too-long" ->
                "Shorten %s in Salesforce, or set truncate: true on %s in %s"
                    .formatted(label, rule.marketo(), file);
            case "missing-required" -> "Fill in %s in Salesforce".formatted(label);
            default -> "Correct %s in Salesforce".formatted(label);
          };
      return Problem.of(FieldRule.Direction.TO_MARKETO, rule, label, code, found, remedy);
    }
  }

  /**
   * Compiles a mapping; the fields that it declares are taken to be in Marketo.
   *
   * @throws IllegalArgumentException if Marketo has no field of a name that it writes to
   */
  public Translation(Mapping mapping, SalesforceSchema salesforce, MarketoSchema marketo) {
    Map<String, MarketoSchema.Field> targets = mapping.withDeclared(marketo).fields();
    for (FieldRule rule : mapping.toMarketo()) {
      MarketoSchema.Field target = targets.get(rule.marketo());
      if (target == null) {
        throw mapping.lacking(rule, "Marketo's " + marketo.object(), rule.marketo());
      }
      String label = rule.salesforce() == null ? "constant" : salesforce.label(rule.salesforce());
      steps.add(new Step(rule, label, target, mapping.file()));
    }
  }

  /** Translates one record; all its problems at once. */
  public Result of(Map<String, Object> record) {
    Map<String, Object> values = new LinkedHashMap<>(steps.size() * 2);
    List<Problem> problems = null;
    for (Step step : steps) {
      Problem problem = translate(step, record, values);
      if (problem == null) continue;
      if (problems == null) problems = new ArrayList<>();
      problems.add(problem);
    }
    return problems == null ? new Translated(CompactRecord.of(values)) : new Rejected(problems);
  }

  private static Problem translate(Step step, Map<String, Object> record, Map<String, Object> to) {
    try {
      Object value = step.value(record);
      if (value == null && step.rule().required()) {
        return step.problem(
            "missing-required", "it is blank, and Marketo's " + step.target().name() + " needs it");
      }
      if (value != null || step.rule().blank() != Blank.IGNORE)
        to.put(step.rule().marketo(), value);
      return null;
    } catch (Kinds.Misfit e) {
      return step.problem(e.code(), e.getMessage());
    } catch (Converter.Inconvertible e) {
      return step.problem("wrong-value", e.getMessage());
    } catch (RuntimeException e) {
      // An engineer's own converter may throw anything, and must not hold up the other records.
      return step.problem("converter-failed", "its converter failed with " + e);
    }
  }
}
