package org.bactrian.sandbox.salesforce.soql.syntax;

import io.github.apexdevtools.apexparser.ApexParser.FieldNameContext;
import io.github.apexdevtools.apexparser.ApexParser.SoqlFunctionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bactrian.sandbox.salesforce.soql.syntax.Refused.NotSimulated;

/** Reads fields and functions. */
record ExpressionReader(Names names) {

  /** The field, or the function if there is one. */
  Expression read(FieldNameContext field, SoqlFunctionContext function) {
    return function == null ? Expression.of(names.path(field)) : function(function);
  }

  private Expression function(SoqlFunctionContext context) {
    if (context.DISTANCE() != null) {
      throw names.refuse(context, NotSimulated.DISTANCE);
    }
    if (context.FIELDS() != null) {
      throw names.refuse(context, "unexpected token: 'FIELDS'");
    }
    if (context.soqlFunction() != null) {
      Expression inner = function(context.soqlFunction());
      return around(context, inner.field(), inner.functions());
    }
    if (context.dateFieldName() != null) {
      var date = context.dateFieldName();
      return around(
          context,
          names.path(date.fieldName()),
          date.CONVERT_TIMEZONE() == null ? List.of() : List.of(Function.CONVERTTIMEZONE));
    }
    return around(
        context, context.fieldName() == null ? null : names.path(context.fieldName()), List.of());
  }

  private Expression around(
      SoqlFunctionContext context, Query.Path field, List<Function> innermost) {
    List<Function> functions = new ArrayList<>(innermost);
    functions.add(Function.valueOf(context.getStart().getText().toUpperCase(Locale.ROOT)));
    return new Expression(field, List.copyOf(functions), names.at(context, context.getText()));
  }
}
