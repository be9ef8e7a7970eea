package org.bactrian.sandbox.salesforce.soql;

import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.soql.syntax.Expression;
import org.bactrian.sandbox.salesforce.soql.syntax.Function;
import org.bactrian.sandbox.salesforce.soql.syntax.Query;
import org.bactrian.sandbox.salesforce.soql.syntax.Refused;
import org.bactrian.sandbox.salesforce.soql.syntax.Refused.NotSimulated;
import org.bactrian.sandbox.salesforce.soql.term.Formula;
import org.bactrian.sandbox.salesforce.soql.term.Term;
import org.bactrian.sandbox.salesforce.soql.term.Terms;

/**
 * Where a query's names are looked up.
 *
 * @param text the query's
 * @param all whether deleted records are found too
 */
record Scope(Org org, Table table, String text, boolean all) implements Terms {

  /** The scope of an object that is named. */
  static Scope of(Org org, Query.Path object, String text, boolean all) {
    ObjectType type = org.schema().object(object.name());
    if (type == null) {
      throw Refused.noObject(text, object);
    }
    return new Scope(org, org.table(type), text, all);
  }

  Scope of(ObjectType type) {
    return new Scope(org, org.table(type), text, all);
  }

  Column column(Query.Path path) {
    return Column.find(this, path);
  }

  @Override
  public Term term(Expression expression) {
    if (expression.field() == null) {
      throw Refused.malformed(
          text, expression.at(), "unexpected token: '" + expression.at().name() + "'");
    }
    Column column = column(expression.field());
    if (expression.isPlain()) {
      return new Term(column.type(), column.field(), column::value);
    }
    FieldType type = formula(expression, column).type();
    Selected.Value value = value(expression, column);
    return new Term(type, column.field(), row -> column.value(row, value));
  }

  /** What an expression's functions make of the record that has its field. */
  Selected.Value value(Expression expression, Column column) {
    Formula formula = formula(expression, column);
    boolean converted = expression.functions().contains(Function.CONVERTCURRENCY);
    Amounts amounts = new Amounts(org);
    return (record, row) -> {
      Field own = record.type().field(column.name());
      Object value = own == null ? null : record.get(row, own);
      return formula.function().apply(converted ? amounts.corporate(record, row, value) : value);
    };
  }

  Formula formula(Expression expression, Column column) {
    boolean formatted = expression.functions().contains(Function.FORMAT);
    if (formatted
        && column.type() == FieldType.CURRENCY
        && new Amounts(org).areOfSeveralCurrencies()) {
      throw Refused.malformed(
          text, expression.at(), "The sandbox does not simulate " + NotSimulated.FORMAT.shown());
    }
    int scale = column.field() == null ? 0 : column.field().scale();
    return Formula.of(text, expression, expression.functions(), column.type(), scale);
  }
}
