package org.bactrian.sandbox.salesforce.soql;

import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.soql.syntax.Condition;
import org.bactrian.sandbox.salesforce.soql.syntax.Query;
import org.bactrian.sandbox.salesforce.soql.syntax.Query.Item;
import org.bactrian.sandbox.salesforce.soql.syntax.Refused;

/**
 * Tests whether an id is among those that another query selects, with Salesforce's restrictions.
 *
 * @param scope the outer query's
 */
record SemiJoin(Scope scope) {
  private static final int MOST = 2;
  private static final Set<String> NEVER = Set.of("Task", "Event");

  /** Refuses semi-joins where Salesforce allows none. */
  static void check(Scope scope, Condition where) {
    List<Condition.Among> all = all(where).toList();
    if (all.size() > MOST) {
      throw refused(scope, all.get(MOST), "Maximum 2 semi join sub-selects are allowed");
    }
    if (where instanceof Condition.Any && !all.isEmpty()) {
      throw refused(
          scope, all.get(0), "Semi join sub-selects are not allowed with the 'OR' operator");
    }
    List<Condition> top = where instanceof Condition.All and ? and.parts() : List.of(where);
    for (Condition.Among among : all) {
      if (!top.contains(among)) {
        throw refused(
            scope,
            among,
            "Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.");
      }
    }
  }

  private static Stream<Condition.Among> all(Condition condition) {
    if (condition instanceof Condition.All and) {
      return and.parts().stream().flatMap(SemiJoin::all);
    }
    if (condition instanceof Condition.Any any) {
      return any.parts().stream().flatMap(SemiJoin::all);
    }
    if (condition instanceof Condition.Not not) {
      return all(not.part());
    }
    return condition instanceof Condition.Among among ? Stream.of(among) : Stream.of();
  }

  private static Refusal refused(Scope scope, Condition.Among among, String why) {
    return Refused.malformed(scope.text(), among.field(), why);
  }

  IntPredicate test(Condition.Among among) {
    Query inner = among.query();
    Scope innerScope = Scope.of(scope.org(), inner.from(), scope.text(), scope.all());
    checkInner(among, innerScope);
    Column left = scope.column(among.field());
    Column selected = innerScope.column(selected(inner));
    checkSameObject(among, left, selected);
    Set<Object> ids = Where.values(selected, new RowFinder(innerScope).all(inner));
    return row -> ids.contains(left.value(row)) != among.not();
  }

  private static Query.Path selected(Query inner) {
    return ((Item.Value) inner.select().get(0)).expression().field();
  }

  private void checkInner(Condition.Among among, Scope innerScope) {
    Query inner = among.query();
    if (innerScope.table() == scope.table()) {
      throw refused(
          scope, among, "The inner and outer selects should not be on the same object type");
    }
    if (NEVER.contains(innerScope.table().type().name())) {
      throw Refused.malformed(
          scope.text(),
          inner.from(),
          "Entity '%s' is not supported for semi join inner selects"
              .formatted(innerScope.table().type().name()));
    }
    if (inner.limited() || !inner.order().isEmpty()) {
      throw refused(
          scope,
          among,
          "missing value at '%s'".formatted(inner.order().isEmpty() ? "LIMIT" : "ORDER"));
    }
    if (inner.where() != null && all(inner.where()).findAny().isPresent()) {
      throw refused(scope, among, "Nesting of semi join sub-selects is not supported");
    }
    boolean plain =
        inner.select().size() == 1
            && inner.select().get(0) instanceof Item.Value only
            && only.expression().isPlain();
    if (!plain) {
      throw refused(scope, among, "Semi join sub-selects must select a single field");
    }
  }

  private void checkSameObject(Condition.Among among, Column left, Column selected) {
    if (!left.type().isId()) {
      throw refused(
          scope,
          among,
          "The left operand field in the where expression for outer query should be an id field, cannot use: '%s'"
              .formatted(among.field().name()));
    }
    if (objects(left).stream().noneMatch(objects(selected)::contains)) {
      throw refused(
          scope,
          among,
          "The selected field '%s' in the subquery and the left operand field in the where expression in the outer query '%s' should point to the same object type"
              .formatted(selected(among.query()).name(), among.field().name()));
    }
  }

  /** The objects whose ids a column can have. */
  private static List<String> objects(Column column) {
    if (column.type() != FieldType.ID) {
      return column.type().isId() ? column.field().referenceTo() : List.of();
    }
    List<Field> references = column.references();
    return references.isEmpty()
        ? List.of(column.table().type().name())
        : references.get(references.size() - 1).referenceTo();
  }
}
