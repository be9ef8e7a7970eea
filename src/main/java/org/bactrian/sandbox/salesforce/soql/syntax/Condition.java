package org.bactrian.sandbox.salesforce.soql.syntax;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** A condition as it was written. */
public sealed interface Condition {
  /** All of them hold. */
  record All(List<Condition> parts) implements Condition {}

  /** At least one holds. */
  record Any(List<Condition> parts) implements Condition {}

  /** It does not hold. */
  record Not(Condition part) implements Condition {}

  /** A field is compared with one value, or with several for IN and NOT IN. */
  record Compare(Expression value, Operator operator, List<Literal> values) implements Condition {}

  /** A semi-join: the field is among what another query selects; not so for an anti-join. */
  record Among(Query.Path field, boolean not, Query query) implements Condition {}

  /** The fields and functions that are compared. */
  default Stream<Expression> expressions() {
    if (this instanceof All all) {
      return all.parts.stream().flatMap(Condition::expressions);
    }
    if (this instanceof Any any) {
      return any.parts.stream().flatMap(Condition::expressions);
    }
    if (this instanceof Not not) {
      return not.part.expressions();
    }
    return this instanceof Compare compare ? Stream.of(compare.value) : Stream.of();
  }

  /** A test of rows, from the tests of what is neither All, Any nor Not. */
  default IntPredicate test(Function<Condition, IntPredicate> single) {
    if (this instanceof All all) {
      return all.parts.stream().map(p -> p.test(single)).reduce(IntPredicate::and).orElseThrow();
    }
    if (this instanceof Any any) {
      return any.parts.stream().map(p -> p.test(single)).reduce(IntPredicate::or).orElseThrow();
    }
    return this instanceof Not not ? not.part.test(single).negate() : single.apply(this);
  }

  /** How values are compared. */
  enum Operator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    AT_MOST,
    GREATER,
    AT_LEAST,
    LIKE,
    IN,
    NOT_IN,
    INCLUDES,
    EXCLUDES;

    /** Whether it compares one value with another. */
    public boolean isOrder() {
      return compareTo(AT_LEAST) <= 0;
    }
  }
}
