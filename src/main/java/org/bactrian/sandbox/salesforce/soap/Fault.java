package org.bactrian.sandbox.salesforce.soap;

import org.bactrian.sandbox.salesforce.org.Refusal;

/** A whole call that is refused. */
final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final boolean ofClient;

  private Fault(String code, String message, boolean ofClient) {
    super(message, null, false, false);
    this.code = code;
    this.ofClient = ofClient;
  }

  /** A refusal with one of Salesforce's exception codes. */
  static Fault of(String code, String message) {
    return new Fault(code, message, false);
  }

  /** What SOAP itself refuses. */
  static Fault client(String message) {
    return new Fault("soapenv:Client", message, true);
  }

  static Fault of(Refusal refusal) {
    return switch (refusal.errorCode()) {
      case "INVALID_SESSION_ID" ->
          of(
              "INVALID_SESSION_ID",
              "Invalid Session ID found in SessionHeader: Illegal Session. Session not found,"
                  + " missing session key");
      default -> of(refusal.errorCode(), refusal.getMessage());
    };
  }

  SoapAnswer answer(int status, Dialect dialect) {
    Xml xml = new Xml();
    xml.openEnvelope(dialect.faults(), "sf");
    xml.open("soapenv:Body");
    xml.open("soapenv:Fault");
    xml.text("faultcode", ofClient ? code : "sf:" + code);
    xml.text("faultstring", ofClient ? getMessage() : code + ": " + getMessage());
    if (!ofClient) {
      xml.open("detail");
      xml.open("sf:" + type());
      xml.attribute("xsi:type", "sf:" + type());
      xml.text("sf:exceptionCode", code);
      xml.text("sf:exceptionMessage", getMessage());
      if (type().equals("InvalidFieldFault") || type().equals("InvalidSObjectFault")) {
        xml.text("sf:row", "-1");
        xml.text("sf:column", "-1");
      }
    }
    return SoapAnswer.of(status, xml);
  }

  private String type() {
    return switch (code) {
      case "INVALID_FIELD" -> "InvalidFieldFault";
      case "INVALID_TYPE", "INVALID_TYPE_FOR_OPERATION" -> "InvalidSObjectFault";
      case "MALFORMED_ID" -> "InvalidIdFault";
      case "INVALID_LOGIN" -> "LoginFault";
      default -> "UnexpectedErrorFault";
    };
  }
}
