package org.bactrian.salesforce.soap;

/** Salesforce refused a whole call, and did nothing of it. */
public class SoapFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String words;

  SoapFault(Operation operation, String code, String words) {
    super("%s in Salesforce: it refused the call: %s: %s".formatted(operation.deed(), code, words));
    this.code = code;
    this.words = words;
  }

  /** Salesforce's exception code, or the HTTP status. */
  public String code() {
    return code;
  }

  /** What Salesforce said. */
  public String words() {
    return words;
  }
}
