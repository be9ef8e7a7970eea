package org.bactrian.salesforce.merge;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bactrian.salesforce.soap.Envelope;

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

  private static final String NAME = "[A-Za-z]\\w*";

  /** Keeps its own copy, and refuses what no envelope could hold. */
  public Merge {
    checkName(object, "the name of an object");
    Envelope.checkId(masterId);
    Envelope.checkId(loserId);
    Map<String, Object> own = new LinkedHashMap<>(values);
    own.forEach(
        (field, value) -> {
          checkName(field, "the name of a field");
          if (value != null && !Envelope.canHold(text(value)))
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

  private static void checkName(String text, String what) {
    if (text == null || !text.matches(NAME))
      throw new IllegalArgumentException("'" + text + "' is not " + what);
  }
}
