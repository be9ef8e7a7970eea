package org.bactrian.sandbox.salesforce.soap;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads an envelope that anybody may have written. */
final class EnvelopeReader {
  static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
  static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

  private static final int DEEPEST = 20;
  private static final int MOST_ELEMENTS = 200_000;
  private static final XMLInputFactory FACTORY = factory();

  private EnvelopeReader() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }

  /** The envelope, which has a body with one call. */
  static Element read(byte[] xml) {
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(xml));
      Element envelope = tree(reader);
      if (!envelope.name().equals("Envelope") || !envelope.namespace().equals(SOAP)) {
        throw Fault.client("Must understand the envelope of SOAP 1.1: " + envelope.name());
      }
      return envelope;
    } catch (XMLStreamException e) {
      throw Fault.client(firstLine(e.getMessage()));
    }
  }

  private static Element tree(XMLStreamReader reader) throws XMLStreamException {
    Deque<Element> open = new ArrayDeque<>();
    Element root = null;
    int elements = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.size() == DEEPEST || ++elements > MOST_ELEMENTS) {
            throw Fault.client("The envelope is too deep or too long");
          }
          Element element = element(reader);
          if (root == null) {
            root = element;
          } else {
            open.element().children().add(element);
          }
          open.push(element);
        }
        case XMLStreamConstants.END_ELEMENT -> open.pop();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!open.isEmpty()) {
            open.element().content().append(reader.getText());
          }
        }
        case XMLStreamConstants.DTD -> throw Fault.client("DTD is not supported");
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw Fault.client("Entity references are not supported");
        default -> {}
      }
    }
    return root;
  }

  private static Element element(XMLStreamReader reader) {
    String namespace = reader.getNamespaceURI();
    String type = reader.getAttributeValue(XSI, "type");
    return new Element(
        namespace == null ? "" : namespace,
        reader.getLocalName(),
        type == null ? "" : type.substring(type.indexOf(':') + 1));
  }

  private static String firstLine(String message) {
    return message == null ? "not XML" : message.lines().reduce((a, b) -> b).orElse("not XML");
  }
}
