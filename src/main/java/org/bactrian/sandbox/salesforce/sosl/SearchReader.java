package org.bactrian.sandbox.salesforce.sosl;

import io.github.apexdevtools.apexparser.ApexErrorListener;
import io.github.apexdevtools.apexparser.ApexParser;
import io.github.apexdevtools.apexparser.ApexParser.FieldListContext;
import io.github.apexdevtools.apexparser.ApexParser.FieldSpecContext;
import io.github.apexdevtools.apexparser.ApexParser.FieldSpecListContext;
import io.github.apexdevtools.apexparser.ApexParser.LimitClauseContext;
import io.github.apexdevtools.apexparser.ApexParser.SoslClausesContext;
import io.github.apexdevtools.apexparser.ApexParserFactory;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;
import org.bactrian.sandbox.salesforce.org.Refusal;

/** Reads SOSL. */
public final class SearchReader {
  private SearchReader() {}

  /**
   * The search of a text.
   *
   * @throws Refusal if it can't be read, or says what is not simulated
   */
  public static Search read(String text) {
    ApexParser parser = parser("[" + text + "]");
    var literal = parser.soslLiteralAlt();
    Token next = parser.getCurrentToken();
    if (next.getType() != Token.EOF) {
      throw malformed(next.getLine(), next.getCharPositionInLine(), "'" + next.getText() + "'");
    }
    String find = literal.FindLiteralAlt().getText();
    String term = find.substring(find.indexOf('{') + 1, find.lastIndexOf('}'));
    SoslClausesContext clauses = literal.soslClauses();
    refuseTheRest(clauses);
    List<Search.Returning> returning = new ArrayList<>();
    collect(clauses.fieldSpecList(), returning);
    return new Search(
        TermReader.read(term), group(clauses), returning, limit(clauses.limitClause()));
  }

  private static ApexParser parser(String text) {
    return ApexParserFactory.createLexerAndParser(
            CharStreams.fromString(text),
            new ApexErrorListener() {
              @Override
              public void apexSyntaxError(int line, int column, String message) {
                throw malformed(line, column, message);
              }
            })
        .getParser();
  }

  private static Refusal malformed(int line, int column, String near) {
    return Refusal.of(
        "MALFORMED_SEARCH",
        "ERROR at Row:%d:Column:%d unexpected token: %s".formatted(line, column, near));
  }

  private static void refuseTheRest(SoslClausesContext clauses) {
    if (!clauses.soslWithClause().isEmpty()) {
      throw Search.notSimulated(text(clauses.soslWithClause(0)));
    }
    if (clauses.UPDATE() != null) {
      throw Search.notSimulated("UPDATE");
    }
  }

  private static Search.Group group(SoslClausesContext clauses) {
    return clauses.searchGroup() == null
        ? Search.Group.ALL
        : Search.Group.of(clauses.searchGroup().getChild(0).getText());
  }

  private static int limit(LimitClauseContext limit) {
    if (limit == null) {
      return Search.MOST;
    }
    if (limit.IntegerLiteral() == null) {
      throw Search.notSimulated(text(limit));
    }
    return Integer.parseInt(limit.IntegerLiteral().getText());
  }

  private static void collect(FieldSpecListContext list, List<Search.Returning> into) {
    if (list == null) {
      return;
    }
    into.add(returning(list.fieldSpec()));
    list.fieldSpecList().forEach(more -> collect(more, into));
  }

  private static Search.Returning returning(FieldSpecContext one) {
    if (one.USING() != null) {
      throw Search.notSimulated("USING LISTVIEW");
    }
    List<String> fields = new ArrayList<>();
    collect(one.fieldList(), fields);
    String where = one.WHERE() == null ? "" : " WHERE " + text(one.logicalExpression());
    String order = one.ORDER() == null ? "" : " ORDER BY " + text(one.fieldOrderList());
    int offset =
        one.offsetClause() == null || one.offsetClause().IntegerLiteral() == null
            ? 0
            : Integer.parseInt(one.offsetClause().IntegerLiteral().getText());
    return new Search.Returning(
        one.soslId(0).getText(), fields, where + order, offset, limit(one.limitClause()));
  }

  private static void collect(FieldListContext list, List<String> into) {
    if (list == null) {
      return;
    }
    if (list.soqlFunction() != null
        || list.TOLABEL() != null
        || list.FORMAT() != null
        || list.CONVERT_CURRENCY() != null) {
      throw Search.notSimulated(text(list));
    }
    list.soslId().stream().map(RuleContext::getText).forEach(into::add);
    list.fieldList().forEach(more -> collect(more, into));
  }

  private static String text(ParserRuleContext part) {
    return part.start
        .getInputStream()
        .getText(Interval.of(part.start.getStartIndex(), part.stop.getStopIndex()));
  }
}
