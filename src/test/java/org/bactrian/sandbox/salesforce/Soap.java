package org.bactrian.sandbox.salesforce;

import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.bactrian.local.Http;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Talks SOAP to the sandbox over HTTP. */
final class Soap {
  static final String PARTNER = "/services/Soap/u/62.0";

  private final HttpClient http = Http.client();
  private final String url;
  String session;

  /** An answer, and the elements in it. */
  record Answer(int status, String text, Document xml) {
    List<String> all(String name) {
      return all(xml.getDocumentElement(), name);
    }

    String one(String name) {
      List<String> all = all(name);
      return all.size() == 1 ? all.get(0) : all.toString();
    }

    /** The names of what is in each result, and what it says. */
    List<String> result(int index) {
      NodeList results = xml.getElementsByTagNameNS("*", "result");
      List<String> parts = new ArrayList<>();
      for (var part = results.item(index).getFirstChild();
          part != null;
          part = part.getNextSibling()) {
        if (!part.getLocalName().equals("errors"))
          parts.add(part.getLocalName() + "=" + part.getTextContent());
        else
          parts.add(
              all((Element) part, "statusCode").get(0)
                  + ": "
                  + all((Element) part, "message").get(0));
      }
      return parts;
    }

    private static List<String> all(Element root, String name) {
      List<String> texts = new ArrayList<>();
      NodeList elements = root.getElementsByTagNameNS("*", name);
      NodeList plain = elements.getLength() > 0 ? elements : root.getElementsByTagName(name);
      for (int i = 0; i < plain.getLength(); i++) texts.add(plain.item(i).getTextContent());
      return texts;
    }
  }

  Soap(SalesforceSandbox sandbox, String session) {
    url = sandbox.url();
    this.session = session;
  }

  /** Sends a call in the partner dialect; {@code u:} is its prefix, {@code s:} that of records. */
  Answer partner(String call) throws Exception {
    return send(PARTNER, envelope("urn:partner.soap.sforce.com", call), "SOAPAction", "\"\"");
  }

  String envelope(String namespace, String call) {
    return """
           <?xml version="1.0" encoding="UTF-8"?>
           <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:u="%s"
               xmlns:s="urn:sobject.partner.soap.sforce.com"
               xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
             <e:Header><u:SessionHeader><u:sessionId>%s</u:sessionId></u:SessionHeader></e:Header>
             <e:Body>%s</e:Body>
           </e:Envelope>"""
        .formatted(namespace, session, call);
  }

  Answer send(String path, String envelope, String... headers) throws Exception {
    HttpResponse<String> answer = raw(path, envelope, "text/xml;charset=UTF-8", headers);
    return new Answer(answer.statusCode(), answer.body(), parsed(answer.body()));
  }

  HttpResponse<String> raw(String path, String body, String contentType, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) request.headers(headers);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static Document parsed(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }
}
