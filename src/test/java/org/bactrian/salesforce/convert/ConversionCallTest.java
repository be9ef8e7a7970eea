package org.bactrian.salesforce.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bactrian.salesforce.soap.Envelope;
import org.bactrian.salesforce.soap.SoapError;
import org.bactrian.salesforce.soap.SoapResult;
import org.junit.jupiter.api.Test;

class ConversionCallTest {

  private static final String LEAD = "00Q000000000001AAA";
  private static final String CONTACT = "003000000000001AAA";
  private static final String ACCOUNT = "001000000000001AAA";
  private static final String USER = "005000000000001AAA";
  private static final Conversion ONE = new Conversion(LEAD, CONTACT, ACCOUNT, USER, "Won <&>");

  @Test
  void an_envelope_names_everything_in_the_order_of_the_wsdl() {
    assertThat(Envelope.of("s", new ConversionCall(List.of(ONE))))
        .contains(
            "<e:Body><p:convertLead><p:leadConverts>"
                + "<p:accountId>001000000000001AAA</p:accountId>"
                + "<p:contactId>003000000000001AAA</p:contactId>"
                + "<p:convertedStatus>Won &lt;&amp;&gt;</p:convertedStatus>"
                + "<p:doNotCreateOpportunity>true</p:doNotCreateOpportunity>"
                + "<p:leadId>00Q000000000001AAA</p:leadId>"
                + "<p:overwriteLeadSource>false</p:overwriteLeadSource>"
                + "<p:ownerId>005000000000001AAA</p:ownerId>"
                + "<p:sendNotificationEmail>false</p:sendNotificationEmail>"
                + "</p:leadConverts></p:convertLead></e:Body>");
    assertThat(
            Envelope.of(
                "s",
                new ConversionCall(List.of(new Conversion(LEAD, CONTACT, ACCOUNT, null, "Won")))))
        .doesNotContain("ownerId");
  }

  @Test
  void results_are_those_of_the_conversions_in_their_order() {
    SoapError locked = new SoapError("UNABLE_TO_LOCK_ROW", "locked", List.of());
    SoapError status = new SoapError("INVALID_STATUS", "invalid convertedStatus", List.of());
    List<ConversionResult> results =
        new ConversionCall(List.of(ONE, ONE, ONE))
            .results(
                List.of(
                    new SoapResult(true, List.of(), Map.of("contactId", List.of(CONTACT))),
                    new SoapResult(false, List.of(locked), Map.of()),
                    new SoapResult(false, List.of(status), Map.of())));
    assertThat(results).extracting(ConversionResult::converted).containsExactly(true, false, false);
    assertThat(results).extracting(ConversionResult::mayHeal).containsExactly(false, true, false);
    assertThat(results)
        .extracting(ConversionResult::isOfAnotherStatus)
        .containsExactly(false, false, true);
  }

  @Test
  void a_hundred_fit_into_one_call() {
    assertThat(Envelope.of("s", new ConversionCall(Collections.nCopies(100, ONE)))).isNotEmpty();
    for (int size : new int[] {0, 101})
      assertThatThrownBy(() -> Envelope.of("s", new ConversionCall(Collections.nCopies(size, ONE))))
          .hasMessage("a call of convertLead holds 1 to 100 requests, and not " + size);
  }

  @Test
  void what_is_no_id_or_status_is_refused() {
    for (String bad : Arrays.asList("", "1", LEAD + "x", null)) {
      assertThatThrownBy(() -> new Conversion(bad, CONTACT, ACCOUNT, null, "Won"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Conversion(LEAD, bad, ACCOUNT, null, "Won"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Conversion(LEAD, CONTACT, bad, null, "Won"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Conversion(LEAD, CONTACT, ACCOUNT, null, "W\u0000n"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
