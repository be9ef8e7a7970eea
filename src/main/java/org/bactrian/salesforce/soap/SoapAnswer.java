package org.bactrian.salesforce.soap;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads what Salesforce answers to a call. */
final class SoapAnswer {

  private static final XMLInputFactory FACTORY = factory();
  private static final String BODY = "Envelope/Body/";

  private final String result;
  private final List<SoapResult> results = new ArrayList<>();
  private final Deque<String> path = new ArrayDeque<>();
  private Map<String, List<String>> values = new HashMap<>();
  private List<SoapError> errors = new ArrayList<>();
  private List<String> fields = new ArrayList<>();
  private String message;
  private String code;
  private String faultCode;
  private String faultWords;

  private SoapAnswer(Operation operation) {
    result = operation.word() + "Response/result";
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /**
   * The results of a call's requests, in their order.
   *
   * @throws SoapFault if Salesforce refused the whole call
   * @throws AnswerLost if it is no answer to this call
   */
  static List<SoapResult> read(byte[] xml, SoapCall<?> call) {
    Operation operation = call.operation();
    SoapAnswer answer = new SoapAnswer(operation);
    try {
      answer.read(FACTORY.createXMLStreamReader(new ByteArrayInputStream(xml)));
    } catch (XMLStreamException e) {
      throw new AnswerLost(operation, "it is no XML, or breaks off", e);
    }
    if (answer.faultCode != null)
      throw new SoapFault(operation, answer.faultCode, answer.faultWords);
    if (answer.results.size() != call.size())
      throw new AnswerLost(
          operation,
          "%d results for %d requests".formatted(answer.results.size(), call.size()),
          null);
    return answer.results;
  }

  private void read(XMLStreamReader xml) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          path.addLast(xml.getLocalName());
          text.setLength(0);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          String element = String.join("/", path);
          if (element.startsWith(BODY))
            end(element.substring(BODY.length()), text.toString().strip());
          path.removeLast();
          text.setLength(0);
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new XMLStreamException("a document type");
        default -> {}
      }
    }
  }

  private void end(String element, String text) {
    if (element.equals("Fault/faultcode")) faultCode = text.substring(text.indexOf(':') + 1);
    else if (element.equals("Fault/faultstring")) faultWords = text.replaceFirst("^[A-Z_]+: ", "");
    else if (element.equals(result)) endResult();
    else if (element.startsWith(result + "/")) part(element.substring(result.length() + 1), text);
  }

  private void part(String element, String text) {
    switch (element) {
      case "errors/fields" -> fields.add(text);
      case "errors/message" -> message = text;
      case "errors/statusCode" -> code = text;
      case "errors" -> endError();
      default -> values.computeIfAbsent(element, e -> new ArrayList<>()).add(text);
    }
  }

  private void endError() {
    errors.add(new SoapError(String.valueOf(code), String.valueOf(message), fields));
    code = null;
    message = null;
    fields = new ArrayList<>();
  }

  private void endResult() {
    List<String> success = values.remove("success");
    if (success != null) results.add(new SoapResult(success.contains("true"), errors, values));
    values = new HashMap<>();
    errors = new ArrayList<>();
  }
}
