package org.bactrian.mapping.convert;

/**
 * What no text of either system may hold: zero and the other control characters, which nobody sees,
 * Salesforce's XML can't carry and databases refuse. Tabs and line breaks stay.
 */
public final class Characters {

  private Characters() {}

  /** A text without them; those that part words, as a vertical tab, become a blank. */
  public static String cleaned(String text) {
    int first = 0;
    while (first < text.length() && !isUnwanted(text.charAt(first))) first++;
    if (first == text.length()) return text;
    StringBuilder cleaned = new StringBuilder(text.length()).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isUnwanted(c)) cleaned.append(c);
      else if (partsWords(c)) cleaned.append(' ');
    }
    return cleaned.toString();
  }

  /** Whether nothing is left of a text without them, but for blanks. */
  public static boolean isBlank(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i)) && !isUnwanted(text.charAt(i))) return false;
    }
    return true;
  }

  private static boolean isUnwanted(char c) {
    return c < ' ' && c != '\t' && c != '\n' && c != '\r'
        || c >= 0x7F && c < 0xA0
        || c == 0xFFFE
        || c == 0xFFFF;
  }

  /** Vertical tab, form feed, next line. */
  private static boolean partsWords(char c) {
    return c == 0x0B || c == 0x0C || c == 0x85;
  }
}
