package org.bactrian.sandbox.salesforce.soql;

import com.fasterxml.jackson.core.io.SerializedString;
import java.time.LocalDate;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.soql.syntax.Condition;
import org.bactrian.sandbox.salesforce.soql.syntax.Query;
import org.bactrian.sandbox.salesforce.soql.syntax.QueryReader;
import org.bactrian.sandbox.salesforce.soql.term.Comparison;
import org.bactrian.sandbox.salesforce.soql.term.Groups;
import org.bactrian.sandbox.salesforce.soql.term.Ordering;

/** Answers queries. */
public final class Soql {
  private static final int MOST_OFFSET = 2000;
  private static final int MOST_GROUPS = 2000;

  private final Org org;

  /** Queries over this org. */
  public Soql(Org org) {
    this.org = org;
  }

  /**
   * Runs a query.
   *
   * @param all whether deleted records are found too
   * @throws Refusal as Salesforce refuses a wrong query
   */
  public Result query(String text, boolean all) {
    Query query = QueryReader.read(text, today());
    Scope scope = Scope.of(org, query.from(), text, all);
    if (query.offset() > MOST_OFFSET) {
      throw Refusal.of("NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000");
    }
    if (query.count()) {
      return count(scope, query);
    }
    if (query.aggregates()) {
      return groups(scope, query);
    }
    List<Selected> selected = Selection.of(scope, query);
    int[] rows = new RowFinder(scope).find(query);
    return new Result(scope.table(), false, selected, rows, rows.length);
  }

  /** A test of an object's rows, from the text of a condition. */
  public IntPredicate condition(ObjectType type, String condition) {
    String text = "SELECT Id FROM " + type.name() + " WHERE " + condition;
    Query query = QueryReader.read(text, today());
    return new Where(new Scope(org, org.table(type), text, true)).test(query.where());
  }

  private LocalDate today() {
    return LocalDate.ofEpochDay(Math.floorDiv(org.stamps().now(), 86_400_000L));
  }

  private static Result count(Scope scope, Query query) {
    Selected count =
        new Selected.Computed(
            new SerializedString("expr0"),
            "count()",
            FieldType.INT,
            null,
            true,
            (table, row) -> null);
    return new Result(
        scope.table(), false, List.of(count), new int[0], new RowFinder(scope).count(query));
  }

  private static Result groups(Scope scope, Query query) {
    checkLimits(query);
    Groups groups = Groups.of(query, scope, new RowFinder(scope).all(query));
    List<Selected> selected = GroupSelection.of(query, groups);
    IntPredicate having =
        query.having() == null
            ? group -> true
            : query.having().test(single -> having(query, groups, single));
    int[] found =
        IntStream.range(0, groups.size())
            .filter(having)
            .boxed()
            .sorted(Ordering.by(query, groups.sorted()))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] cut = RowFinder.cut(found, query);
    if (cut.length > MOST_GROUPS) {
      throw Refusal.of(
          "EXCEEDED_ID_LIMIT",
          "Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch");
    }
    return new Result(scope.table(), true, selected, cut, cut.length);
  }

  private static IntPredicate having(Query query, Groups groups, Condition single) {
    if (single instanceof Condition.Compare compare) {
      return Comparison.test(query.text(), compare, groups);
    }
    throw Refusal.of("MALFORMED_QUERY", "Semi-joins are only supported in WHERE clauses");
  }

  private static void checkLimits(Query query) {
    if (query.grouping() == null) {
      String clause =
          query.limited()
              ? "LIMIT"
              : query.offset() > 0 ? "OFFSET" : query.order().isEmpty() ? null : "ORDER BY";
      if (clause != null) {
        throw Refusal.of(
            "MALFORMED_QUERY",
            "Non-grouped query that uses overall aggregate functions cannot also use " + clause);
      }
    }
  }
}
