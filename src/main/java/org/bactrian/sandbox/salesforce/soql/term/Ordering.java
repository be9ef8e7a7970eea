package org.bactrian.sandbox.salesforce.soql.term;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.soql.syntax.Query;
import org.bactrian.sandbox.salesforce.soql.syntax.Refused;

/** How rows are sorted. */
public final class Ordering {
  private Ordering() {}

  /**
   * The order of rows; in none of theirs if there are no keys.
   *
   * @throws org.bactrian.sandbox.salesforce.org.Refusal if a key can't be sorted by
   */
  public static Comparator<Integer> by(Query query, Terms terms) {
    Comparator<Integer> comparator = (a, b) -> 0;
    for (Query.Order key : query.order()) {
      Term term = terms.term(key.key());
      if (key.key().isPlain() && term.field() != null && !term.field().sortable()) {
        throw Refused.malformed(
            query.text(),
            key.key().at(),
            "field '%s' can not be sorted in a query call".formatted(term.field().name()));
      }
      if (key.key().isPlain()) {
        term = Term.comparable(terms, key.key().field(), term);
      }
      Comparator<Object> values = of(term);
      values = key.descending() ? values.reversed() : values;
      values = key.nullsLast() ? Comparator.nullsLast(values) : Comparator.nullsFirst(values);
      comparator = comparator.thenComparing(term.values()::apply, values);
    }
    return comparator;
  }

  /**
   * The order of a column's values that are not null: by its type, picklists as they are set up.
   */
  static Comparator<Object> of(Term term) {
    return switch (term.type()) {
      case ID, REFERENCE -> Comparator.comparing(String.class::cast);
      case PICKLIST -> Comparator.comparingInt((Object v) -> rank(term, v)).thenComparing(TEXT);
      default -> of(term.type());
    };
  }

  private static final Comparator<Object> TEXT =
      Comparator.comparing(value -> value.toString().toLowerCase(Locale.ROOT));

  private static int rank(Term term, Object value) {
    List<String> values = term.field().values();
    int rank = values.indexOf(value.toString());
    return rank < 0 ? values.size() : rank;
  }

  /** The order of a type's values that are not null, as conditions compare them. */
  static Comparator<Object> of(FieldType type) {
    return switch (type) {
      case ID, REFERENCE -> Comparator.comparing(String.class::cast);
      case BOOLEAN -> Comparator.comparing(Boolean.class::cast);
      case DATETIME -> Comparator.comparing(Long.class::cast);
      case DATE, INT, DOUBLE, CURRENCY, PERCENT ->
          Comparator.comparingDouble(value -> ((Number) value).doubleValue());
      default -> TEXT;
    };
  }
}
