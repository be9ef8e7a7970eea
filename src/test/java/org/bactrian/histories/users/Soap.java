package org.bactrian.histories.users;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** One call in Salesforce's partner dialect. */
final class Soap {

  static final String PATH = "/services/Soap/u/62.0";

  private final String operation;
  private final StringBuilder body = new StringBuilder();

  Soap(String operation) {
    this.operation = operation;
  }

  Soap open(String name) {
    body.append("<u:").append(name).append('>');
    return this;
  }

  Soap close(String name) {
    body.append("</u:").append(name).append('>');
    return this;
  }

  /** An element with an id or a word in it; none if there is none. */
  Soap text(String name, String text) {
    return text == null ? this : open(name).raw(text).close(name);
  }

  Soap master(String object, String id) {
    return open("masterRecord")
        .raw("<s:type>%s</s:type><s:Id>%s</s:Id>".formatted(object, id))
        .close("masterRecord");
  }

  private Soap raw(String text) {
    body.append(text);
    return this;
  }

  String envelope(String session) {
    return """
           <?xml version="1.0" encoding="UTF-8"?>
           <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"
               xmlns:u="urn:partner.soap.sforce.com" xmlns:s="urn:sobject.partner.soap.sforce.com">
             <e:Header><u:SessionHeader><u:sessionId>%s</u:sessionId></u:SessionHeader></e:Header>
             <e:Body><u:%s>%s</u:%s></e:Body>
           </e:Envelope>"""
        .formatted(session, operation, body, operation);
  }

  /** What its results say, with this element's text as the id. */
  List<Answer> answers(String xml, String id) {
    NodeList results = parsed(xml).getElementsByTagNameNS("*", "result");
    if (results.getLength() == 0) throw new AssertionError(operation + " was answered by " + xml);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < results.getLength(); i++) {
      Element result = (Element) results.item(i);
      answers.add(
          first(result, "success").equals("true")
              ? Answer.done(first(result, id))
              : Answer.refused(first(result, "statusCode") + ": " + first(result, "message")));
    }
    return answers;
  }

  private static String first(Element result, String name) {
    NodeList elements = result.getElementsByTagNameNS("*", name);
    return elements.getLength() == 0 ? "" : elements.item(0).getTextContent();
  }

  private static Document parsed(String xml) {
    try {
      return DocumentBuilderFactory.newDefaultNSInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(xml)));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(xml, e);
    }
  }
}
