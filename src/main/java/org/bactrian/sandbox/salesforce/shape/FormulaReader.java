package org.bactrian.sandbox.salesforce.shape;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bactrian.sandbox.salesforce.org.Refusal;

/** Reads the formulas that sync users meet: paths, literals, operators and the plain functions. */
final class FormulaReader {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\d+(?:\\.\\d+)?|\"[^\"]*\"|'[^']*'|[A-Za-z_][\\w.]*|<>|!=|<=|>=|.)");

  private final String text;
  private final Function<String, IntFunction<Object>> paths;
  private final List<String> tokens = new ArrayList<>();
  private int at;

  /**
   * @param paths what reads a field or a parent's field
   */
  FormulaReader(String text, Function<String, IntFunction<Object>> paths) {
    this.text = text;
    this.paths = paths;
    Matcher matcher = TOKEN.matcher(text.strip());
    while (matcher.find()) {
      tokens.add(matcher.group(1));
    }
  }

  static Refusal wrong(String why) {
    return Refusal.of("FIELD_INTEGRITY_EXCEPTION", "Error in the formula: " + why, "formula");
  }

  IntFunction<Object> read() {
    IntFunction<Object> whole = comparison();
    if (at < tokens.size()) {
      throw wrong("unexpected '%s' in %s".formatted(tokens.get(at), text));
    }
    return whole;
  }

  private String next() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  private boolean take(String token) {
    if (next().equals(token)) {
      at++;
      return true;
    }
    return false;
  }

  private IntFunction<Object> comparison() {
    IntFunction<Object> left = sum();
    String operator = next();
    if (!List.of("=", "<>", "!=", "<", ">", "<=", ">=").contains(operator)) {
      return left;
    }
    at++;
    IntFunction<Object> right = sum();
    return row -> compared(operator, left.apply(row), right.apply(row));
  }

  private static Object compared(String operator, Object left, Object right) {
    if (operator.equals("=")) {
      return same(left, right);
    }
    if (operator.equals("<>") || operator.equals("!=")) {
      return !same(left, right);
    }
    if (left == null || right == null) {
      return false;
    }
    int order = Double.compare(number(left), number(right));
    return switch (operator) {
      case "<" -> order < 0;
      case ">" -> order > 0;
      case "<=" -> order <= 0;
      default -> order >= 0;
    };
  }

  private static boolean same(Object left, Object right) {
    return left instanceof Number && right instanceof Number
        ? Double.compare(number(left), number(right)) == 0
        : Objects.equals(left, right);
  }

  private IntFunction<Object> sum() {
    IntFunction<Object> sum = product();
    while (List.of("+", "-", "&").contains(next())) {
      String operator = tokens.get(at++);
      IntFunction<Object> left = sum;
      IntFunction<Object> right = product();
      sum = row -> calculated(operator, left.apply(row), right.apply(row));
    }
    return sum;
  }

  private IntFunction<Object> product() {
    IntFunction<Object> product = single();
    while (List.of("*", "/").contains(next())) {
      String operator = tokens.get(at++);
      IntFunction<Object> left = product;
      IntFunction<Object> right = single();
      product = row -> calculated(operator, left.apply(row), right.apply(row));
    }
    return product;
  }

  private static Object calculated(String operator, Object left, Object right) {
    boolean texts = left instanceof String || right instanceof String;
    if (operator.equals("&") || operator.equals("+") && texts) {
      return text(left) + text(right);
    }
    if (left == null || right == null) {
      return null;
    }
    double a = number(left);
    double b = number(right);
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      default -> b == 0 ? null : (Object) (a / b);
    };
  }

  private IntFunction<Object> single() {
    String token = next();
    at++;
    if (token.equals("(")) {
      IntFunction<Object> inner = comparison();
      need(")");
      return inner;
    }
    if (token.equals("-")) {
      IntFunction<Object> positive = single();
      return row -> calculated("*", -1.0, positive.apply(row));
    }
    if (token.matches("\\d.*")) {
      double number = Double.parseDouble(token);
      return row -> number;
    }
    if (token.matches("(?s)[\"'].*")) {
      String literal = token.substring(1, token.length() - 1);
      return row -> literal;
    }
    if (!token.matches("[A-Za-z_].*")) {
      throw wrong("unexpected '%s' in %s".formatted(token, text));
    }
    if (token.equalsIgnoreCase("true") || token.equalsIgnoreCase("false")) {
      return row -> Boolean.valueOf(token);
    }
    return take("(") ? function(token.toUpperCase(Locale.ROOT)) : paths.apply(token);
  }

  private void need(String token) {
    if (!take(token)) {
      throw wrong("expected '%s' and found '%s' in %s".formatted(token, next(), text));
    }
  }

  private IntFunction<Object> function(String name) {
    List<IntFunction<Object>> arguments = new ArrayList<>();
    while (!next().equals(")") && at < tokens.size()) {
      arguments.add(comparison());
      if (!take(",")) {
        break;
      }
    }
    need(")");
    return FormulaFunctions.call(name, arguments);
  }

  static String text(Object value) {
    if (value instanceof Number number) {
      return BigDecimal.valueOf(number.doubleValue()).stripTrailingZeros().toPlainString();
    }
    return value == null ? "" : value.toString();
  }

  static Double number(Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.valueOf(0);
  }
}
