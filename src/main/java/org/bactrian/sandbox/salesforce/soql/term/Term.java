package org.bactrian.sandbox.salesforce.soql.term;

import java.util.List;
import java.util.function.IntFunction;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.soql.syntax.Expression;
import org.bactrian.sandbox.salesforce.soql.syntax.Function;
import org.bactrian.sandbox.salesforce.soql.syntax.Query;

/**
 * What an expression comes to in each row.
 *
 * @param field the field that it is, or that it is made of; null for the type of a parent
 * @param values by row; as the org stores them
 */
public record Term(FieldType type, Field field, IntFunction<Object> values) {

  /** A field's values as they are compared with those of other rows: amounts in one currency. */
  static Term comparable(Terms terms, Query.Path field, Term plain) {
    return plain.type() == FieldType.CURRENCY
        ? terms.term(new Expression(field, List.of(Function.CONVERTCURRENCY), field))
        : plain;
  }
}
