package org.bactrian.sandbox.salesforce.soql;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Table;

/** How rows are sorted. */
final class Ordering {
  private Ordering() {}

  static Comparator<Integer> by(Org org, Table table, Query query) {
    Comparator<Integer> comparator = null;
    for (Query.Order key : query.order()) {
      Column column = Column.find(org, table, query.text(), key.field());
      Comparator<Object> values = (a, b) -> compare(folded(a), folded(b));
      values = key.descending() ? values.reversed() : values;
      values = key.nullsLast() ? Comparator.nullsLast(values) : Comparator.nullsFirst(values);
      Comparator<Integer> rows = Comparator.comparing(column::value, values);
      comparator = comparator == null ? rows : comparator.thenComparing(rows);
    }
    return comparator;
  }

  private static Object folded(Object value) {
    return value instanceof String s && s.length() != 18 ? s.toLowerCase(Locale.ROOT) : value;
  }

  static int compare(Object a, Object b) {
    if (a instanceof String s && b instanceof String t) {
      return s.compareTo(t);
    }
    if (a instanceof Boolean p && b instanceof Boolean q) {
      return Boolean.compare(p, q);
    }
    if (a instanceof Long m && b instanceof Long n) {
      return Long.compare(m, n);
    }
    return Double.compare(((Number) a).doubleValue(), ((Number) b).doubleValue());
  }

  /** Whether the rows are wanted in the order of (SystemModstamp, Id). */
  static boolean isByStamp(Query query) {
    List<Query.Order> keys = query.order();
    return !keys.isEmpty()
        && keys.size() <= 2
        && is(keys.get(0), "SystemModstamp")
        && (keys.size() == 1 || is(keys.get(1), "Id"));
  }

  /** Whether the rows are wanted in the order of their ids. */
  static boolean isById(Query query) {
    return query.order().isEmpty() || query.order().size() == 1 && is(query.order().get(0), "Id");
  }

  private static boolean is(Query.Order key, String field) {
    return !key.descending() && key.field().name().equalsIgnoreCase(field);
  }
}
