package org.bactrian.sandbox.salesforce.soql.syntax;

import io.github.apexdevtools.apexparser.ApexErrorListener;
import io.github.apexdevtools.apexparser.ApexParser;
import io.github.apexdevtools.apexparser.ApexParser.FieldOrderContext;
import io.github.apexdevtools.apexparser.ApexParser.FromNameListContext;
import io.github.apexdevtools.apexparser.ApexParser.GroupByClauseContext;
import io.github.apexdevtools.apexparser.ApexParser.QueryContext;
import io.github.apexdevtools.apexparser.ApexParser.SubQueryContext;
import io.github.apexdevtools.apexparser.ApexParserFactory;
import java.time.LocalDate;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.soql.syntax.Query.Totals;
import org.bactrian.sandbox.salesforce.soql.syntax.Refused.NotSimulated;

/** Reads a query's text. */
public final class QueryReader {
  private final String text;
  private final LocalDate today;

  private QueryReader(String text, LocalDate today) {
    this.text = text;
    this.today = today;
  }

  /**
   * Reads a query.
   *
   * @param today what TODAY is
   * @throws Refusal as Salesforce refuses what is no query
   */
  public static Query read(String text, LocalDate today) {
    return new QueryReader(text, today).read();
  }

  private Query read() {
    var both =
        ApexParserFactory.createLexerAndParser(
            CharStreams.fromString(LiteralReader.withoutWildcardEscapes(text)),
            new ApexErrorListener() {
              @Override
              public void apexSyntaxError(int line, int column, String message) {
                throw Refused.malformed(
                    text, line, column + 1, "unexpected token: " + near(line, column));
              }
            });
    ApexParser parser = both.getParser();
    parser.setTokenStream(Tokens.of(both.getLexer()));
    QueryContext query = parser.query();
    Token next = parser.getCurrentToken();
    if (next.getType() != Token.EOF) {
      throw Refused.malformed(
          text,
          next.getLine(),
          next.getCharPositionInLine() + 1,
          "unexpected token: '" + next.getText() + "'");
    }
    return query(query);
  }

  private String near(int line, int column) {
    String[] lines = text.split("\n", -1);
    String rest = line <= lines.length ? lines[line - 1] : "";
    rest = column < rest.length() ? rest.substring(column) : "<EOF>";
    String[] words = rest.split("[\\s,()]", 2);
    return "'" + (words[0].isEmpty() ? rest.substring(0, 1) : words[0]) + "'";
  }

  private Query query(QueryContext query) {
    Names names = names(query.fromNameList());
    names.refuseAny(query.usingScope(), NotSimulated.SCOPE);
    names.refuseAny(query.withClause(), NotSimulated.WITH);
    names.refuseAny(query.forClauses(), NotSimulated.FOR);
    names.refuseAny(query.updateList(), NotSimulated.UPDATE);
    if (query.allRowsClause() != null) {
      throw names.refuse(query.allRowsClause(), "ALL ROWS not allowed in this context");
    }
    GroupByClauseContext group = query.groupByClause();
    var conditions = new ConditionReader(names, today, this::query);
    return new Query(
        text,
        names.path(query.fromNameList().fieldName(0)),
        new ItemReader(names, this::query).read(query.selectList()),
        query.whereClause() == null
            ? null
            : conditions.where(query.whereClause().whereLogicalExpression()),
        group == null ? null : grouping(names, group),
        group == null || group.logicalExpression() == null
            ? null
            : conditions.having(group.logicalExpression()),
        query.orderByClause() == null
            ? List.of()
            : order(names, query.orderByClause().fieldOrderList().fieldOrder()),
        query.limitClause() == null
            ? Integer.MAX_VALUE
            : number(names, query.limitClause(), query.limitClause().IntegerLiteral()),
        query.offsetClause() == null
            ? 0
            : number(names, query.offsetClause(), query.offsetClause().IntegerLiteral()));
  }

  private Query query(SubQueryContext query) {
    Names names = names(query.fromNameList());
    names.refuseAny(query.forClauses(), NotSimulated.FOR);
    names.refuseAny(query.updateList(), NotSimulated.UPDATE);
    return new Query(
        text,
        names.path(query.fromNameList().fieldName(0)),
        new ItemReader(names, this::query).read(query.subFieldList()),
        query.whereClause() == null
            ? null
            : new ConditionReader(names, today, this::query)
                .where(query.whereClause().whereLogicalExpression()),
        null,
        null,
        query.orderByClause() == null
            ? List.of()
            : order(names, query.orderByClause().fieldOrderList().fieldOrder()),
        query.limitClause() == null
            ? Integer.MAX_VALUE
            : number(names, query.limitClause(), query.limitClause().IntegerLiteral()),
        0);
  }

  private Names names(FromNameListContext from) {
    return Names.of(text, from);
  }

  private static Query.Grouping grouping(Names names, GroupByClauseContext group) {
    ExpressionReader expressions = new ExpressionReader(names);
    return new Query.Grouping(
        group.fieldGroupByList().fieldGroupBy().stream()
            .map(by -> expressions.read(by.fieldName(), by.soqlFunction()))
            .toList(),
        group.ROLLUP() != null ? Totals.ROLLUP : group.CUBE() != null ? Totals.CUBE : Totals.NONE);
  }

  private static List<Query.Order> order(Names names, List<FieldOrderContext> keys) {
    ExpressionReader expressions = new ExpressionReader(names);
    return keys.stream()
        .map(
            key ->
                new Query.Order(
                    expressions.read(key.fieldName(), key.soqlFunction()),
                    key.DESC() != null,
                    key.LAST() != null))
        .toList();
  }

  private static int number(Names names, ParserRuleContext clause, TerminalNode number) {
    if (number == null || number.getText().length() > 9) {
      throw names.refuse(clause, "unexpected token: '" + clause.getStop().getText() + "'");
    }
    return Integer.parseInt(number.getText());
  }
}
