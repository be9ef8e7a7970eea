package org.bactrian.sandbox.salesforce.soap;

/** The two ways of Salesforce's to write the same in SOAP. */
enum Dialect {
  /** For any org: a record says its type in an element. */
  PARTNER("u"),
  /** For one org: a record is of a type of its own. */
  ENTERPRISE("c");

  private final String letter;

  Dialect(String letter) {
    this.letter = letter;
  }

  /** The dialect of a path: {@code /services/Soap/u/62.0}. */
  static Dialect of(String path) {
    return path.contains("/" + ENTERPRISE.letter + "/") ? ENTERPRISE : PARTNER;
  }

  /** The namespace of calls and answers. */
  String namespace() {
    return "urn:" + word() + ".soap.sforce.com";
  }

  /** The namespace of faults. */
  String faults() {
    return "urn:fault." + word() + ".soap.sforce.com";
  }

  private String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
