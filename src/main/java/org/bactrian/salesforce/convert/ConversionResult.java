package org.bactrian.salesforce.convert;

import java.util.List;
import java.util.Set;
import org.bactrian.salesforce.call.CallFailed;
import org.bactrian.salesforce.soap.SoapError;

/**
 * What became of one conversion.
 *
 * @param converted whether the lead is part of the contact now
 * @param errors why not; empty when it was converted
 */
public record ConversionResult(Conversion conversion, boolean converted, List<SoapError> errors) {

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
    return has("CANNOT_UPDATE_CONVERTED_LEAD")
        || errors.stream().anyMatch(error -> CallFailed.passes(error.code(), error.message()));
  }

  /** Whether leads of this kind can't have that status. */
  public boolean isOfAnotherStatus() {
    return has("INVALID_STATUS");
  }

  private boolean has(String code) {
    return errors.stream().anyMatch(error -> error.code().equals(code));
  }
}
