package org.bactrian.salesforce.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bactrian.salesforce.soap.Envelope;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class MergeEnvelopeTest {

  private static final String MASTER = "00Q000000000001AAA";
  private static final String LOSER = "00Q000000000002";

  @Example
  void an_envelope_says_who_asks_and_what_becomes_of_whom() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("Phone", null);
    values.put("LastName", "O'Neil <&>");
    values.put("Title", "");
    values.put("Active__c", false);
    values.put("Amount__c", 1e9);
    values.put("Share__c", new BigDecimal("1E+3"));
    values.put("Day__c", LocalDate.of(2026, 7, 1));
    values.put("At__c", Instant.parse("2026-07-01T12:00:00Z"));
    assertThat(Envelope.of("00D!s<id>", call(new Merge("Lead", MASTER, LOSER, values))))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:p=\"urn:partner.soap.sforce.com\""
                + " xmlns:r=\"urn:sobject.partner.soap.sforce.com\">"
                + "<e:Header><p:SessionHeader><p:sessionId>00D!s&lt;id&gt;</p:sessionId>"
                + "</p:SessionHeader></e:Header><e:Body><p:merge><p:request><p:masterRecord>"
                + "<r:type>Lead</r:type><r:fieldsToNull>Phone</r:fieldsToNull>"
                + "<r:fieldsToNull>Title</r:fieldsToNull><r:Id>00Q000000000001AAA</r:Id>"
                + "<r:LastName>O'Neil &lt;&amp;&gt;</r:LastName><r:Active__c>false</r:Active__c>"
                + "<r:Amount__c>1000000000</r:Amount__c><r:Share__c>1000</r:Share__c>"
                + "<r:Day__c>2026-07-01</r:Day__c><r:At__c>2026-07-01T12:00:00Z</r:At__c>"
                + "</p:masterRecord><p:recordToMergeIds>00Q000000000002</p:recordToMergeIds>"
                + "</p:request></p:merge></e:Body></e:Envelope>");
  }

  @Property(tries = 500)
  void any_text_arrives_as_it_is_or_is_refused(@ForAll String text) throws Exception {
    Merge merge;
    try {
      merge = new Merge("Lead", MASTER, LOSER, Map.of("Title", text));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("Title holds a character");
      return;
    }
    Document read = read(Envelope.of("s", call(merge)));
    if (text.isEmpty()) assertThat(texts(read, "fieldsToNull")).isEqualTo("Title");
    else assertThat(texts(read, "Title")).isEqualTo(text);
  }

  @Example
  void markup_stays_text() throws Exception {
    String evil = "</r:Title></p:masterRecord>]]><!--<?x ?>&amp;\r\n\r";
    Document read =
        read(Envelope.of("s", call(new Merge("Lead", MASTER, LOSER, Map.of("Title", evil)))));
    assertThat(texts(read, "Title")).isEqualTo(evil);
    assertThat(read.getElementsByTagNameNS("*", "request").getLength()).isEqualTo(1);
  }

  @Example
  void what_is_no_id_or_name_is_refused() {
    for (String bad : Arrays.asList("", "1", MASTER + "x", "00Q<00000000001", null)) {
      assertThatThrownBy(() -> new Merge("Lead", bad, LOSER, Map.of()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Merge("Lead", MASTER, bad, Map.of()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Merge("r:" + bad, MASTER, LOSER, Map.of()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Merge("Lead", MASTER, LOSER, Map.of("a b" + bad, "x")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static MergeCall call(Merge merge) {
    return new MergeCall(List.of(merge));
  }

  private static Document read(String xml) throws Exception {
    return DocumentBuilderFactory.newDefaultNSInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static String texts(Document xml, String name) {
    return xml.getElementsByTagNameNS("*", name).item(0).getTextContent();
  }
}
