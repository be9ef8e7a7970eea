package org.bactrian.sandbox.salesforce.sosl;

import java.util.List;
import java.util.Locale;
import org.bactrian.sandbox.salesforce.org.Refusal;

/**
 * A search.
 *
 * @param returning of which objects; empty for all
 * @param limit of all objects together
 */
public record Search(Term term, Group group, List<Returning> returning, int limit) {
  /** How many records a search may find. */
  public static final int MOST = 2_000;

  /** Which fields are searched. */
  public enum Group {
    ALL,
    NAME,
    EMAIL,
    PHONE;

    /** The group of this name in any case. */
    public static Group of(String name) {
      try {
        return valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw notSimulated("searching in " + name + " fields");
      }
    }
  }

  /**
   * What is wanted of one object.
   *
   * @param clauses SOQL's WHERE and ORDER BY, or an empty text
   * @param limit of this object's records
   */
  public record Returning(
      String object, List<String> fields, String clauses, int offset, int limit) {}

  /** The refusal of what SOSL knows and the sandbox doesn't. */
  static Refusal notSimulated(String what) {
    return Refusal.of("MALFORMED_SEARCH", "Sandbox: of SOSL, %s is not simulated.".formatted(what));
  }
}
