package org.bactrian.sandbox.salesforce.soap;

/**
 * An answer of the SOAP API.
 *
 * @param contentType of the body
 */
public record SoapAnswer(int status, String contentType, byte[] body) {
  private static final String XML = "text/xml;charset=UTF-8";

  static SoapAnswer of(int status, Xml xml) {
    return new SoapAnswer(status, XML, xml.bytes());
  }

  static SoapAnswer plain(int status, String text) {
    return new SoapAnswer(
        status, "text/plain", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
