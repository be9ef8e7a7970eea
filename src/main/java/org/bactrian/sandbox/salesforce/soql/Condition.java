package org.bactrian.sandbox.salesforce.soql;

import java.util.List;

/** A condition as it was written. */
sealed interface Condition {
  /** All of them hold. */
  record All(List<Condition> parts) implements Condition {}

  /** At least one holds. */
  record Any(List<Condition> parts) implements Condition {}

  /** It does not hold. */
  record Not(Condition part) implements Condition {}

  /** A field is compared with one value, or with several for IN and NOT IN. */
  record Compare(Query.Path field, Operator operator, List<Literal> values) implements Condition {}

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
    EXCLUDES
  }
}
