package org.bactrian.sandbox.salesforce.soql.term;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.soql.syntax.Expression;
import org.bactrian.sandbox.salesforce.soql.syntax.Function;
import org.bactrian.sandbox.salesforce.soql.syntax.Query;
import org.bactrian.sandbox.salesforce.soql.syntax.Query.Totals;

/** The groups of a query: each is a row with its keys and what was aggregated. */
public final class Groups implements Terms {
  private final String text;
  private final List<Object[]> groups = new ArrayList<>();
  private final Map<String, Term> columns = new LinkedHashMap<>();

  private Groups(String text) {
    this.text = text;
  }

  /**
   * The groups of rows.
   *
   * @throws Refusal as Salesforce refuses a wrong grouping
   */
  public static Groups of(Query query, Terms rows, int[] found) {
    Grouping grouping = Grouping.of(query, rows);
    Groups groups = new Groups(query.text());
    for (int set : sets(query)) {
      groups.add(grouping, set, found);
    }
    grouping.types().forEach((key, of) -> groups.column(key, of.type(), of.field()));
    return groups;
  }

  /** Which keys each kind of group has, as bits: those with the most first. */
  private static int[] sets(Query query) {
    int keys = query.grouping() == null ? 0 : query.grouping().by().size();
    int all = (1 << keys) - 1;
    Totals totals = query.grouping() == null ? Totals.NONE : query.grouping().totals();
    return switch (totals) {
      case NONE -> new int[] {all};
      case ROLLUP -> IntStream.rangeClosed(0, keys).map(i -> all << i & all).toArray();
      case CUBE -> IntStream.rangeClosed(0, all).map(i -> all - i).toArray();
    };
  }

  private void add(Grouping grouping, int set, int[] found) {
    Map<List<Object>, Group> bySame = new LinkedHashMap<>();
    if (set == 0 && grouping.keys().isEmpty()) {
      bySame.put(List.of(), grouping.group(new Object[0]));
    }
    for (int row : found) {
      Object[] keys = grouping.keys(row, set);
      bySame.computeIfAbsent(grouping.folded(keys), same -> grouping.group(keys)).add(row);
    }
    bySame.values().forEach(group -> groups.add(group.values(grouping, set)));
  }

  private void column(String key, FieldType type, Field field) {
    int at = columns.size();
    IntFunction<Object> values = group -> groups.get(group)[at];
    columns.put(key, new Term(type, field, values));
  }

  /** How many there are. */
  public int size() {
    return groups.size();
  }

  @Override
  public Term term(Expression expression) {
    return term(expression, "Field must be grouped or aggregated: ");
  }

  /** The same, where they are sorted by it. */
  public Terms sorted() {
    return expression -> term(expression, "Ordered field must be grouped or aggregated: ");
  }

  private Term term(Expression expression, String otherwise) {
    List<Function> functions = expression.functions();
    for (int made = functions.size(); made >= 0; made--) {
      Term term = columns.get(expression.first(made).key());
      if (term != null) {
        return applied(expression, functions.subList(made, functions.size()), term);
      }
    }
    throw Refusal.of("MALFORMED_QUERY", otherwise + expression.shown());
  }

  private Term applied(Expression expression, List<Function> rest, Term term) {
    int scale = term.field() == null ? 0 : term.field().scale();
    Formula formula = Formula.of(text, expression, rest, term.type(), scale);
    return new Term(
        formula.type(),
        term.field(),
        group -> formula.function().apply(term.values().apply(group)));
  }

  /** One group while it grows. */
  record Group(Object[] keys, Accumulator[] aggregates) {
    void add(int row) {
      for (Accumulator aggregate : aggregates) {
        if (aggregate != null) {
          aggregate.add(row);
        }
      }
    }

    Object[] values(Grouping grouping, int set) {
      Object[] values = Arrays.copyOf(keys, keys.length + aggregates.length);
      for (int i = 0; i < aggregates.length; i++) {
        values[keys.length + i] =
            aggregates[i] == null ? grouping.isTotal(i, set) : aggregates[i].value();
      }
      return values;
    }
  }
}
