package org.bactrian.salesforce.merge;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads what Salesforce answers to a {@link MergeEnvelope}. */
public final class MergeAnswer {

  private static final XMLInputFactory FACTORY = factory();

  private final List<Merge> merges;
  private final List<MergeResult> results = new ArrayList<>();
  private final Deque<String> path = new ArrayDeque<>();
  private String success;
  private List<String> movedIds = new ArrayList<>();
  private List<MergeResult.Error> errors = new ArrayList<>();
  private List<String> fields = new ArrayList<>();
  private String message;
  private String code;
  private String faultCode;
  private String faultWords;

  private MergeAnswer(List<Merge> merges) {
    this.merges = merges;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /**
   * What became of each merge, in their order.
   *
   * @throws SoapFault if Salesforce refused the whole call
   * @throws MergeUnknown if it is no answer to these merges
   */
  public static List<MergeResult> read(byte[] xml, List<Merge> merges) {
    MergeAnswer answer = new MergeAnswer(merges);
    try {
      answer.read(FACTORY.createXMLStreamReader(new ByteArrayInputStream(xml)));
    } catch (XMLStreamException e) {
      throw new MergeUnknown("it is no XML: " + e.getMessage(), e);
    }
    if (answer.faultCode != null) throw new SoapFault(answer.faultCode, answer.faultWords);
    if (answer.results.size() != merges.size())
      throw new MergeUnknown(
          "%d results for %d merges".formatted(answer.results.size(), merges.size()), null);
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
          end(String.join("/", path), text.toString().strip());
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
    String body = "Envelope/Body/";
    if (!element.startsWith(body)) return;
    switch (element.substring(body.length())) {
      case "mergeResponse/result/success" -> success = text;
      case "mergeResponse/result/updatedRelatedIds" -> movedIds.add(text);
      case "mergeResponse/result/errors/fields" -> fields.add(text);
      case "mergeResponse/result/errors/message" -> message = text;
      case "mergeResponse/result/errors/statusCode" -> code = text;
      case "mergeResponse/result/errors" -> endError();
      case "mergeResponse/result" -> endResult();
      case "Fault/faultcode" -> faultCode = text.substring(text.indexOf(':') + 1);
      case "Fault/faultstring" -> faultWords = text.replaceFirst("^[A-Z_]+: ", "");
      default -> {}
    }
  }

  private void endError() {
    errors.add(new MergeResult.Error(String.valueOf(code), String.valueOf(message), fields));
    code = null;
    message = null;
    fields = new ArrayList<>();
  }

  private void endResult() {
    int index = results.size();
    if (index < merges.size() && success != null)
      results.add(
          new MergeResult(index, merges.get(index), success.equals("true"), movedIds, errors));
    success = null;
    movedIds = new ArrayList<>();
    errors = new ArrayList<>();
  }
}
