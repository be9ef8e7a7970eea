package org.bactrian.sandbox.salesforce.soql;

import org.bactrian.sandbox.salesforce.soql.syntax.Condition;
import org.bactrian.sandbox.salesforce.soql.syntax.Condition.Operator;
import org.bactrian.sandbox.salesforce.soql.syntax.Literal;

/**
 * The range of SystemModstamp outside which a condition cannot hold.
 *
 * @param low in milliseconds, included
 * @param high in milliseconds, included
 */
record Bounds(long low, long high) {
  private static final Bounds ALL = new Bounds(Long.MIN_VALUE, Long.MAX_VALUE);
  private static final Bounds NONE = new Bounds(Long.MAX_VALUE, Long.MIN_VALUE);

  boolean isAll() {
    return equals(ALL);
  }

  static Bounds of(Condition condition) {
    if (condition instanceof Condition.All all) {
      Bounds bounds = ALL;
      for (Condition part : all.parts()) {
        Bounds b = of(part);
        bounds = new Bounds(Math.max(bounds.low, b.low), Math.min(bounds.high, b.high));
      }
      return bounds;
    }
    if (condition instanceof Condition.Any any) {
      Bounds bounds = NONE;
      for (Condition part : any.parts()) {
        Bounds b = of(part);
        bounds = new Bounds(Math.min(bounds.low, b.low), Math.max(bounds.high, b.high));
      }
      return bounds;
    }
    if (condition instanceof Condition.Compare compare
        && compare.value().key().equals("systemmodstamp")
        && compare.values().get(0) instanceof Literal.Instant at) {
      return of(compare.operator(), at.millis());
    }
    return ALL;
  }

  private static Bounds of(Operator operator, long at) {
    return switch (operator) {
      case EQUAL -> new Bounds(at, at);
      case GREATER -> new Bounds(at + 1, Long.MAX_VALUE);
      case AT_LEAST -> new Bounds(at, Long.MAX_VALUE);
      case LESS -> new Bounds(Long.MIN_VALUE, at - 1);
      case AT_MOST -> new Bounds(Long.MIN_VALUE, at);
      default -> ALL;
    };
  }
}
