package org.bactrian.sandbox.salesforce.soql.term;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.schema.RecordId;
import org.bactrian.sandbox.salesforce.soql.syntax.Condition;
import org.bactrian.sandbox.salesforce.soql.syntax.Condition.Operator;
import org.bactrian.sandbox.salesforce.soql.syntax.Literal;

/** Tests of values, by the type of their column. */
public final class Comparison {
  private static final long DAY = 86_400_000;

  private final FieldType type;
  private final List<Literal> literals;

  private Comparison(FieldType type, List<Literal> literals) {
    this.type = type;
    this.literals = literals;
  }

  /**
   * A test of rows.
   *
   * @throws org.bactrian.sandbox.salesforce.org.Refusal if the value can't be compared so
   */
  public static IntPredicate test(String text, Condition.Compare compare, Terms terms) {
    Term term = terms.term(compare.value());
    Filtering.check(text, compare, term);
    List<Literal> literals =
        compare.operator() == Operator.LIKE
            ? compare.values()
            : compare.values().stream().map(Comparison::nullIfEmpty).toList();
    Predicate<Object> wanted = new Comparison(term.type(), literals).test(compare.operator());
    return row -> wanted.test(term.values().apply(row));
  }

  private static Literal nullIfEmpty(Literal literal) {
    return literal instanceof Literal.Text text && text.value().isEmpty()
        ? new Literal.Null()
        : literal;
  }

  private Predicate<Object> test(Operator operator) {
    return switch (operator) {
      case EQUAL -> equal(literals.get(0));
      case NOT_EQUAL -> equal(literals.get(0)).negate();
      case IN -> among();
      case NOT_IN -> among().negate();
      case LIKE -> like(literals.get(0));
      case INCLUDES -> includes();
      case EXCLUDES -> includes().negate();
      default -> ordered(operator, literals.get(0));
    };
  }

  private Predicate<Object> equal(Literal literal) {
    if (literal instanceof Literal.Null) {
      return value -> value == null;
    }
    if (literal instanceof Literal.Days days) {
      return value -> value != null && day(value) >= days.first() && day(value) <= days.last();
    }
    Object wanted = plain(literal);
    return value -> value != null && wanted.equals(folded(value));
  }

  private Predicate<Object> among() {
    Set<Object> wanted = new HashSet<>();
    Predicate<Object> others = value -> false;
    for (Literal literal : literals) {
      if (literal instanceof Literal.Null || literal instanceof Literal.Days) {
        others = others.or(equal(literal));
      } else {
        wanted.add(plain(literal));
      }
    }
    return others.or(value -> value != null && wanted.contains(folded(value)));
  }

  private Predicate<Object> ordered(Operator operator, Literal literal) {
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
    Object than = plain(literal);
    Comparator<Object> order = Ordering.of(type);
    return value -> {
      if (value == null) {
        return false;
      }
      int compared = order.compare(value, than);
      return switch (operator) {
        case LESS -> compared < 0;
        case AT_MOST -> compared <= 0;
        case GREATER -> compared > 0;
        default -> compared >= 0;
      };
    };
  }

  private static Predicate<Object> like(Literal literal) {
    if (!(literal instanceof Literal.Text text)) {
      return value -> value == null;
    }
    StringBuilder regex = new StringBuilder();
    String pattern = text.pattern();
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

  private Predicate<Object> includes() {
    List<List<String>> wanted =
        literals.stream()
            .map(l -> l instanceof Literal.Text t ? List.of(t.value().split(";")) : NONE)
            .toList();
    return value ->
        wanted.stream()
            .anyMatch(
                w ->
                    value == null
                        ? w.isEmpty()
                        : !w.isEmpty() && List.of(value.toString().split(";")).containsAll(w));
  }

  private static final List<String> NONE = List.of();

  private static int day(Object value) {
    return value instanceof Integer day ? day : (int) Math.floorDiv((Long) value, DAY);
  }

  private Object plain(Literal literal) {
    if (literal instanceof Literal.Text t) {
      return folded(
          type.isId() && t.value().length() == 15 ? RecordId.long18(t.value()) : t.value());
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

  /** Equal for values that a condition takes for the same. */
  private Object folded(Object value) {
    return folded(type, value);
  }

  static Object folded(FieldType type, Object value) {
    if (value instanceof String s) {
      return type.isId() ? s : s.toLowerCase(Locale.ROOT);
    }
    return type.isNumber() && value instanceof Number n ? (Object) n.doubleValue() : value;
  }
}
