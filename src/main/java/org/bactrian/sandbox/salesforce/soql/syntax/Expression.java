package org.bactrian.sandbox.salesforce.soql.syntax;

import java.util.List;
import java.util.Locale;

/**
 * A field, or functions of it.
 *
 * @param field null for COUNT()
 * @param functions the innermost first; none for a plain field
 * @param at as it was written, and where
 */
public record Expression(Query.Path field, List<Function> functions, Query.Path at) {

  /** A field without functions. */
  public static Expression of(Query.Path field) {
    return new Expression(field, List.of(), field);
  }

  /** Whether it is a field without functions. */
  public boolean isPlain() {
    return functions.isEmpty();
  }

  /** Whether it makes one value of the many of a group. */
  public boolean aggregates() {
    return functions.stream().anyMatch(Function::aggregates);
  }

  /** It without all functions but the first ones. */
  public Expression first(int count) {
    return new Expression(field, functions.subList(0, count), count == 0 ? field : at);
  }

  /** What is the same for two that say the same: {@code avg(amount)}. */
  public String key() {
    return shown().toLowerCase(Locale.ROOT);
  }

  /** As Salesforce shows it: {@code avg(Amount)}. */
  public String shown() {
    String shown = field == null ? "" : field.name();
    for (Function function : functions) {
      shown = function.shown() + "(" + shown + ")";
    }
    return shown;
  }
}
