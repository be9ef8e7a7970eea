package org.bactrian.salesforce.soap;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The envelope of a call of Salesforce's partner API, as it is written; a name's prefix is {@code
 * p} for the API's own elements and {@code r} for those of a record.
 */
public final class Envelope {

  private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String PARTNER = "urn:partner.soap.sforce.com";
  private static final String RECORD = "urn:sobject.partner.soap.sforce.com";
  private static final String ID = "[A-Za-z0-9]{15}([A-Za-z0-9]{3})?";
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private interface Deed {
    void run() throws XMLStreamException;
  }

  private final XMLStreamWriter out;

  private Envelope(XMLStreamWriter out) {
    this.out = out;
  }

  /**
   * The envelope of a call, whose requests are done in their order. It holds the session's id: it
   * is for Salesforce's eyes only.
   */
  public static String of(String sessionId, SoapCall<?> call) {
    Operation operation = call.operation();
    if (call.size() < 1 || call.size() > operation.most())
      throw new IllegalArgumentException(
          "a call of %s holds 1 to %d requests, and not %d"
              .formatted(operation.word(), operation.most(), call.size()));
    StringWriter text = new StringWriter();
    write(
        () -> {
          XMLStreamWriter out = FACTORY.createXMLStreamWriter(text);
          new Envelope(out).write(sessionId, call);
          out.writeEndDocument();
          out.close();
        });
    return text.toString();
  }

  private void write(String sessionId, SoapCall<?> call) throws XMLStreamException {
    out.writeStartDocument("UTF-8", "1.0");
    open("e:Envelope");
    out.writeAttribute("xmlns:e", SOAP);
    out.writeAttribute("xmlns:p", PARTNER);
    out.writeAttribute("xmlns:r", RECORD);
    open("e:Header");
    open("p:SessionHeader");
    text("p:sessionId", sessionId);
    close();
    close();
    open("e:Body");
    open("p:" + call.operation().word());
    call.write(this);
  }

  /** Refuses what can't be the id of a record. */
  public static void checkId(String id) {
    if (id == null || !id.matches(ID))
      throw new IllegalArgumentException("'" + id + "' is not the id of a record");
  }

  /** Whether XML can hold a text. */
  public static boolean canHold(String text) {
    return text.codePoints().allMatch(Envelope::isXml);
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= ' ' && c < Character.MIN_SURROGATE
        || c > Character.MAX_SURROGATE && c != 0xFFFE && c != 0xFFFF;
  }

  /** Opens an element. */
  public void open(String name) {
    write(() -> out.writeStartElement(name));
  }

  /** Writes an element that holds a text. */
  public void text(String name, String text) {
    open(name);
    write(
        () -> {
          // A carriage return by itself would be read as a line feed.
          for (String part : text.split("(?<=\r)|(?=\r)")) {
            if (part.equals("\r")) out.writeEntityRef("#13");
            else out.writeCharacters(part);
          }
        });
    close();
  }

  /** Closes the element that was opened last. */
  public void close() {
    write(out::writeEndElement);
  }

  private static void write(Deed deed) {
    try {
      deed.run();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing an envelope: " + e.getMessage(), e);
    }
  }
}
