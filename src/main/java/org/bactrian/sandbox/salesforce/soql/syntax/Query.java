package org.bactrian.sandbox.salesforce.soql.syntax;

import java.util.List;
import java.util.Locale;

/**
 * A query as it was written.
 *
 * @param text the whole text, of the outer query too
 * @param from the object, or a parent's name for its children
 * @param where its condition, or null
 * @param grouping null where there is none
 * @param having the condition of groups, or null
 * @param limit the most rows, or Integer.MAX_VALUE
 */
public record Query(
    String text,
    Path from,
    List<Item> select,
    Condition where,
    Grouping grouping,
    Condition having,
    List<Order> order,
    int limit,
    int offset) {

  /** Whether it asks for COUNT() alone. */
  public boolean count() {
    return select.size() == 1
        && select.get(0) instanceof Item.Value only
        && only.expression().field() == null
        && only.alias() == null
        && grouping == null;
  }

  /** Whether its rows are groups of records. */
  public boolean aggregates() {
    return !count()
        && (grouping != null
            || select.stream()
                .anyMatch(
                    item -> item instanceof Item.Value value && value.expression().aggregates()));
  }

  /** Whether it says how many rows it wants at most. */
  public boolean limited() {
    return limit != Integer.MAX_VALUE;
  }

  /** The query of all rows, in the same order. */
  public Query unlimited() {
    return with(order, Integer.MAX_VALUE, 0);
  }

  /** The query of all rows, in no order. */
  public Query unordered() {
    return with(List.of(), Integer.MAX_VALUE, 0);
  }

  private Query with(List<Order> newOrder, int newLimit, int newOffset) {
    return new Query(text, from, select, where, grouping, having, newOrder, newLimit, newOffset);
  }

  /** Whether it is sorted by these fields, ascending; the last ones may be missing. */
  public boolean isOrderedBy(String... fields) {
    if (order.isEmpty() || order.size() > fields.length) {
      return false;
    }
    for (int i = 0; i < order.size(); i++) {
      Order key = order.get(i);
      if (key.descending() || !key.key().key().equals(fields[i].toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }

  /**
   * A name in a query.
   *
   * @param line from 1
   * @param column from 1
   */
  public record Path(String name, int line, int column) {}

  /** What is selected. */
  public sealed interface Item {
    /** A field or a function; the alias may be null. */
    record Value(Expression expression, String alias) implements Item {}

    /** FIELDS(ALL), FIELDS(CUSTOM) or FIELDS(STANDARD). */
    record Fields(Path at) implements Item {}

    /** A query of the children. */
    record Children(Query query) implements Item {}

    /** TYPEOF; what is otherwise selected is null without ELSE. */
    record Kinds(Path reference, List<When> whens, List<Path> otherwise) implements Item {}
  }

  /** What TYPEOF selects of one object. */
  public record When(Path object, List<Path> fields) {}

  /** GROUP BY. */
  public record Grouping(List<Expression> by, Totals totals) {}

  /** Which groups are summed up beside those of all keys. */
  public enum Totals {
    NONE,
    ROLLUP,
    CUBE
  }

  /** One sort key. */
  public record Order(Expression key, boolean descending, boolean nullsLast) {}
}
