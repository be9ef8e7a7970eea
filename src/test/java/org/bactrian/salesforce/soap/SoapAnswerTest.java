package org.bactrian.salesforce.soap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.bactrian.salesforce.merge.Merge;
import org.bactrian.salesforce.merge.MergeCall;
import org.bactrian.salesforce.merge.MergeResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoapAnswerTest {

  private static final Merge ONE =
      new Merge("Lead", "00Q000000000001", "00Q000000000002", Map.of());
  private static final Merge TWO =
      new Merge("Lead", "00Q000000000001", "00Q000000000003", Map.of());

  @Test
  void results_are_those_of_the_merges_in_their_order() {
    List<MergeResult> results =
        read(
            """
            <result><id>00Q000000000001</id><mergedRecordIds>00Q000000000002</mergedRecordIds>
              <success>true</success><updatedRelatedIds>00T1</updatedRelatedIds>
              <updatedRelatedIds>00T2</updatedRelatedIds></result>
            <result><errors><extendedErrorDetails><message>no</message></extendedErrorDetails>
                <fields>Email</fields><fields>Phone</fields><message>a &amp; <![CDATA[b]]></message>
                <statusCode>INVALID_EMAIL_ADDRESS</statusCode></errors>
              <errors><message>gone</message><statusCode>ENTITY_IS_DELETED</statusCode></errors>
              <id xsi:nil="true"/><success>false</success></result>
            """,
            ONE,
            TWO);
    assertThat(results)
        .containsExactly(
            new MergeResult(0, ONE, true, List.of("00T1", "00T2"), List.of()),
            new MergeResult(
                1,
                TWO,
                false,
                List.of(),
                List.of(
                    new SoapError("INVALID_EMAIL_ADDRESS", "a & b", List.of("Email", "Phone")),
                    new SoapError("ENTITY_IS_DELETED", "gone", List.of()))));
    assertThat(results).extracting(MergeResult::isGone).containsExactly(false, true);
  }

  @Test
  void a_fault_is_told_by_its_code() {
    String fault =
        """
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="urn:fault.x">
        <s:Body><s:Fault><faultcode>sf:INVALID_SESSION_ID</faultcode>
        <faultstring>INVALID_SESSION_ID: Invalid Session ID found in SessionHeader</faultstring>
        <detail><sf:UnexpectedErrorFault><sf:exceptionCode>INVALID_SESSION_ID</sf:exceptionCode>
        </sf:UnexpectedErrorFault></detail></s:Fault></s:Body></s:Envelope>""";
    assertThatThrownBy(() -> SoapAnswer.read(fault.getBytes(UTF_8), new MergeCall(List.of(ONE))))
        .isInstanceOfSatisfying(
            SoapFault.class, it -> assertThat(it.code()).isEqualTo("INVALID_SESSION_ID"))
        .hasMessageEndingWith("INVALID_SESSION_ID: Invalid Session ID found in SessionHeader");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<result><success>true</success></result>",
        "<result><success>true</success></result><result/>",
        "<result><success>true</success></result><result><id>1</id></result>",
        "<result><success>true"
      })
  void fewer_results_than_merges_leave_the_outcome_open(String results) {
    assertThatThrownBy(() -> read(results, ONE, TWO)).isInstanceOf(AnswerLost.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "<html><br></html>",
        "<!DOCTYPE a [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><a>&f;</a>",
        "<!DOCTYPE a [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><a>&b;</a>",
        "<!DOCTYPE html><html/>",
        "<a>&undeclared;</a>"
      })
  void what_is_no_answer_leaves_the_outcome_open(String answer) {
    assertThatThrownBy(() -> SoapAnswer.read(answer.getBytes(UTF_8), new MergeCall(List.of(ONE))))
        .isInstanceOf(AnswerLost.class)
        .hasMessageContaining("look at MasterRecordId");
  }

  private static List<MergeResult> read(String results, Merge... merges) {
    String answer =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
          xmlns="urn:partner.soap.sforce.com"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Header><LimitInfoHeader>
          <limitInfo><current>4</current></limitInfo></LimitInfoHeader></soapenv:Header>
          <soapenv:Body><mergeResponse>%s</mergeResponse></soapenv:Body></soapenv:Envelope>"""
            .formatted(results);
    MergeCall call = new MergeCall(List.of(merges));
    return call.results(SoapAnswer.read(answer.getBytes(UTF_8), call));
  }
}
