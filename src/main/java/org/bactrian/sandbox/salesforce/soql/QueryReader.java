package org.bactrian.sandbox.salesforce.soql;

import io.github.apexdevtools.apexparser.ApexErrorListener;
import io.github.apexdevtools.apexparser.ApexParser;
import io.github.apexdevtools.apexparser.ApexParser.QueryContext;
import io.github.apexdevtools.apexparser.ApexParser.WhereConditionalExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.WhereFieldExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.WhereLogicalExpressionContext;
import io.github.apexdevtools.apexparser.ApexParserFactory;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.bactrian.sandbox.salesforce.org.Values;
import org.bactrian.sandbox.salesforce.soql.Condition.Operator;

/** Reads a query's text. */
final class QueryReader {
  private static final char ESCAPED = '\uE025';
  private static final Set<String> CLAUSES =
      Set.of("WHERE", "ORDER", "LIMIT", "OFFSET", "GROUP", "HAVING", "WITH", "FOR");

  private final String text;
  private final LocalDate today;
  private final List<String> aliases = new ArrayList<>();

  private QueryReader(String text, LocalDate today) {
    this.text = text;
    this.today = today;
  }

  static Query read(String text, LocalDate today) {
    return new QueryReader(text, today).read();
  }

  private Query read() {
    var both =
        ApexParserFactory.createLexerAndParser(
            CharStreams.fromString(withoutWildcardEscapes()),
            new ApexErrorListener() {
              @Override
              public void apexSyntaxError(int line, int column, String message) {
                throw Refused.malformed(
                    text, line, column + 1, "unexpected token: " + near(line, column));
              }
            });
    ApexParser parser = both.getParser();
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

  // The grammar is Apex's, whose strings know neither \% nor \_; the length must stay the same.
  private String withoutWildcardEscapes() {
    StringBuilder plain = new StringBuilder(text);
    for (int i = 0; i + 1 < plain.length(); i++) {
      if (plain.charAt(i) == '\\') {
        char next = plain.charAt(i + 1);
        if (next == '%' || next == '_') {
          plain.setCharAt(i, ESCAPED);
        }
        i++;
      }
    }
    return plain.toString();
  }

  private String near(int line, int column) {
    String[] lines = text.split("\n", -1);
    String rest = line <= lines.length ? lines[line - 1] : "";
    rest = column < rest.length() ? rest.substring(column) : "<EOF>";
    String[] words = rest.split("[\\s,()]", 2);
    return "'" + (words[0].isEmpty() ? rest.substring(0, 1) : words[0]) + "'";
  }

  private Query query(QueryContext query) {
    for (var alias : query.fromNameList().soqlId()) {
      if (CLAUSES.contains(alias.getText().toUpperCase(Locale.ROOT))) {
        throw refuse(alias, "unexpected token: '<EOF>'");
      }
      aliases.add(alias.getText().toLowerCase(Locale.ROOT) + ".");
    }
    List<Query.Path> fields = new ArrayList<>();
    boolean count = false;
    for (var entry : query.selectList().selectEntry()) {
      if (entry.soqlFunction() != null) {
        var function = entry.soqlFunction();
        if (function.COUNT() != null && function.fieldName() == null) {
          count = true;
        } else if (function.FIELDS() != null) {
          fields.add(path(entry));
        } else {
          throw refuse(entry, "only COUNT() and FIELDS() are simulated");
        }
      } else if (entry.fieldName() == null) {
        throw refuse(entry, "subqueries are not simulated");
      } else {
        fields.add(path(entry.fieldName()));
      }
    }
    if (query.groupByClause() != null) {
      throw refuse(query.groupByClause(), "GROUP BY is not simulated");
    }
    List<Query.Order> order = new ArrayList<>();
    if (query.orderByClause() != null) {
      for (var key : query.orderByClause().fieldOrderList().fieldOrder()) {
        order.add(new Query.Order(path(key.fieldName()), key.DESC() != null, key.LAST() != null));
      }
    }
    return new Query(
        text,
        path(query.fromNameList().fieldName(0)),
        fields,
        count,
        query.whereClause() == null ? null : logical(query.whereClause().whereLogicalExpression()),
        order,
        query.limitClause() == null
            ? Integer.MAX_VALUE
            : Integer.parseInt(query.limitClause().IntegerLiteral().getText()),
        query.offsetClause() == null
            ? 0
            : Integer.parseInt(query.offsetClause().IntegerLiteral().getText()));
  }

  private Condition logical(WhereLogicalExpressionContext expression) {
    List<Condition> parts =
        expression.whereConditionalExpression().stream().map(this::conditional).toList();
    if (expression.NOT() != null) {
      return new Condition.Not(parts.get(0));
    }
    if (parts.size() == 1) {
      return parts.get(0);
    }
    return expression.SOQLOR().isEmpty() ? new Condition.All(parts) : new Condition.Any(parts);
  }

  private Condition conditional(WhereConditionalExpressionContext expression) {
    return expression.whereLogicalExpression() != null
        ? logical(expression.whereLogicalExpression())
        : comparison(expression.whereFieldExpression());
  }

  private Condition comparison(WhereFieldExpressionContext where) {
    var expression = where.fieldExpression();
    if (expression == null || expression.fieldName() == null) {
      throw refuse(where, "functions in conditions are not simulated");
    }
    var value = expression.value();
    List<Literal> literals =
        value.valueList() == null
            ? List.of(literal(value))
            : value.valueList().value().stream().map(this::literal).toList();
    return new Condition.Compare(
        path(expression.fieldName()), operator(expression.comparisonOperator()), literals);
  }

  private Operator operator(ApexParser.ComparisonOperatorContext operator) {
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
      default -> throw refuse(operator, "unexpected token: '" + operator.getText() + "'");
    };
  }

  private Literal literal(ApexParser.ValueContext value) {
    try {
      if (value.NULL() != null) {
        return new Literal.Null();
      }
      if (value.BooleanLiteral() != null) {
        return new Literal.Bool(value.getText().equalsIgnoreCase("true"));
      }
      if (value.StringLiteral() != null) {
        return string(value.getText());
      }
      if (value.DateLiteral() != null) {
        return new Literal.Date((int) LocalDate.parse(value.getText()).toEpochDay());
      }
      if (value.DateTimeLiteral() != null) {
        return new Literal.Instant(Values.millis(value.getText().toUpperCase(Locale.ROOT)));
      }
      if (value.dateFormula() != null) {
        return Days.of(value.getText(), today);
      }
      return new Literal.Number(Double.parseDouble(value.getText()));
    } catch (DateTimeException | NumberFormatException e) {
      throw refuse(value, "unexpected token: '" + value.getText() + "'");
    }
  }

  private static Literal string(String quoted) {
    StringBuilder value = new StringBuilder();
    StringBuilder pattern = new StringBuilder();
    for (int i = 1; i < quoted.length() - 1; i++) {
      char c = quoted.charAt(i);
      boolean literally = c == ESCAPED;
      if (literally) {
        c = quoted.charAt(++i);
      }
      if (c == '\\') {
        c = quoted.charAt(++i);
        literally = c == '\\';
        if (c == 'u' || c == 'U') {
          c = (char) Integer.parseInt(quoted.substring(i + 1, i + 5), 16);
          i += 4;
        } else {
          c = escaped(c);
        }
      }
      value.append(c);
      if (literally) {
        pattern.append('\\');
      }
      pattern.append(c);
    }
    return new Literal.Text(value.toString(), pattern.toString());
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n', 'N' -> '\n';
      case 'r', 'R' -> '\r';
      case 't', 'T' -> '\t';
      case 'b', 'B' -> '\b';
      case 'f', 'F' -> '\f';
      default -> c;
    };
  }

  private Query.Path path(ParserRuleContext name) {
    Token at = name.getStart();
    String path = name.getText();
    for (String alias : aliases) {
      if (path.toLowerCase(Locale.ROOT).startsWith(alias)) {
        path = path.substring(alias.length());
      }
    }
    return new Query.Path(path, at.getLine(), at.getCharPositionInLine() + 1);
  }

  private org.bactrian.sandbox.salesforce.org.Refusal refuse(ParserRuleContext at, String why) {
    Token start = at.getStart();
    return Refused.malformed(text, start.getLine(), start.getCharPositionInLine() + 1, why);
  }
}
