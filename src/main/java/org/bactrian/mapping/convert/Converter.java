package org.bactrian.mapping.convert;

import java.util.Map;

/** Turns a value that is not blank into another. */
@FunctionalInterface
public interface Converter {

  /**
   * @param value the value, never null
   * @param record the whole Salesforce record
   * @return the converted value, or null for a blank
   * @throws Inconvertible if the value can't be converted
   */
  Object convert(Object value, Map<String, Object> record);

  /** A value that a converter can't make anything of; the message says why. */
  final class Inconvertible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Inconvertible(String message) {
      super(message, null, false, false);
    }
  }
}
