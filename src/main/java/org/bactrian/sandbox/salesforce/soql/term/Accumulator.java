package org.bactrian.sandbox.salesforce.soql.term;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.soql.syntax.Function;

/** What an aggregate function makes of the rows of one group. */
final class Accumulator {
  private final Function function;
  private final Term term;
  private final Comparator<Object> order;
  private final Set<Object> distinct = new HashSet<>();
  private int count;
  private double sum;
  private Object best;

  /**
   * @param term what it is of; null for COUNT()
   */
  Accumulator(Function function, Term term) {
    this.function = function;
    this.term = term;
    this.order =
        function == Function.MIN
            ? Ordering.of(term).reversed()
            : function == Function.MAX ? Ordering.of(term) : null;
  }

  /** Whether a function can be used on a field: Salesforce's table of types. */
  static boolean supports(Function function, Term term) {
    boolean number = term.type().isNumber();
    return term.field() != null
        && term.field().aggregatable()
        && (number || function != Function.SUM && function != Function.AVG);
  }

  /** The type of what a function makes. */
  static FieldType type(Function function, Term term) {
    return switch (function) {
      case MIN, MAX -> term.type();
      case SUM, AVG -> term.type() == FieldType.INT ? FieldType.DOUBLE : term.type();
      default -> FieldType.INT;
    };
  }

  void add(int row) {
    Object value = term == null ? Boolean.TRUE : term.values().apply(row);
    if (value == null) {
      return;
    }
    count++;
    switch (function) {
      case COUNT_DISTINCT -> distinct.add(Comparison.folded(term.type(), value));
      case SUM, AVG -> sum += ((Number) value).doubleValue();
      case MIN, MAX -> best = best == null || order.compare(value, best) > 0 ? value : best;
      default -> {}
    }
  }

  Object value() {
    return switch (function) {
      case COUNT -> count;
      case COUNT_DISTINCT -> distinct.size();
      case SUM -> count == 0 ? null : (Object) sum;
      case AVG -> count == 0 ? null : (Object) (sum / count);
      default -> best;
    };
  }
}
