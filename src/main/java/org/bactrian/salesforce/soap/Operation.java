package org.bactrian.salesforce.soap;

/** What the SOAP API is asked for, by its name in the WSDL. */
public enum Operation {
  MERGE("merge", "merging", "MasterRecordId", 200),
  CONVERT("convertLead", "converting", "ConvertedContactId", 100);

  private final String word;
  private final String deed;
  private final String trace;
  private final int most;

  Operation(String word, String deed, String trace, int most) {
    this.word = word;
    this.deed = deed;
    this.trace = trace;
    this.most = most;
  }

  /** The element of the call. */
  String word() {
    return word;
  }

  /** What is being done, in a message. */
  String deed() {
    return deed;
  }

  /** The field that tells afterwards whether it was done. */
  String trace() {
    return trace;
  }

  /** How many requests fit into one call. */
  public int most() {
    return most;
  }
}
