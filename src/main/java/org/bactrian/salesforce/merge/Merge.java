package org.bactrian.salesforce.merge;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One record that is to be merged into another of its kind.
 *
 * @param object Lead, Contact or Account
 * @param masterId the record that stays
 * @param loserId the record that goes
 * @param values what the master's fields become, null and an empty text for nothing; a master takes
 *     nothing of a loser by itself
 */
public record Merge(String object, String masterId, String loserId, Map<String, Object> values) {

  /** How many fit into one call. */
  public static final int MOST = 200;

  private static final String NAME = "[A-Za-z]\\w*";
  private static final String ID = "[A-Za-z0-9]{15}([A-Za-z0-9]{3})?";

  /** Keeps its own copy, and refuses what no envelope could hold. */
  public Merge {
    check(object, NAME, "the name of an object");
    check(masterId, ID, "the id of a record");
    check(loserId, ID, "the id of a record");
    Map<String, Object> own = new LinkedHashMap<>(values);
    own.forEach(
        (field, value) -> {
          check(field, NAME, "the name of a field");
          if (value != null && !text(value).codePoints().allMatch(Merge::isXml))
            throw new IllegalArgumentException(
                field + " holds a character that can't be sent to Salesforce's SOAP API");
        });
    values = Collections.unmodifiableMap(own);
  }

  /** A value as XML says it. */
  static String text(Object value) {
    if (value instanceof Double || value instanceof Float)
      return BigDecimal.valueOf(((Number) value).doubleValue()).toPlainString();
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  private static void check(String text, String form, String what) {
    if (text == null || !text.matches(form))
      throw new IllegalArgumentException("'" + text + "' is not " + what);
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= ' ' && c < Character.MIN_SURROGATE
        || c > Character.MAX_SURROGATE && c != 0xFFFE && c != 0xFFFF;
  }
}
