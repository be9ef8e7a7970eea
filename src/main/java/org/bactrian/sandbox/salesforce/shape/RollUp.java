package org.bactrian.sandbox.salesforce.shape;

import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;

/**
 * A roll-up summary: what a parent's children amount to. It is stored, and a change of it is one of
 * the parent, which moves the parent's SystemModstamp.
 */
final class RollUp {
  private static final Set<String> OPERATIONS = Set.of("COUNT", "SUM", "MIN", "MAX");

  private final Org org;
  private final Table parents;
  private final Field target;
  private final Table children;
  private final Field reference;
  private final Field summed;
  private final String operation;

  private RollUp(
      Org org,
      Table parents,
      Field target,
      Table children,
      Field reference,
      Field summed,
      String op) {
    this.org = org;
    this.parents = parents;
    this.target = target;
    this.children = children;
    this.reference = reference;
    this.summed = summed;
    this.operation = op;
  }

  /**
   * Lets a field sum up children.
   *
   * @param of the children's reference to the parent: {@code Opportunity.AccountId}
   * @param operation COUNT, SUM, MIN or MAX
   * @param field what of the children is summed up; null for COUNT
   */
  static void define(
      Org org, Table parents, Field target, String of, String operation, String field) {
    String object = of.substring(0, Math.max(0, of.indexOf('.')));
    Table children = org.schema().find(object) == null ? null : org.table(object);
    Field reference =
        children == null ? null : children.type().find(of.substring(of.indexOf('.') + 1));
    Field summed = children == null || field == null ? null : children.type().find(field);
    boolean count = operation.equals("COUNT");
    if (reference == null
        || !OPERATIONS.contains(operation)
        || !count && (summed == null || !summed.type().isNumber())) {
      throw Refusal.of(
          "FIELD_INTEGRITY_EXCEPTION",
          "No roll-up of %s: name the children's reference as Opportunity.AccountId, an operation of COUNT, SUM, MIN and MAX and, but for COUNT, a field of numbers"
              .formatted(of),
          target.name());
    }
    Field computed = target.flagged("calculated", true).flagged("readonly", true);
    org.schema().replaceField(parents.type(), target, computed);
    RollUp rollUp = new RollUp(org, parents, computed, children, reference, summed, operation);
    rollUp.refresh(false);
    org.onTouch(rollUp::touched);
  }

  private void touched(Table table, int row) {
    if (table == children) {
      refresh(true);
    } else if (table == parents && parents.get(row, target) == null) {
      org.put(parents, row, target, value(null));
    }
  }

  private void refresh(boolean touch) {
    Map<String, DoubleSummaryStatistics> sums = new HashMap<>();
    for (int row = 0; row < children.size(); row++) {
      Object parent = children.isDeleted(row) ? null : children.get(row, reference);
      Object value = summed == null ? (Object) 1.0 : children.get(row, summed);
      if (parent != null && value != null) {
        sums.computeIfAbsent((String) parent, id -> new DoubleSummaryStatistics())
            .accept(((Number) value).doubleValue());
      }
    }
    for (int row = 0; row < parents.size(); row++) {
      Object value = value(sums.get(parents.id(row)));
      if (!Objects.equals(value, parents.get(row, target))) {
        org.put(parents, row, target, value);
        if (touch) {
          org.touch(parents, row);
        }
      }
    }
  }

  private Object value(DoubleSummaryStatistics of) {
    boolean none = of == null;
    return switch (operation) {
      case "COUNT" -> none ? 0.0 : (double) of.getCount();
      case "SUM" -> none ? 0.0 : of.getSum();
      case "MIN" -> none ? null : (Object) of.getMin();
      default -> none ? null : (Object) of.getMax();
    };
  }
}
