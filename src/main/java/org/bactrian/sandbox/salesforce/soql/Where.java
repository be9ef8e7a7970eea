package org.bactrian.sandbox.salesforce.soql;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.RecordId;
import org.bactrian.sandbox.salesforce.soql.syntax.Condition;
import org.bactrian.sandbox.salesforce.soql.syntax.Condition.Operator;
import org.bactrian.sandbox.salesforce.soql.syntax.Literal;
import org.bactrian.sandbox.salesforce.soql.term.Comparison;

/** Makes a test of rows from a condition. */
record Where(Scope scope) {

  IntPredicate test(Condition condition) {
    if (condition == null) {
      return row -> true;
    }
    SemiJoin.check(scope, condition);
    return condition.test(this::single);
  }

  private IntPredicate single(Condition condition) {
    if (condition instanceof Condition.Among among) {
      return new SemiJoin(scope).test(among);
    }
    Condition.Compare compare = (Condition.Compare) condition;
    IntPredicate any = Comparison.test(scope.text(), compare, scope);
    IntPredicate fast = compare.value().isPlain() ? fast(compare) : null;
    return fast == null ? any : fast;
  }

  /** The test of a stamp or an id, which needs no values; else null. */
  private IntPredicate fast(Condition.Compare compare) {
    Column column = scope.column(compare.value().field());
    if (!column.isOwn() || !compare.operator().isOrder()) {
      return null;
    }
    Literal only = compare.values().get(0);
    if (column.name().equals("SystemModstamp") && only instanceof Literal.Instant at) {
      return stamps(compare.operator(), at.millis());
    }
    if (column.name().equals("Id") && only instanceof Literal.Text id && !id.value().isEmpty()) {
      int row = scope.table().row(RecordId.long18(id.value()));
      return row < 0 ? null : rows(compare.operator(), row);
    }
    return null;
  }

  private IntPredicate stamps(Operator operator, long at) {
    Table table = scope.table();
    return switch (operator) {
      case EQUAL -> row -> table.stamp(row) == at;
      case NOT_EQUAL -> row -> table.stamp(row) != at;
      case LESS -> row -> table.stamp(row) < at;
      case AT_MOST -> row -> table.stamp(row) <= at;
      case GREATER -> row -> table.stamp(row) > at;
      default -> row -> table.stamp(row) >= at;
    };
  }

  private static IntPredicate rows(Operator operator, int than) {
    return switch (operator) {
      case EQUAL -> row -> row == than;
      case NOT_EQUAL -> row -> row != than;
      case LESS -> row -> row < than;
      case AT_MOST -> row -> row <= than;
      case GREATER -> row -> row > than;
      default -> row -> row >= than;
    };
  }

  /** The values of a column in these rows that are not null. */
  static Set<Object> values(Column column, int[] rows) {
    Set<Object> values = new HashSet<>();
    for (int row : rows) {
      Object value = column.value(row);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }
}
