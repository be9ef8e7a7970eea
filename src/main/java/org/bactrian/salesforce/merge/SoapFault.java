package org.bactrian.salesforce.merge;

/** Salesforce refused a whole call, and did nothing of it. */
public class SoapFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  SoapFault(String code, String message) {
    super("merging in Salesforce: it refused the call: " + code + ": " + message);
    this.code = code;
  }

  /** Salesforce's exception code, or the HTTP status. */
  public String code() {
    return code;
  }
}
