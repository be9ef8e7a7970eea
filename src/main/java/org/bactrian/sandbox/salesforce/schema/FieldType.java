package org.bactrian.sandbox.salesforce.schema;

import java.util.Locale;

/** The field types of the describe call. */
public enum FieldType {
  ID("tns:ID"),
  STRING("xsd:string"),
  TEXTAREA("xsd:string"),
  PICKLIST("xsd:string"),
  MULTIPICKLIST("xsd:string"),
  COMBOBOX("xsd:string"),
  EMAIL("xsd:string"),
  PHONE("xsd:string"),
  URL("xsd:string"),
  BOOLEAN("xsd:boolean"),
  INT("xsd:int"),
  DOUBLE("xsd:double"),
  CURRENCY("xsd:double"),
  PERCENT("xsd:double"),
  DATE("xsd:date"),
  DATETIME("xsd:dateTime"),
  REFERENCE("tns:ID"),
  TIME("xsd:time"),
  ADDRESS("urn:address"),
  LOCATION("urn:location");

  private final String soapType;

  FieldType(String soapType) {
    this.soapType = soapType;
  }

  /** As describe says it: {@code multipicklist}. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As describe's {@code soapType} says it. */
  public String soapType() {
    return soapType;
  }

  /** Whether values are kept as text. */
  public boolean isText() {
    return switch (this) {
      case BOOLEAN, INT, DOUBLE, CURRENCY, PERCENT, DATE, DATETIME, ADDRESS, LOCATION -> false;
      default -> true;
    };
  }

  /** Whether values are numbers. */
  public boolean isNumber() {
    return switch (this) {
      case INT, DOUBLE, CURRENCY, PERCENT -> true;
      default -> false;
    };
  }

  /** Whether values are Salesforce ids. */
  public boolean isId() {
    return this == ID || this == REFERENCE;
  }
}
