package org.bactrian.salesforce.convert;

import java.util.List;
import java.util.Set;
import org.bactrian.salesforce.soap.SoapError;

/**
 * What became of one conversion.
 *
 * @param converted whether the lead is part of the contact now
 * @param errors why not; empty when it was converted
 */
public record ConversionResult(Conversion conversion, boolean converted, List<SoapError> errors) {

  private static final String LOCKED = "UNABLE_TO_LOCK_ROW";

  /** What Salesforce says of what the sync user may not do. */
  private static final Set<String> FORBIDDEN =
      Set.of(
          "INSUFFICIENT_ACCESS",
          "INSUFFICIENT_ACCESS_OR_READONLY",
          "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
          "FUNCTIONALITY_NOT_ENABLED");

  /** Keeps its own copy. */
  public ConversionResult {
    errors = List.copyOf(errors);
  }

  /** Whether a code says that the sync user may not convert these records. */
  public static boolean isForbidden(String code) {
    return FORBIDDEN.contains(code);
  }

  /** Whether somebody held one of the records, or converted the lead meanwhile. */
  public boolean mayHeal() {
    // A trigger that meets a lock wraps it into an error of its own.
    boolean locked = errors.stream().anyMatch(error -> error.message().contains(LOCKED));
    return locked || has(LOCKED) || has("CANNOT_UPDATE_CONVERTED_LEAD");
  }

  /** Whether leads of this kind can't have that status. */
  public boolean isOfAnotherStatus() {
    return has("INVALID_STATUS");
  }

  private boolean has(String code) {
    return errors.stream().anyMatch(error -> error.code().equals(code));
  }
}
