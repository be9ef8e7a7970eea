package org.bactrian.salesforce.soap;

import java.util.List;
import java.util.Map;

/**
 * One result of an answer.
 *
 * @param success whether the request was done
 * @param errors why not; empty when it was done
 * @param values what else it says, each element with all its texts
 */
public record SoapResult(
    boolean success, List<SoapError> errors, Map<String, List<String>> values) {

  /** Keeps its own copies. */
  public SoapResult {
    errors = List.copyOf(errors);
    values = Map.copyOf(values);
  }
}
