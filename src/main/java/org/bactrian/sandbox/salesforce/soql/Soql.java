package org.bactrian.sandbox.salesforce.soql;

import com.fasterxml.jackson.core.io.SerializedString;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.soql.Condition.Operator;

/** Answers queries. */
public final class Soql {
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
    ObjectType type = org.schema().object(query.object().name());
    if (type == null) {
      throw Refused.noObject(text, query.object());
    }
    if (query.offset() > 2000) {
      throw Refusal.of("NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000");
    }
    Table table = org.table(type);
    List<Selected> selected = selected(table, query);
    IntPredicate where =
        query.where() == null ? row -> true : new Filter(org, table, text).test(query.where());
    IntPredicate wanted =
        row -> !(all ? table.isPurged(row) : table.isDeleted(row)) && where.test(row);
    Rows rows = new Rows(query.count());
    boolean ordered = candidates(table, query, all, wanted, rows);
    int[] found = rows.toArray();
    if (!ordered && !query.count()) {
      found =
          Arrays.stream(found)
              .boxed()
              .sorted(Ordering.by(org, table, query))
              .mapToInt(Integer::intValue)
              .toArray();
    }
    if (query.count()) {
      return new Result(table, List.of(), found, Math.min(rows.size(), query.limit()));
    }
    int from = Math.min(found.length, query.offset());
    int to = (int) Math.min(found.length, (long) from + query.limit());
    int[] cut = from == 0 && to == found.length ? found : Arrays.copyOfRange(found, from, to);
    return new Result(table, selected, cut, cut.length);
  }

  /** A test of an object's rows, from the text of a condition. */
  public IntPredicate condition(ObjectType type, String condition) {
    String text = "SELECT Id FROM " + type.name() + " WHERE " + condition;
    Query query = QueryReader.read(text, today());
    return new Filter(org, org.table(type), text).test(query.where());
  }

  private LocalDate today() {
    return LocalDate.ofEpochDay(Math.floorDiv(org.stamps().now(), 86_400_000L));
  }

  /** Gathers rows from the narrowest source; tells whether they are in the wanted order. */
  private boolean candidates(
      Table table, Query query, boolean all, IntPredicate wanted, Rows rows) {
    boolean byStamp = Ordering.isByStamp(query);
    boolean byId = Ordering.isById(query);
    int[] few = few(table, query.where(), all);
    if (few != null) {
      Arrays.stream(few).filter(wanted).forEach(rows::add);
      return byId;
    }
    Bounds bounds = query.where() == null ? null : Bounds.of(query.where());
    boolean ranged = bounds != null && !bounds.isAll();
    long enough = (long) query.offset() + query.limit();
    if (byStamp || ranged && !byId || ranged && query.count()) {
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
  private static int[] few(Table table, Condition where, boolean all) {
    if (where instanceof Condition.All and) {
      return and.parts().stream()
          .map(part -> few(table, part, all))
          .filter(rows -> rows != null)
          .findFirst()
          .orElse(null);
    }
    if (!(where instanceof Condition.Compare compare)
        || compare.operator() != Operator.EQUAL && compare.operator() != Operator.IN) {
      return null;
    }
    Field field = table.type().field(compare.field().name());
    boolean id = field != null && field.name().equals("Id");
    if (field == null
        || !id && (all || !field.externalId())
        || !compare.values().stream().allMatch(Literal.Text.class::isInstance)) {
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

  private List<Selected> selected(Table table, Query query) {
    List<Selected> root = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (Query.Path path : expanded(table, query)) {
      Column column = Column.find(org, table, query.text(), path);
      if (!seen.add(path.name().toLowerCase(Locale.ROOT))) {
        throw Refused.malformed(
            query.text(), path.line(), path.column(), "duplicate field selected: " + path.name());
      }
      List<Selected> at = root;
      for (Field reference : column.references()) {
        at = child(at, reference);
      }
      at.add(new Selected(new SerializedString(column.name()), column.field(), null));
    }
    return Collections.unmodifiableList(root);
  }

  private static List<Selected> child(List<Selected> at, Field reference) {
    for (Selected one : at) {
      if (one.ofParent() != null && one.field() == reference) {
        return one.ofParent();
      }
    }
    List<Selected> fresh = new ArrayList<>();
    at.add(new Selected(new SerializedString(reference.relationshipName()), reference, fresh));
    return fresh;
  }

  private static List<Query.Path> expanded(Table table, Query query) {
    List<Query.Path> paths = new ArrayList<>();
    for (Query.Path path : query.fields()) {
      String name = path.name().toUpperCase(Locale.ROOT);
      if (!name.startsWith("FIELDS(")) {
        paths.add(path);
        continue;
      }
      if (!name.equals("FIELDS(STANDARD)") && query.limit() > 200) {
        throw Refused.malformed(
            query.text(),
            path.line(),
            path.column(),
            "The SOQL FIELDS function must have a LIMIT of at most 200");
      }
      for (Field field : table.type().shown()) {
        if (name.contains("ALL") || name.contains("CUSTOM") == field.custom()) {
          paths.add(new Query.Path(field.name(), path.line(), path.column()));
        }
      }
    }
    return paths;
  }
}
