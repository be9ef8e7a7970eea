package org.bactrian.sandbox.salesforce.soql;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.schema.RecordId;
import org.bactrian.sandbox.salesforce.soql.Condition.Operator;

/** Makes a test of rows from a condition. */
final class Filter {
  private static final long DAY = 86_400_000;

  private final Org org;
  private final Table table;
  private final String text;

  Filter(Org org, Table table, String text) {
    this.org = org;
    this.table = table;
    this.text = text;
  }

  IntPredicate test(Condition condition) {
    if (condition instanceof Condition.All all) {
      return all.parts().stream().map(this::test).reduce(IntPredicate::and).orElseThrow();
    }
    if (condition instanceof Condition.Any any) {
      return any.parts().stream().map(this::test).reduce(IntPredicate::or).orElseThrow();
    }
    if (condition instanceof Condition.Not not) {
      return test(not.part()).negate();
    }
    return compare((Condition.Compare) condition);
  }

  private IntPredicate compare(Condition.Compare compare) {
    Column column = Column.find(org, table, text, compare.field());
    FieldType type = column.field() == null ? FieldType.STRING : column.field().type();
    if (column.field() != null && column.field().encrypted()) {
      throw Refused.field(
          text,
          compare.field(),
          "field '%s' can not be filtered in a query call".formatted(column.name()));
    }
    compare.values().forEach(literal -> requireFit(compare.field(), type, literal));
    if (column.isOwn() && compare.values().size() == 1 && isOrder(compare.operator())) {
      Literal only = compare.values().get(0);
      if (column.name().equals("SystemModstamp") && only instanceof Literal.Instant at) {
        return stamps(compare.operator(), at.millis());
      }
      if (column.name().equals("Id") && only instanceof Literal.Text id) {
        int row = table.row(RecordId.long18(id.value()));
        if (row >= 0) {
          return rows(compare.operator(), row);
        }
      }
    }
    Predicate<Object> wanted = values(compare, type);
    return row -> wanted.test(column.value(row));
  }

  private static boolean isOrder(Operator operator) {
    return operator.ordinal() <= Operator.AT_LEAST.ordinal();
  }

  private IntPredicate stamps(Operator operator, long at) {
    return switch (operator) {
      case EQUAL -> row -> table.stamp(row) == at;
      case NOT_EQUAL -> row -> table.stamp(row) != at;
      case LESS -> row -> table.stamp(row) < at;
      case AT_MOST -> row -> table.stamp(row) <= at;
      case GREATER -> row -> table.stamp(row) > at;
      default -> row -> table.stamp(row) >= at;
    };
  }

  private static IntPredicate rows(Operator operator, int than) {
    return switch (operator) {
      case EQUAL -> row -> row == than;
      case NOT_EQUAL -> row -> row != than;
      case LESS -> row -> row < than;
      case AT_MOST -> row -> row <= than;
      case GREATER -> row -> row > than;
      default -> row -> row >= than;
    };
  }

  private Predicate<Object> values(Condition.Compare compare, FieldType type) {
    List<Literal> literals = compare.values();
    return switch (compare.operator()) {
      case EQUAL -> equal(literals.get(0), type);
      case NOT_EQUAL -> equal(literals.get(0), type).negate();
      case IN -> among(literals, type);
      case NOT_IN -> among(literals, type).negate();
      case LIKE -> like((Literal.Text) literals.get(0));
      case INCLUDES -> includes(literals);
      case EXCLUDES -> includes(literals).negate();
      default -> ordered(compare.operator(), literals.get(0), type);
    };
  }

  private static Predicate<Object> equal(Literal literal, FieldType type) {
    if (literal instanceof Literal.Null) {
      return value -> value == null;
    }
    if (literal instanceof Literal.Days days) {
      return value -> value != null && day(value) >= days.first() && day(value) <= days.last();
    }
    Object wanted = plain(literal, type);
    return value -> value != null && wanted.equals(folded(value, type));
  }

  private static Predicate<Object> among(List<Literal> literals, FieldType type) {
    Set<Object> wanted = new HashSet<>();
    Predicate<Object> others = value -> false;
    for (Literal literal : literals) {
      if (literal instanceof Literal.Null || literal instanceof Literal.Days) {
        others = others.or(equal(literal, type));
      } else {
        wanted.add(plain(literal, type));
      }
    }
    return others.or(value -> value != null && wanted.contains(folded(value, type)));
  }

  private static Predicate<Object> ordered(Operator operator, Literal literal, FieldType type) {
    if (literal instanceof Literal.Null) {
      return value -> false;
    }
    if (literal instanceof Literal.Days days) {
      return value ->
          value != null
              && switch (operator) {
                case LESS -> day(value) < days.first();
                case AT_MOST -> day(value) <= days.last();
                case GREATER -> day(value) > days.last();
                default -> day(value) >= days.first();
              };
    }
    Object than = plain(literal, type);
    return value -> {
      if (value == null) {
        return false;
      }
      int order = Ordering.compare(folded(value, type), than);
      return switch (operator) {
        case LESS -> order < 0;
        case AT_MOST -> order <= 0;
        case GREATER -> order > 0;
        default -> order >= 0;
      };
    };
  }

  private static Predicate<Object> like(Literal.Text literal) {
    StringBuilder regex = new StringBuilder();
    String pattern = literal.pattern();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
      } else {
        regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
      }
    }
    Pattern compiled =
        Pattern.compile(
            regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    return value -> value != null && compiled.matcher(value.toString()).matches();
  }

  private static Predicate<Object> includes(List<Literal> literals) {
    List<List<String>> wanted =
        literals.stream().map(l -> List.of(((Literal.Text) l).value().split(";"))).toList();
    return value ->
        value != null
            && wanted.stream().anyMatch(w -> List.of(value.toString().split(";")).containsAll(w));
  }

  private static int day(Object value) {
    return value instanceof Integer day ? day : (int) Math.floorDiv((Long) value, DAY);
  }

  private static Object plain(Literal literal, FieldType type) {
    if (literal instanceof Literal.Text t) {
      return folded(
          type.isId() && t.value().length() == 15 ? RecordId.long18(t.value()) : t.value(), type);
    }
    if (literal instanceof Literal.Bool b) {
      return b.value();
    }
    if (literal instanceof Literal.Date d) {
      return d.day();
    }
    return literal instanceof Literal.Instant i
        ? (Object) i.millis()
        : ((Literal.Number) literal).value();
  }

  private static Object folded(Object value, FieldType type) {
    if (value instanceof String s) {
      return type.isId() ? s : s.toLowerCase(Locale.ROOT);
    }
    return value instanceof Integer i && type == FieldType.INT ? (Object) i.doubleValue() : value;
  }

  private void requireFit(Query.Path path, FieldType type, Literal literal) {
    if (literal instanceof Literal.Null) {
      return;
    }
    boolean fits =
        switch (type) {
          case BOOLEAN -> literal instanceof Literal.Bool;
          case DATE -> literal instanceof Literal.Date || literal instanceof Literal.Days;
          case DATETIME -> literal instanceof Literal.Instant || literal instanceof Literal.Days;
          case INT, DOUBLE, CURRENCY, PERCENT -> literal instanceof Literal.Number;
          default -> literal instanceof Literal.Text;
        };
    if (!fits) {
      String soap = type.soapType().substring(4);
      throw Refused.field(
          text,
          path,
          "value of filter criterion for field '%s' must be of type %s and should %s enclosed in quotes"
              .formatted(path.name(), soap, type.isText() ? "be" : "not be"));
    }
    if (type.isId()
        && literal instanceof Literal.Text id
        && !id.value().contains("%")
        && !id.value().isEmpty()
        && !RecordId.wellFormed(id.value())) {
      throw Refusal.of(
          "INVALID_QUERY_FILTER_OPERATOR",
          Refused.located(text, path, "invalid ID field: " + id.value()));
    }
  }
}
