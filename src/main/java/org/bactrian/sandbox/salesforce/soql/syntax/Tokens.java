package org.bactrian.sandbox.salesforce.soql.syntax;

import io.github.apexdevtools.apexparser.ApexLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;

/** The words of a query; what Apex reads as several and SOQL as one number is one: {@code 1e5}. */
final class Tokens {
  private Tokens() {}

  static CommonTokenStream of(ApexLexer lexer) {
    List<Token> tokens = new ArrayList<>();
    List<? extends Token> read = lexer.getAllTokens();
    for (int i = 0; i < read.size(); i++) {
      Token token = read.get(i);
      int length = isNumber(token) ? exponent(read, i) : 0;
      tokens.add(length == 0 ? token : joined(token, read.get(i + length)));
      i += length;
    }
    return new CommonTokenStream(new ListTokenSource(tokens));
  }

  /** How many words after this one are its exponent. */
  private static int exponent(List<? extends Token> tokens, int at) {
    String e = following(tokens, at);
    if (e.matches("[eE]\\d+")) {
      return 1;
    }
    boolean signed = e.matches("[eE]") && following(tokens, at + 1).matches("[+-]");
    return signed && following(tokens, at + 2).matches("\\d+") ? 3 : 0;
  }

  private static String following(List<? extends Token> tokens, int at) {
    Token next = at + 1 < tokens.size() ? tokens.get(at + 1) : null;
    boolean adjacent = next != null && next.getStartIndex() == tokens.get(at).getStopIndex() + 1;
    return adjacent ? next.getText() : "";
  }

  private static boolean isNumber(Token token) {
    return token.getType() == ApexLexer.IntegerLiteral
        || token.getType() == ApexLexer.NumberLiteral;
  }

  private static Token joined(Token first, Token last) {
    CommonToken number = new CommonToken(first);
    number.setType(ApexLexer.NumberLiteral);
    number.setStopIndex(last.getStopIndex());
    return number;
  }
}
