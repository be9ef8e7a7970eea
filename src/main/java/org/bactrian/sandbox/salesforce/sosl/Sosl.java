package org.bactrian.sandbox.salesforce.sosl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.soql.Result;
import org.bactrian.sandbox.salesforce.soql.Soql;

/** Answers searches. */
public final class Sosl {
  private final Org org;
  private final Soql soql;

  /** Searches of this org. */
  public Sosl(Org org) {
    this.org = org;
    soql = new Soql(org);
  }

  /**
   * What a search finds, object by object.
   *
   * @throws Refusal as Salesforce refuses a wrong search
   */
  public List<Result> find(Search search) {
    List<Result> found = new ArrayList<>();
    int left = Math.min(search.limit(), Search.MOST);
    for (Search.Returning returning : wanted(search)) {
      Result result = find(search, returning, left);
      left -= result.rows().length;
      found.add(result);
    }
    return found;
  }

  private List<Search.Returning> wanted(Search search) {
    return !search.returning().isEmpty()
        ? search.returning()
        : org.schema().objects().stream()
            .filter(type -> type.permissions().mayRead())
            .map(type -> new Search.Returning(type.name(), List.of(), "", 0, Search.MOST))
            .toList();
  }

  private Result find(Search search, Search.Returning returning, int left) {
    ObjectType type = org.schema().object(returning.object());
    if (type == null) {
      throw Refusal.of(
          "INVALID_TYPE", "sObject type '%s' is not supported.".formatted(returning.object()));
    }
    String fields = returning.fields().isEmpty() ? "Id" : String.join(",", returning.fields());
    Result all =
        soql.query(
            "SELECT %s FROM %s%s".formatted(fields, type.name(), returning.clauses()), false);
    List<Field> searched =
        type.shown().stream().filter(field -> isSearched(field, search.group())).toList();
    int[] rows =
        Arrays.stream(all.rows())
            .filter(row -> search.term().isIn(texts(all.table(), row, searched)))
            .skip(returning.offset())
            .limit(Math.min(left, returning.limit()))
            .toArray();
    return new Result(all.table(), false, all.selected(), rows, rows.length);
  }

  private static boolean isSearched(Field field, Search.Group group) {
    return switch (group) {
      case NAME -> field.nameField() || field.name().matches("(First|Middle|Last)Name");
      case EMAIL -> field.type() == FieldType.EMAIL;
      case PHONE -> field.type() == FieldType.PHONE;
      case ALL -> field.type().isText() && !field.type().isId();
    };
  }

  private static List<List<String>> texts(Table table, int row, List<Field> fields) {
    return fields.stream()
        .map(field -> table.get(row, field))
        .filter(String.class::isInstance)
        .map(text -> Term.words((String) text))
        .toList();
  }
}
