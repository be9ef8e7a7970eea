package org.bactrian.sandbox.salesforce.soql.term;

import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.schema.RecordId;
import org.bactrian.sandbox.salesforce.soql.syntax.Condition;
import org.bactrian.sandbox.salesforce.soql.syntax.Condition.Operator;
import org.bactrian.sandbox.salesforce.soql.syntax.Literal;
import org.bactrian.sandbox.salesforce.soql.syntax.Query;
import org.bactrian.sandbox.salesforce.soql.syntax.Refused;

/** What conditions Salesforce refuses: fields, values and operators that don't go together. */
final class Filtering {
  private final String text;
  private final Condition.Compare compare;
  private final Term term;

  private Filtering(String text, Condition.Compare compare, Term term) {
    this.text = text;
    this.compare = compare;
    this.term = term;
  }

  static void check(String text, Condition.Compare compare, Term term) {
    Filtering filtering = new Filtering(text, compare, term);
    filtering.checkField();
    compare.values().forEach(filtering::checkValue);
    filtering.checkOperator();
  }

  private Query.Path at() {
    return compare.value().at();
  }

  private void checkField() {
    if (term.type() == FieldType.ADDRESS) {
      throw Refused.field(
          text, at(), "Address fields can only be filtered using Distance expressions");
    }
    boolean grouped = compare.value().aggregates();
    if (!grouped && term.field() != null && !term.field().filterable()) {
      throw Refused.field(
          text,
          at(),
          "field '%s' can not be filtered in a query call".formatted(term.field().name()));
    }
  }

  private void checkValue(Literal literal) {
    FieldType type = term.type();
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
      throw Refused.field(
          text,
          at(),
          "value of filter criterion for field '%s' must be of type %s and should %s enclosed in quotes"
              .formatted(
                  at().name(), type.soapType().substring(4), type.isText() ? "be" : "not be"));
    }
    if (type.isId()
        && compare.operator() != Operator.LIKE
        && literal instanceof Literal.Text id
        && !id.value().isEmpty()
        && !RecordId.wellFormed(id.value())) {
      throw invalid("invalid ID field: " + id.value());
    }
  }

  private void checkOperator() {
    FieldType type = term.type();
    boolean multiple = type == FieldType.MULTIPICKLIST;
    boolean valid =
        switch (compare.operator()) {
          case LIKE -> type.isText() && !type.isId() && !multiple;
          case INCLUDES, EXCLUDES -> multiple;
          case LESS, AT_MOST, GREATER, AT_LEAST -> type != FieldType.BOOLEAN && !multiple;
          default -> true;
        };
    if (!valid) {
      throw invalid("invalid operator on %s field".formatted(type.isId() ? "id" : type.apiName()));
    }
  }

  private Refusal invalid(String why) {
    return Refusal.of("INVALID_QUERY_FILTER_OPERATOR", Refused.located(text, at(), why));
  }
}
