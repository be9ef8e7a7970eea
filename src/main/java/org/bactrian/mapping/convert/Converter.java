package org.bactrian.mapping.convert;

import java.util.Map;
import java.util.regex.Pattern;

/** Turns a value that is not blank into another. */
@FunctionalInterface
public interface Converter {

  /** Control characters and halves of characters, which neither logs nor databases take. */
  Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  /**
   * @param value the value, never null
   * @param record the whole Salesforce record
   * @return the converted value, or null for a blank
   * @throws Inconvertible if the value can't be converted
   */
  Object convert(Object value, Map<String, Object> record);

  /** A value as a message shows it: in quotes, at most 60 characters, all of them printable. */
  static String quoted(Object value) {
    String text = value.toString();
    String shown = text.length() > 60 ? text.substring(0, 57) + "..." : text;
    return "'" + UNPRINTABLE.matcher(shown).replaceAll("\uFFFD") + "'";
  }

  /** A value that a converter can't make anything of; the message says why. */
  final class Inconvertible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Inconvertible(String message) {
      super(message, null, false, false);
    }

    /** Of this value it is said what is wrong with it, e.g. {@code 'soon' is not a date}. */
    static Inconvertible of(Object value, String wrong) {
      return new Inconvertible(quoted(value) + " " + wrong);
    }
  }
}
