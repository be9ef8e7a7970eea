package org.bactrian.sandbox.salesforce.soql.term;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.soql.syntax.Expression;
import org.bactrian.sandbox.salesforce.soql.syntax.Function;
import org.bactrian.sandbox.salesforce.soql.syntax.Query;
import org.bactrian.sandbox.salesforce.soql.syntax.Query.Totals;
import org.bactrian.sandbox.salesforce.soql.syntax.Refused;

/**
 * By what a query groups rows, and what it aggregates.
 *
 * @param keys by their spelling
 * @param aggregates what they are of, by their spelling; null for COUNT() and GROUPING
 */
record Grouping(
    Map<String, Term> keys, Map<String, Expression> expressions, Map<String, Term> aggregates) {
  private static final int MOST_KEYS_WITH_TOTALS = 3;

  /** The type and the field of a column. */
  record Of(FieldType type, Field field) {}

  static Grouping of(Query query, Terms rows) {
    Grouping grouping =
        new Grouping(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    if (query.grouping() != null) {
      checkTotals(query.grouping());
      query.grouping().by().forEach(by -> grouping.addKey(query.text(), by, rows));
    }
    Stream.of(
            query.select().stream()
                .filter(Query.Item.Value.class::isInstance)
                .map(item -> ((Query.Item.Value) item).expression()),
            query.having() == null ? Stream.<Expression>of() : query.having().expressions(),
            query.order().stream().map(Query.Order::key))
        .flatMap(all -> all)
        .filter(Expression::aggregates)
        .forEach(expression -> grouping.addAggregate(query, expression.first(1), rows));
    return grouping;
  }

  private static void checkTotals(Query.Grouping by) {
    if (by.totals() != Totals.NONE && by.by().size() > MOST_KEYS_WITH_TOTALS) {
      throw Refusal.of(
          "MALFORMED_QUERY",
          "GROUP BY %s must contain 3 fields or less".formatted(by.totals().name()));
    }
  }

  private void addKey(String text, Expression by, Terms rows) {
    Term term = rows.term(by);
    if (by.isPlain() && term.field() != null && !term.field().groupable()) {
      throw Refused.malformed(
          text,
          by.at(),
          "field '%s' can not be grouped in a query call".formatted(term.field().name()));
    }
    if (keys.put(by.key(), term) != null) {
      throw Refused.malformed(text, by.at(), "duplicate grouping expression: " + by.shown());
    }
  }

  private void addAggregate(Query query, Expression expression, Terms rows) {
    Function function = expression.functions().get(0);
    Query.Path field = expression.field();
    expressions.put(expression.key(), expression);
    if (field == null) {
      aggregates.put(expression.key(), null);
      return;
    }
    Term term = rows.term(Expression.of(field));
    boolean grouped = keys.containsKey(Expression.of(field).key());
    if (function == Function.GROUPING) {
      if (!grouped) {
        throw Refusal.of("MALFORMED_QUERY", "Field must be grouped: " + field.name());
      }
      aggregates.put(expression.key(), null);
      return;
    }
    if (!Accumulator.supports(function, term)) {
      throw Refused.malformed(
          query.text(),
          field,
          "field %s does not support aggregate operator %s".formatted(field.name(), function));
    }
    if (grouped && query.grouping().totals() == Totals.NONE) {
      throw Refused.malformed(
          query.text(), field, "Grouped field should not be aggregated: " + field.name());
    }
    aggregates.put(expression.key(), Term.comparable(rows, field, term));
  }

  /** All columns of a group, the keys first. */
  Map<String, Of> types() {
    Map<String, Of> types = new LinkedHashMap<>();
    keys.forEach((key, term) -> types.put(key, new Of(term.type(), term.field())));
    expressions.forEach(
        (key, expression) -> {
          Term term = aggregates.get(key);
          types.put(
              key,
              new Of(
                  Accumulator.type(expression.functions().get(0), term),
                  term == null ? null : term.field()));
        });
    return types;
  }

  /** The keys of a row; those that are not in the set are null. */
  Object[] keys(int row, int set) {
    Object[] values = new Object[keys.size()];
    int i = 0;
    for (Term key : keys.values()) {
      values[i] = (set & bit(i)) == 0 ? null : key.values().apply(row);
      i++;
    }
    return values;
  }

  private int bit(int key) {
    return 1 << (keys.size() - 1 - key);
  }

  /** What is the same for keys that make one group. */
  List<Object> folded(Object[] values) {
    List<Object> folded = new ArrayList<>();
    for (Term key : keys.values()) {
      Object value = values[folded.size()];
      folded.add(value == null ? null : Comparison.folded(key.type(), value));
    }
    return folded;
  }

  Groups.Group group(Object[] ofKeys) {
    return new Groups.Group(
        ofKeys,
        expressions.entrySet().stream()
            .map(
                each -> {
                  Function function = each.getValue().functions().get(0);
                  return function == Function.GROUPING
                      ? null
                      : new Accumulator(function, aggregates.get(each.getKey()));
                })
            .toArray(Accumulator[]::new));
  }

  /** What GROUPING says: 1 if the group is a total of all values of its key, else 0. */
  Integer isTotal(int aggregate, int set) {
    Expression expression = List.copyOf(expressions.values()).get(aggregate);
    int key = List.copyOf(keys.keySet()).indexOf(Expression.of(expression.field()).key());
    return (set & bit(key)) == 0 ? 1 : 0;
  }
}
