package org.bactrian.sandbox.salesforce.soql.term;

import java.util.List;
import java.util.function.UnaryOperator;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.soql.syntax.Expression;
import org.bactrian.sandbox.salesforce.soql.syntax.Function;
import org.bactrian.sandbox.salesforce.soql.syntax.Refused;

/**
 * Functions that make one value of another.
 *
 * @param type of what they make
 */
public record Formula(FieldType type, UnaryOperator<Object> function) {

  /**
   * The formula of an expression's functions.
   *
   * @param functions the innermost first
   * @param type of what they are applied to
   * @param scale how many digits a number has after its point
   * @throws Refusal if they can't be applied to that type
   */
  public static Formula of(
      String text, Expression expression, List<Function> functions, FieldType type, int scale) {
    Formula formula = new Formula(type, UnaryOperator.identity());
    for (Function function : functions) {
      if (function.aggregates()) {
        throw Refused.malformed(
            text,
            expression.at(),
            "aggregate functions can not be used here: " + expression.shown());
      }
      formula = formula.then(text, expression, function, scale);
    }
    return formula;
  }

  private Formula then(String text, Expression expression, Function next, int scale) {
    boolean fits =
        switch (next) {
          case TOLABEL -> type.isText() && !type.isId();
          case CONVERTCURRENCY -> type == FieldType.CURRENCY;
          case CONVERTTIMEZONE, DAY_ONLY, HOUR_IN_DAY -> type == FieldType.DATETIME;
          default -> !next.ofDate() || type == FieldType.DATE || type == FieldType.DATETIME;
        };
    if (!fits) {
      throw Refused.field(
          text,
          expression.at(),
          "Function %s can not be used on field '%s' of type %s"
              .formatted(next.shown(), expression.field().name(), type.apiName()));
    }
    UnaryOperator<Object> before = function;
    return switch (next) {
      case TOLABEL, CONVERTCURRENCY, CONVERTTIMEZONE -> this;
      case FORMAT ->
          new Formula(
              FieldType.STRING,
              value -> {
                Object inner = before.apply(value);
                return inner == null ? null : Display.of(type, scale, inner);
              });
      default ->
          new Formula(
              next == Function.DAY_ONLY ? FieldType.DATE : FieldType.INT,
              value -> {
                Object inner = before.apply(value);
                return inner == null ? null : DatePart.of(next, inner);
              });
    };
  }
}
