package org.bactrian.salesforce.soap;

import java.util.List;

/**
 * Why Salesforce did not do a request: its code and words.
 *
 * @param fields the fields at fault, if it names any
 */
public record SoapError(String code, String message, List<String> fields) {

  /** Keeps its own copy of the fields. */
  public SoapError {
    fields = List.copyOf(fields);
  }
}
