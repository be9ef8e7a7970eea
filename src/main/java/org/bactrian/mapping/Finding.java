package org.bactrian.mapping;

/**
 * Something wrong in a mapping's file.
 *
 * @param file as a person knows it
 * @param line from 1; 0 where it is about the whole file
 * @param isError whether nothing can be synced by it; else it is advice
 */
public record Finding(String file, int line, boolean isError, String message) {

  /** A finding that keeps its mapping from being used. */
  public static Finding error(String file, int line, String message) {
    return new Finding(file, line, true, message);
  }

  @Override
  public String toString() {
    return "reading " + file + (line > 0 ? " line " + line : "") + ": " + message;
  }
}
