package org.bactrian.sandbox.salesforce.soql.syntax;

import io.github.apexdevtools.apexparser.ApexParser.ComparisonOperatorContext;
import io.github.apexdevtools.apexparser.ApexParser.ConditionalExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.FieldExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.LogicalExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.SubQueryContext;
import io.github.apexdevtools.apexparser.ApexParser.WhereConditionalExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.WhereLogicalExpressionContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.bactrian.sandbox.salesforce.soql.syntax.Condition.Operator;
import org.bactrian.sandbox.salesforce.soql.syntax.Refused.NotSimulated;

/** Reads the conditions of WHERE and HAVING. */
final class ConditionReader {
  private final Names names;
  private final ExpressionReader expressions;
  private final LiteralReader literals;
  private final Function<SubQueryContext, Query> queries;

  /**
   * @param queries reads the query within a condition
   */
  ConditionReader(Names names, LocalDate today, Function<SubQueryContext, Query> queries) {
    this.names = names;
    this.expressions = new ExpressionReader(names);
    this.literals = new LiteralReader(names, today);
    this.queries = queries;
  }

  Condition where(WhereLogicalExpressionContext expression) {
    return joined(
        expression.whereConditionalExpression().stream().map(this::where).toList(),
        expression.NOT() != null,
        !expression.SOQLOR().isEmpty());
  }

  private Condition where(WhereConditionalExpressionContext expression) {
    if (expression.whereLogicalExpression() != null) {
      return where(expression.whereLogicalExpression());
    }
    var field = expression.whereFieldExpression().fieldExpression();
    if (field == null) {
      throw names.refuse(expression, NotSimulated.FORMULA);
    }
    return comparison(field);
  }

  Condition having(LogicalExpressionContext expression) {
    return joined(
        expression.conditionalExpression().stream().map(this::having).toList(),
        expression.NOT() != null,
        !expression.SOQLOR().isEmpty());
  }

  private Condition having(ConditionalExpressionContext expression) {
    return expression.logicalExpression() != null
        ? having(expression.logicalExpression())
        : comparison(expression.fieldExpression());
  }

  private static Condition joined(List<Condition> parts, boolean not, boolean any) {
    if (not) {
      return new Condition.Not(parts.get(0));
    }
    if (parts.size() == 1) {
      return parts.get(0);
    }
    return any ? new Condition.Any(parts) : new Condition.All(parts);
  }

  private Condition comparison(FieldExpressionContext expression) {
    Expression left = expressions.read(expression.fieldName(), expression.soqlFunction());
    Operator operator = operator(expression.comparisonOperator());
    var value = expression.value();
    if (value.subQuery() != null) {
      boolean in = operator == Operator.IN || operator == Operator.NOT_IN;
      if (!in || !left.isPlain()) {
        throw names.refuse(value, "unexpected token: '('");
      }
      return new Condition.Among(
          left.field(), operator == Operator.NOT_IN, queries.apply(value.subQuery()));
    }
    boolean several = operator.compareTo(Operator.IN) >= 0;
    if (several != (value.valueList() != null)) {
      throw names.refuse(value, "unexpected token: '" + value.getStart().getText() + "'");
    }
    return new Condition.Compare(
        left,
        operator,
        several
            ? value.valueList().value().stream().map(literals::read).toList()
            : List.of(literals.read(value)));
  }

  private Operator operator(ComparisonOperatorContext operator) {
    return switch (operator.getText().toUpperCase(Locale.ROOT)) {
      case "=" -> Operator.EQUAL;
      case "!=", "<>" -> Operator.NOT_EQUAL;
      case "<" -> Operator.LESS;
      case "<=" -> Operator.AT_MOST;
      case ">" -> Operator.GREATER;
      case ">=" -> Operator.AT_LEAST;
      case "LIKE" -> Operator.LIKE;
      case "IN" -> Operator.IN;
      case "NOTIN" -> Operator.NOT_IN;
      case "INCLUDES" -> Operator.INCLUDES;
      case "EXCLUDES" -> Operator.EXCLUDES;
      default -> throw names.refuse(operator, "unexpected token: '" + operator.getText() + "'");
    };
  }
}
