package org.bactrian.salesforce.merge;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The envelope that asks Salesforce's partner API to merge. */
public final class MergeEnvelope {

  private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String PARTNER = "urn:partner.soap.sforce.com";
  private static final String RECORD = "urn:sobject.partner.soap.sforce.com";
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private final XMLStreamWriter out;

  private MergeEnvelope(XMLStreamWriter out) {
    this.out = out;
  }

  /**
   * An envelope for these merges, which are done in their order. It holds the session's id: it is
   * for Salesforce's eyes only.
   */
  public static String of(String sessionId, List<Merge> merges) {
    if (merges.isEmpty() || merges.size() > Merge.MOST)
      throw new IllegalArgumentException(
          "a call holds 1 to %d merges, and not %d".formatted(Merge.MOST, merges.size()));
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter out = FACTORY.createXMLStreamWriter(text);
      new MergeEnvelope(out).write(sessionId, merges);
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing an envelope: " + e.getMessage(), e);
    }
    return text.toString();
  }

  private void write(String sessionId, List<Merge> merges) throws XMLStreamException {
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
    open("p:merge");
    for (Merge merge : merges) write(merge);
    out.writeEndDocument();
  }

  private void write(Merge merge) throws XMLStreamException {
    open("p:request");
    open("p:masterRecord");
    text("r:type", merge.object());
    for (Map.Entry<String, Object> value : merge.values().entrySet())
      if (isNothing(value.getValue())) text("r:fieldsToNull", value.getKey());
    text("r:Id", merge.masterId());
    for (Map.Entry<String, Object> value : merge.values().entrySet())
      if (!isNothing(value.getValue())) text("r:" + value.getKey(), Merge.text(value.getValue()));
    close();
    text("p:recordToMergeIds", merge.loserId());
    close();
  }

  private static boolean isNothing(Object value) {
    return value == null || value.toString().isEmpty();
  }

  private void open(String name) throws XMLStreamException {
    out.writeStartElement(name);
  }

  private void text(String name, String text) throws XMLStreamException {
    open(name);
    // A carriage return by itself would be read as a line feed.
    for (String part : text.split("(?<=\r)|(?=\r)")) {
      if (part.equals("\r")) out.writeEntityRef("#13");
      else out.writeCharacters(part);
    }
    close();
  }

  private void close() throws XMLStreamException {
    out.writeEndElement();
  }
}
