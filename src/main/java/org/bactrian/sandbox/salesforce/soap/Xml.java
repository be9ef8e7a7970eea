package org.bactrian.sandbox.salesforce.soap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.bactrian.sandbox.salesforce.org.Refusal;

/** XML that is being written; what is open at the end is closed. */
final class Xml {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private interface Deed {
    void run() throws XMLStreamException;
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final XMLStreamWriter out;

  Xml() {
    try {
      out = FACTORY.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      out.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Begins an envelope.
   *
   * @param prefix of the namespace; empty for the namespace of names without one
   */
  void openEnvelope(String namespace, String prefix) {
    open("soapenv:Envelope");
    attribute("xmlns:soapenv", EnvelopeReader.SOAP);
    attribute(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, namespace);
    attribute("xmlns:xsi", EnvelopeReader.XSI);
  }

  void open(String name) {
    write(() -> out.writeStartElement(name));
  }

  void close() {
    write(out::writeEndElement);
  }

  void attribute(String name, String value) {
    write(() -> out.writeAttribute(name, value));
  }

  void text(String name, Object value) {
    open(name);
    write(() -> out.writeCharacters(fit(String.valueOf(value))));
    close();
  }

  /** An element with a text, or with nothing. */
  void textOrNil(String name, Object value) {
    if (value != null) {
      text(name, value);
      return;
    }
    open(name);
    attribute("xsi:nil", "true");
    close();
  }

  /** The error of one record of several. */
  void error(Refusal refusal) {
    open("errors");
    refusal.fields().forEach(field -> text("fields", field));
    text("message", refusal.getMessage());
    text("statusCode", refusal.errorCode());
    close();
  }

  byte[] bytes() {
    write(out::writeEndDocument);
    write(out::close);
    return bytes.toByteArray();
  }

  /** Without what XML can't hold. */
  private static String fit(String text) {
    return text.codePoints()
        .map(c -> isFit(c) ? c : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isFit(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= ' ' && !(c >= 0xD800 && c < 0xE000) && c != 0xFFFE && c != 0xFFFF;
  }

  private static void write(Deed deed) {
    try {
      deed.run();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }
}
