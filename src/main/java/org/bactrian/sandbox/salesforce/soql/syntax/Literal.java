package org.bactrian.sandbox.salesforce.soql.syntax;

/** A value in a query. */
public sealed interface Literal {
  /** No value. */
  record Null() implements Literal {}

  /** True or false. */
  record Bool(boolean value) implements Literal {}

  /** A number. */
  record Number(double value) implements Literal {}

  /**
   * A text.
   *
   * @param pattern the text with {@code \%} and {@code \_} still escaped
   */
  record Text(String value, String pattern) implements Literal {}

  /** A date, in days since 1970. */
  record Date(int day) implements Literal {}

  /** An instant, in milliseconds since 1970. */
  record Instant(long millis) implements Literal {}

  /** Whole days, both included, such as LAST_N_DAYS:7. */
  record Days(int first, int last) implements Literal {}
}
