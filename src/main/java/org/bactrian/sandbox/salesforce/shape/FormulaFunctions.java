package org.bactrian.sandbox.salesforce.shape;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** The functions of formulas. */
final class FormulaFunctions {
  private static final Map<String, Integer> ARGUMENTS =
      Map.of(
          "IF",
          3,
          "TEXT",
          1,
          "ISBLANK",
          1,
          "BLANKVALUE",
          2,
          "NOT",
          1,
          "ISPICKVAL",
          2,
          "UPPER",
          1,
          "LOWER",
          1,
          "LEN",
          1,
          "ROUND",
          2);

  private FormulaFunctions() {}

  /** A call of a function; refuses what is none. */
  static IntFunction<Object> call(String name, List<IntFunction<Object>> arguments) {
    if (name.equals("AND") || name.equals("OR")) {
      return row ->
          name.equals("AND")
              ? arguments.stream().allMatch(a -> Boolean.TRUE.equals(a.apply(row)))
              : arguments.stream().anyMatch(a -> Boolean.TRUE.equals(a.apply(row)));
    }
    Integer count = ARGUMENTS.get(name);
    if (count == null) {
      throw FormulaReader.wrong(
          "the function %s is not simulated; these are: AND, OR, %s"
              .formatted(name, String.join(", ", ARGUMENTS.keySet().stream().sorted().toList())));
    }
    if (arguments.size() != count) {
      throw FormulaReader.wrong(
          "Incorrect number of parameters for function '%s()'. Expected %d, received %d"
              .formatted(name, count, arguments.size()));
    }
    return row -> value(name, arguments, row);
  }

  private static Object value(String name, List<IntFunction<Object>> arguments, int row) {
    Object first = arguments.get(0).apply(row);
    return switch (name) {
      case "IF" -> arguments.get(Boolean.TRUE.equals(first) ? 1 : 2).apply(row);
      case "ISBLANK" -> first == null || first.equals("");
      case "BLANKVALUE" -> first == null || first.equals("") ? arguments.get(1).apply(row) : first;
      case "NOT" -> !Boolean.TRUE.equals(first);
      case "ISPICKVAL" -> FormulaReader.text(first).equals(arguments.get(1).apply(row));
      case "UPPER" -> FormulaReader.text(first).toUpperCase(Locale.ROOT);
      case "LOWER" -> FormulaReader.text(first).toLowerCase(Locale.ROOT);
      case "LEN" -> (double) FormulaReader.text(first).length();
      case "ROUND" -> rounded(first, arguments.get(1).apply(row));
      default -> FormulaReader.text(first);
    };
  }

  private static Object rounded(Object number, Object digits) {
    double factor = Math.pow(10, FormulaReader.number(digits));
    return number == null ? null : Math.round(FormulaReader.number(number) * factor) / factor;
  }
}
