package org.bactrian.sync.merge;

/** One of the two systems. */
public enum Side {
  SALESFORCE,
  MARKETO;

  /** The other one. */
  public Side other() {
    return this == SALESFORCE ? MARKETO : SALESFORCE;
  }

  /** Its name. */
  public String word() {
    return this == SALESFORCE ? "Salesforce" : "Marketo";
  }
}
