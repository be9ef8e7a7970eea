package org.bactrian.mapping;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The id of a Salesforce record. It comes in two forms: 15 characters of which case counts, as
 * reports and addresses show it, and the same with three more, which say where the capitals are.
 */
public final class SalesforceId {

  private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  private static final int SHORT = 15;
  private static final int PART = 5;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{15}([A-Za-z0-9]{3})?");
  private static final Pattern ONLY_DIGITS = Pattern.compile("\\d{15}");

  private SalesforceId() {}

  /** Whether a text has the form of an id, of either length. */
  public static boolean isOne(Object value) {
    return value != null && ID.matcher(value.toString().strip()).matches();
  }

  /**
   * The 18 characters of an id in either form; anything else stays as it is, but for blanks around
   * it. A number of 15 digits is no id.
   */
  public static String whole(String text) {
    String id = text.strip();
    if (id.length() != SHORT || !isOne(id) || ONLY_DIGITS.matcher(id).matches()) return id;
    StringBuilder whole = new StringBuilder(id);
    for (int part = 0; part < SHORT; part += PART) {
      int capitals = 0;
      for (int i = 0; i < PART; i++) {
        char letter = id.charAt(part + i);
        if (letter >= 'A' && letter <= 'Z') capitals |= 1 << i;
      }
      whole.append(DIGITS.charAt(capitals));
    }
    return whole.toString();
  }

  /** What two forms of one id have in common, case included; anything else stays as it is. */
  public static String key(Object value) {
    String text = value.toString().strip();
    return isOne(text) ? text.substring(0, SHORT) : text;
  }

  /** Whether two values are one id, in whichever forms; null is none. */
  public static boolean same(Object a, Object b) {
    return a != null && b != null && key(a).equals(key(b));
  }

  /** Both forms of an id, the longer first; anything else alone. */
  public static List<String> forms(String text) {
    String whole = whole(text);
    return isOne(whole) && whole.length() > SHORT
        ? List.of(whole, whole.substring(0, SHORT))
        : List.of(whole);
  }
}
