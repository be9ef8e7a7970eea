package org.bactrian.csv;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A cell that no spreadsheet runs as a formula.
 *
 * <p>A formula counts wherever a cell could begin: at the start, and after what some country's
 * spreadsheet takes for the separator ({@code ;}, a tab, {@code |} or a line break), since such a
 * spreadsheet cuts our cells there.
 */
final class InertCell {

  /** Also the wide forms, which spreadsheets of East Asia take for the same. */
  private static final Pattern FORMULA =
      Pattern.compile("(?:^|(?<=[;|\t\r\n]))([ \"']*)([=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])");

  private static final String CONTROL = "\t\r\n";

  private InertCell() {}

  /** The text with an apostrophe before each such formula; JSON stays JSON. */
  static String of(String text) {
    if (text.isEmpty()) return text;
    if (text.startsWith("{") || text.startsWith("[")) {
      return FORMULA.matcher(text).replaceAll(InertCell::escaped);
    }
    String inert = FORMULA.matcher(text).replaceAll("$1'$2");
    return CONTROL.indexOf(inert.charAt(0)) < 0 ? inert : "'" + inert;
  }

  private static String escaped(MatchResult found) {
    return "%s\\\\u%04x".formatted(found.group(1), (int) found.group(2).charAt(0));
  }
}
