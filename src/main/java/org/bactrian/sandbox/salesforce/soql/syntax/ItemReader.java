package org.bactrian.sandbox.salesforce.soql.syntax;

import io.github.apexdevtools.apexparser.ApexParser.FieldNameContext;
import io.github.apexdevtools.apexparser.ApexParser.FieldNameListContext;
import io.github.apexdevtools.apexparser.ApexParser.SelectListContext;
import io.github.apexdevtools.apexparser.ApexParser.SoqlFunctionContext;
import io.github.apexdevtools.apexparser.ApexParser.SoqlIdContext;
import io.github.apexdevtools.apexparser.ApexParser.SubFieldListContext;
import io.github.apexdevtools.apexparser.ApexParser.SubQueryContext;
import io.github.apexdevtools.apexparser.ApexParser.TypeOfContext;
import java.util.List;
import java.util.function.Function;
import org.bactrian.sandbox.salesforce.soql.syntax.Query.Item;

/**
 * Reads what is selected.
 *
 * @param queries reads the queries of children
 */
record ItemReader(Names names, Function<SubQueryContext, Query> queries) {

  List<Item> read(SelectListContext list) {
    return list.selectEntry().stream()
        .map(
            entry ->
                entry.typeOf() != null
                    ? kinds(entry.typeOf())
                    : entry.subQuery() != null
                        ? children(entry.subQuery(), entry.soqlId())
                        : value(entry.fieldName(), entry.soqlFunction(), entry.soqlId()))
        .toList();
  }

  List<Item> read(SubFieldListContext list) {
    return list.subFieldEntry().stream()
        .map(
            entry ->
                entry.typeOf() != null
                    ? kinds(entry.typeOf())
                    : entry.subQuery() != null
                        ? children(entry.subQuery(), entry.soqlId())
                        : value(entry.fieldName(), entry.soqlFunction(), entry.soqlId()))
        .toList();
  }

  private Item value(FieldNameContext field, SoqlFunctionContext function, SoqlIdContext alias) {
    return function != null && function.FIELDS() != null
        ? new Item.Fields(names.path(function))
        : new Item.Value(
            new ExpressionReader(names).read(field, function),
            alias == null ? null : alias.getText());
  }

  private Item children(SubQueryContext query, SoqlIdContext alias) {
    if (alias != null) {
      throw names.refuse(alias, "unexpected token: '" + alias.getText() + "'");
    }
    return new Item.Children(queries.apply(query));
  }

  private Item kinds(TypeOfContext typeOf) {
    return new Item.Kinds(
        names.path(typeOf.fieldName()),
        typeOf.whenClause().stream()
            .map(when -> new Query.When(names.path(when.fieldName()), paths(when.fieldNameList())))
            .toList(),
        typeOf.elseClause() == null ? null : paths(typeOf.elseClause().fieldNameList()));
  }

  private List<Query.Path> paths(FieldNameListContext list) {
    return list.fieldName().stream().map(names::path).toList();
  }
}
