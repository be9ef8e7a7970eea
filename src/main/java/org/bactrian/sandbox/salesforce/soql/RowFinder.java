package org.bactrian.sandbox.salesforce.soql;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.soql.syntax.Condition;
import org.bactrian.sandbox.salesforce.soql.syntax.Condition.Operator;
import org.bactrian.sandbox.salesforce.soql.syntax.Literal;
import org.bactrian.sandbox.salesforce.soql.syntax.Query;
import org.bactrian.sandbox.salesforce.soql.term.Ordering;

/** Finds the rows of a query, each time from the narrowest source. */
record RowFinder(Scope scope) {

  /** The rows in the query's order, cut by its limit and offset. */
  int[] find(Query query) {
    Rows rows = new Rows(false);
    var order = Ordering.by(query, scope);
    boolean ordered = gather(query, rows);
    int[] found = rows.toArray();
    if (!ordered) {
      found = Arrays.stream(found).boxed().sorted(order).mapToInt(Integer::intValue).toArray();
    }
    return cut(found, query);
  }

  /** All rows, in no order. */
  int[] all(Query query) {
    Rows rows = new Rows(false);
    gather(query.unordered(), rows);
    return rows.toArray();
  }

  /** How many rows there are, the limit at most. */
  int count(Query query) {
    Rows rows = new Rows(true);
    gather(query, rows);
    return Math.min(rows.size(), query.limit());
  }

  /** The part of rows that a query's offset and limit leave. */
  static int[] cut(int[] found, Query query) {
    int from = Math.min(found.length, query.offset());
    int to = (int) Math.min(found.length, (long) from + query.limit());
    return from == 0 && to == found.length ? found : Arrays.copyOfRange(found, from, to);
  }

  /** Gathers rows; tells whether they are in the wanted order. */
  private boolean gather(Query query, Rows rows) {
    Table table = scope.table();
    IntPredicate where = new Where(scope).test(query.where());
    IntPredicate wanted =
        row -> !(scope.all() ? table.isPurged(row) : table.isDeleted(row)) && where.test(row);
    boolean byStamp = query.isOrderedBy("SystemModstamp", "Id");
    boolean byId = query.order().isEmpty() || query.isOrderedBy("Id");
    int[] few = few(query.where());
    if (few != null) {
      Arrays.stream(few).filter(wanted).forEach(rows::add);
      return byId;
    }
    Bounds bounds = query.where() == null ? null : Bounds.of(query.where());
    boolean ranged = bounds != null && !bounds.isAll();
    long enough = (long) query.offset() + query.limit();
    if (byStamp || ranged && !byId || ranged && rows.countOnly()) {
      table.inStampOrder(
          ranged ? bounds.low() : Long.MIN_VALUE,
          ranged ? bounds.high() : Long.MAX_VALUE,
          row -> {
            if (wanted.test(row)) {
              rows.add(row);
            }
            return !byStamp || rows.size() < enough;
          });
      return byStamp;
    }
    for (int row = 0; row < table.size() && (!byId || rows.size() < enough); row++) {
      if (wanted.test(row)) {
        rows.add(row);
      }
    }
    return byId;
  }

  /** The only rows that can match, when the condition names ids; else null. */
  private int[] few(Condition where) {
    if (where instanceof Condition.All and) {
      return and.parts().stream()
          .map(this::few)
          .filter(rows -> rows != null)
          .findFirst()
          .orElse(null);
    }
    if (!(where instanceof Condition.Compare compare)
        || !compare.value().isPlain()
        || compare.operator() != Operator.EQUAL && compare.operator() != Operator.IN) {
      return null;
    }
    Table table = scope.table();
    Field field = table.type().field(compare.value().field().name());
    boolean id = field != null && field.name().equals("Id");
    if (field == null
        || !id && (scope.all() || !field.externalId())
        || !compare.values().stream().allMatch(RowFinder::isText)) {
      return null;
    }
    return compare.values().stream()
        .map(literal -> ((Literal.Text) literal).value())
        .flatMapToInt(
            value ->
                Arrays.stream(id ? new int[] {table.row(value)} : table.rowsWith(field, value)))
        .filter(row -> row >= 0)
        .distinct()
        .sorted()
        .toArray();
  }

  private static boolean isText(Literal literal) {
    return literal instanceof Literal.Text text && !text.value().isEmpty();
  }
}
